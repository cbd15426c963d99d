"""Encrypt and decrypt age files as a stream: 64 KiB at a time, whatever the size.

The payload is STREAM over ChaCha20-Poly1305: a file with a moved, missing or truncated chunk does not decrypt.
"""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from types import TracebackType
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sokehoach.adapters.age.keys import Identity, Recipient
from sokehoach.adapters.slow_work import slow_work

CHUNK = 64 * 1024
_TAG = 16
_VERSION = b"age-encryption.org/v1\n"
_INFO = b"age-encryption.org/v1/X25519"


class DecryptionError(Exception):
    """Raised for a wrong key or a damaged file. The message is a Vietnamese sentence without a full stop."""


class EncryptingWriter:
    """A writable file that encrypts: `with EncryptingWriter(file, recipient) as inner: inner.write(…)`.

    Leaving the block without an error writes the final chunk.
    """

    def __init__(self, file: IO[bytes], recipient: Recipient) -> None:
        key = os.urandom(16)
        share = X25519PrivateKey.generate()
        wrapping_key = _derive_wrapping_key(
            share.exchange(recipient.public), share.public_key(), recipient.public
        )
        header = _VERSION + b"-> X25519 " + _encode_base64(share.public_key().public_bytes_raw()) + b"\n"
        header += _encode_base64(ChaCha20Poly1305(wrapping_key).encrypt(bytes(12), key, None)) + b"\n---"
        nonce = os.urandom(16)
        file.write(header + b" " + _encode_base64(_compute_mac(key, header)) + b"\n" + nonce)
        self._file, self._buffer, self._count = file, bytearray(), 0
        self._cipher = ChaCha20Poly1305(_derive_key(key, nonce, b"payload"))

    def write(self, content: bytes) -> int:
        self._buffer += content
        while len(self._buffer) > CHUNK:  # one chunk stays in the buffer: only the last is marked as the last
            self._put(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(content)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_build_nonce(self._count, last=last), chunk, None))
        self._count += 1

    def __enter__(self) -> "EncryptingWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:  # after an error the file must not look complete
            self._put(bytes(self._buffer), last=True)


class DecryptingReader(RawIOBase):
    """A readable stream of a file's decrypted content. DecryptionError for a wrong key or a damaged file."""

    def __init__(self, file: IO[bytes], identity: Identity) -> None:
        self._chunks = _iter_chunks(file, _payload_key(file, identity))
        self._buffer = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._buffer:
            self._buffer = next(self._chunks, b"")
        count = min(len(buffer), len(self._buffer))
        buffer[:count] = self._buffer[:count]
        self._buffer = self._buffer[count:]
        return count


@slow_work
def encrypt_bytes(content: bytes, recipient: Recipient) -> bytes:
    buffer = BytesIO()
    with EncryptingWriter(buffer, recipient) as inner:
        inner.write(content)
    return buffer.getvalue()


@slow_work
def decrypt_bytes(content: bytes, identity: Identity) -> bytes:
    return DecryptingReader(BytesIO(content), identity).readall() or b""


def _payload_key(file: IO[bytes], identity: Identity) -> ChaCha20Poly1305:
    header, key = _read_line(file), None
    if header != _VERSION:
        raise DecryptionError("đây không phải tệp sao lưu đã mã hóa (age)")
    while not (line := _read_line(file)).startswith(b"---"):
        header += line
        arguments = line.split()
        if line.startswith(b"-> ") and arguments[1:2] == [b"X25519"] and len(arguments) == 3:
            body = _read_line(file)
            header += body
            key = key or _unwrap_key(arguments[2], body.rstrip(b"\n"), identity)
    if key is None:
        raise DecryptionError("khóa này không mở được tệp này")
    if not hmac.compare_digest(line, b"--- " + _encode_base64(_compute_mac(key, header + b"---")) + b"\n"):
        raise DecryptionError("phần đầu tệp đã bị sửa")
    return ChaCha20Poly1305(_derive_key(key, file.read(16), b"payload"))


def _unwrap_key(share: bytes, body: bytes, identity: Identity) -> bytes | None:
    try:
        sender_key = X25519PublicKey.from_public_bytes(_decode_base64(share))
        own_key = identity.secret.public_key()
        wrapping_key = _derive_wrapping_key(identity.secret.exchange(sender_key), sender_key, own_key)
        return ChaCha20Poly1305(wrapping_key).decrypt(bytes(12), _decode_base64(body), None)
    except (ValueError, InvalidTag):  # encrypted for another recipient
        return None


def _iter_chunks(file: IO[bytes], cipher: ChaCha20Poly1305) -> Iterator[bytes]:
    chunk, count = _read_chunk(file), 0
    while True:
        next_chunk = _read_chunk(file)
        try:
            plaintext = cipher.decrypt(_build_nonce(count, last=not next_chunk), chunk, None)
        except InvalidTag:
            raise DecryptionError("tệp đã bị sửa hoặc bị cắt") from None
        if not plaintext and count:
            raise DecryptionError("tệp đã bị sửa hoặc bị cắt")
        yield plaintext
        if not next_chunk:
            return
        chunk, count = next_chunk, count + 1


def _read_chunk(file: IO[bytes]) -> bytes:
    """Read one chunk, or what is left: a file may return less than it was asked for."""
    content = b""
    while len(content) < CHUNK + _TAG and (more := file.read(CHUNK + _TAG - len(content))):
        content += more
    return content


def _read_line(file: IO[bytes]) -> bytes:
    line = file.readline(1024)
    if not line.endswith(b"\n"):
        raise DecryptionError("đây không phải tệp sao lưu đã mã hóa (age)")
    return line


def _derive_wrapping_key(shared: bytes, share: X25519PublicKey, recipient: X25519PublicKey) -> bytes:
    return _derive_key(shared, share.public_bytes_raw() + recipient.public_bytes_raw(), _INFO)


def _derive_key(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _compute_mac(key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derive_key(key, b"", b"header"), header, "sha256")


def _build_nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11) + bytes([last])


def _encode_base64(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")


def _decode_base64(text: bytes) -> bytes:
    content = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _encode_base64(content) != text:
        raise ValueError(text)
    return content
