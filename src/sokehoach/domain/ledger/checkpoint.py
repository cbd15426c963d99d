"""A signed tree head: how many events there were, over which root, at what moment; and who has witnessed it.

The text is a signed note of C2SP (c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature), so that other people's
tools read it:

    so-ke-hoach/1f0c3a5e        the origin: the name of the key
    1702                        events
    pXbH…=                      root, base64
    time 1624327920             an extension line: Unix seconds

    — so-ke-hoach/1f0c3a5e AbCd…=         the deployment's signature
    — mttq AbCd…=                         a witness's countersignature, with its own time inside

A signature line holds base64(four bytes that name the key ‖ the signature).
"""

import binascii
import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from sokehoach.domain.messages import say

LOG, WITNESS = 0x01, 0x04  # kinds of key: signed-note's Ed25519, tlog-cosignature's


class CheckpointFormatError(ValueError):
    """Not a valid checkpoint. The message is a Vietnamese sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A published key, in one line: name+four bytes in hex+base64(kind ‖ 32 bytes)."""

    name: str
    kind: int
    public: bytes

    @property
    def mark(self) -> bytes:
        key_bytes = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(key_bytes).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.mark.hex()}+{_encode_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class TreeHead:
    """The signed content of a checkpoint. `root` in hex; `at` in Unix seconds."""

    origin: str
    size: int
    root: str
    at: int

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_encode_base64(bytes.fromhex(self.root))}\ntime {self.at}\n"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    name: str
    mark: bytes
    body: bytes

    def line(self) -> str:
        return f"— {self.name} {_encode_base64(self.mark + self.body)}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    head: TreeHead
    signatures: tuple[NoteSignature, ...]

    def text(self) -> str:
        return self.head.text() + "\n" + "".join(signature.line() for signature in self.signatures)

    def find_signature(self, key: VerifierKey) -> NoteSignature | None:
        """The signature line that claims to be by this key.

        To verify it, use `build_signed_message` and Ed25519.
        """
        for signature in self.signatures:
            if (signature.name, signature.mark) == (key.name, key.mark):
                return signature
        return None


def parse_verifier_key(line: str) -> VerifierKey:
    try:
        name, mark, encoded = line.strip().split("+", 2)
        content = _decode_base64(encoded)
    except ValueError:
        raise CheckpointFormatError(say("khóa phải là một dòng «tên+tám chữ số+chuỗi base64»")) from None
    if not name or any(letter.isspace() for letter in name) or len(content) != 33:
        raise CheckpointFormatError(say("khóa phải là một dòng «tên+tám chữ số+chuỗi base64»"))
    key = VerifierKey(name, content[0], content[1:])
    if key.kind not in (LOG, WITNESS) or key.mark.hex() != mark:
        raise CheckpointFormatError(say("khóa bị chép thiếu hoặc sai chữ"))
    return key


def parse_note(text: str) -> Checkpoint:
    """Parse a note; CheckpointFormatError if its text differs from `Checkpoint.text()`."""
    try:
        head_text, signature_lines = text.split("\n\n", 1)
        origin, size, root, moment = head_text.split("\n")
        if not moment.startswith("time "):
            raise ValueError
        head = TreeHead(origin, int(size), _decode_base64(root).hex(), int(moment[5:]))
        checkpoint = Checkpoint(head, tuple(_parse_signature(line) for line in signature_lines.splitlines()))
    except ValueError:
        raise CheckpointFormatError(say("đây không phải là một bản niêm phong")) from None
    if checkpoint.text() != text or len(head.root) != 64 or not checkpoint.signatures:
        raise CheckpointFormatError(say("bản niêm phong bị chép thiếu hoặc sai chữ"))
    return checkpoint


def build_signed_message(head: TreeHead, signature: NoteSignature, kind: int) -> tuple[bytes, bytes]:
    """The input of Ed25519 verification: the signed bytes and the 64 bytes of the signature.

    A witness signs its own time together with the tree head (tlog-cosignature): eight bytes before the signature.
    """
    if kind == LOG:
        return head.text().encode(), signature.body
    moment = int.from_bytes(signature.body[:8])
    return build_cosignature_message(head, moment), signature.body[8:]


def build_cosignature_message(head: TreeHead, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{head.text()}".encode()


def _parse_signature(line: str) -> NoteSignature:
    dash, name, encoded = line.split(" ")
    content = _decode_base64(encoded)
    if dash != "—" or len(content) not in (4 + 64, 4 + 8 + 64):
        raise ValueError(line)
    return NoteSignature(name, content[:4], content[4:])


def format_hash_base64(root: str) -> str:
    """Convert a hash from hex to the base64 of signed notes."""
    return _encode_base64(bytes.fromhex(root))


def _encode_base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _decode_base64(text: str) -> bytes:
    """Decode canonical base64 (no other characters between, no stray bits at the end)."""
    try:
        content = b64decode(text)  # which passes over other characters: the same is written again below
    except binascii.Error as error:
        raise ValueError(text) from error
    if _encode_base64(content) != text:
        raise ValueError(text)
    return content
