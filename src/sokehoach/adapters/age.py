"""Encrypts backups to a key that is not on the server, in the format age (age-encryption.org/v1).

The library is pyrage, the binding of the Rust implementation. Streams are read and written 64 KiB at a time, whatever
their size. A file that was changed or cut off does not decrypt.
"""

from typing import IO

import pyrage
from pyrage.x25519 import Identity, Recipient

from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

__all__ = ["DecryptionError", "Identity", "InvalidKeyError", "Recipient"]


class InvalidKeyError(ValueError):
    """The message is a Vietnamese sentence without a full stop."""


class DecryptionError(Exception):
    """The message is a Vietnamese sentence without a full stop."""


def parse_identity(text: str) -> Identity:
    """Return the secret key in a key file: the first line that is no comment. Raises InvalidKeyError.

    The key belongs in a safe, never on the server.
    """
    lines = [line.strip() for line in text.splitlines()]
    encoded = next((line for line in lines if line and not line.startswith("#")), "")
    try:
        return Identity.from_str(encoded)
    except pyrage.IdentityError:
        raise InvalidKeyError(say("đây không phải khóa mở, hoặc khóa bị chép thiếu hoặc sai chữ")) from None


def parse_recipient(text: str) -> Recipient:
    """Return the public key, age1…, which can only encrypt. Raises InvalidKeyError."""
    if not text.strip().lower().startswith("age1"):
        raise InvalidKeyError(say("khóa phải bắt đầu bằng age1"))
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise InvalidKeyError(say("khóa bị chép thiếu hoặc sai chữ")) from None


@slow_work
def encrypt(source: IO[bytes], target: IO[bytes], recipient: Recipient) -> None:
    """Encrypt `source` into `target`. The target's own OSError is raised; pyrage would pass on only its text."""
    recording = _RecordingTarget(target)
    try:
        pyrage.encrypt_io(source, recording, [recipient])
    except pyrage.EncryptError:
        raise recording.error or OSError("reading failed") from None


class _RecordingTarget:
    """Keeps the error that the file raised."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.error: OSError | None = None

    def write(self, content: bytes) -> int:
        try:
            return self.file.write(content)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self.file.flush()


@slow_work
def decrypt(source: IO[bytes], target: IO[bytes], identity: Identity) -> None:
    """Decrypt `source` into `target`. If it raises DecryptionError, `target` may contain the beginning of the content:
    do not use it.
    """
    try:
        pyrage.decrypt_io(source, target, [identity])
    except pyrage.DecryptError as error:
        if str(error) == "No matching keys found":
            raise DecryptionError(say("khóa này không mở được tệp này")) from None
        raise DecryptionError(say("đây không phải tệp sao lưu đã mã hóa (age), hoặc phần đầu đã bị sửa")) from None
    except OSError as error:
        if error.errno is not None:  # of a file; the library's own have no number
            raise
        raise DecryptionError(say("tệp đã bị sửa hoặc bị cắt")) from None
