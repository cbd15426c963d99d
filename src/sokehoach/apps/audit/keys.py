"""Ed25519 signatures: the deployment's own key, in a file readable by its owner alone, and verification."""

import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sokehoach.domain.ledger.checkpoint import (
    LOG,
    Checkpoint,
    NoteSignature,
    TreeHead,
    VerifierKey,
    build_signed_message,
)

_PRIVATE = "PRIVATE+KEY"  # format of C2SP's other programs: PRIVATE+KEY+name+mark+base64(kind ‖ seed)


@dataclass(frozen=True, slots=True)
class Signer:
    key: VerifierKey
    secret: Ed25519PrivateKey

    def sign(self, head: TreeHead) -> NoteSignature:
        return NoteSignature(self.key.name, self.key.mark, self.secret.sign(head.text().encode()))

    def checkpoint(self, *, size: int, root: str, at: datetime) -> str:
        """Builds and signs the checkpoint text of a trail of `size` events with `root` (hex)."""
        head = TreeHead(self.key.name, size, root, int(at.timestamp()))
        return Checkpoint(head, (self.sign(head),)).text()


def load_signer(home: Path) -> Signer:
    """Loads the key in `keys/audit` of the deployment's folder, made on first use. Its holder can seal in its name."""
    path = home / "keys" / "audit"
    try:
        return _parse_signer(path.read_text("ascii"))
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary_path = path.with_name(f"audit.{os.getpid()}")
        try:
            temporary_path.touch(mode=0o600)
            temporary_path.write_text(_generate_key(), "ascii")
            os.link(temporary_path, path)  # of two concurrent starters the first wins; the second reads its file
        except FileExistsError:
            pass
        finally:
            temporary_path.unlink(missing_ok=True)
        return _parse_signer(path.read_text("ascii"))


def is_valid_signature(head: TreeHead, signature: NoteSignature, key: VerifierKey) -> bool:
    message, signature_bytes = build_signed_message(head, signature, key.kind)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature_bytes, message)
    except InvalidSignature:
        return False
    return (signature.name, signature.mark) == (key.name, key.mark)


def _generate_key() -> str:
    # The name is random: two deployments never share one, and it does not reveal the server.
    seed, name = secrets.token_bytes(32), f"so-ke-hoach/{secrets.token_hex(4)}"
    key = VerifierKey(name, LOG, _encode_public_key(Ed25519PrivateKey.from_private_bytes(seed)))
    return f"{_PRIVATE}+{name}+{key.mark.hex()}+{b64encode(bytes([LOG]) + seed).decode()}\n"


def _parse_signer(text: str) -> Signer:
    name, _mark, encoded_seed = text.strip().removeprefix(f"{_PRIVATE}+").split("+", 2)
    secret = Ed25519PrivateKey.from_private_bytes(b64decode(encoded_seed)[1:])
    return Signer(VerifierKey(name, LOG, _encode_public_key(secret)), secret)


def _encode_public_key(secret: Ed25519PrivateKey) -> bytes:
    return secret.public_key().public_bytes_raw()
