"""Writing and reading a file of age, in a stream: 64 KiB at a time, whatever its size.

The payload is STREAM over ChaCha20-Poly1305: a chunk that was moved, dropped or cut off does not open.
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


class CannotOpen(Exception):
    """The message is a Vietnamese sentence without a full stop."""


class Locked:
    """A file to write to: `with Locked(file, recipient) as inner: inner.write(…)`. Leaving seals its end."""

    def __init__(self, file: IO[bytes], recipient: Recipient) -> None:
        key = os.urandom(16)
        share = X25519PrivateKey.generate()
        wrapping = _wrapping(share.exchange(recipient.public), share.public_key(), recipient.public)
        head = _VERSION + b"-> X25519 " + _text(share.public_key().public_bytes_raw()) + b"\n"
        head += _text(ChaCha20Poly1305(wrapping).encrypt(bytes(12), key, None)) + b"\n---"
        nonce = os.urandom(16)
        file.write(head + b" " + _text(_mac(key, head)) + b"\n" + nonce)
        self._file, self._held, self._count = file, bytearray(), 0
        self._cipher = ChaCha20Poly1305(_derived(key, nonce, b"payload"))

    def write(self, content: bytes) -> int:
        self._held += content
        while len(self._held) > CHUNK:  # the last chunk is held back: it alone is marked as the last
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(content)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._count, last=last), chunk, None))
        self._count += 1

    def __enter__(self) -> "Locked":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:  # what broke off half-way must not look whole
            self._put(bytes(self._held), last=True)


class Opened(RawIOBase):
    """What stands in a locked file, to be read in a stream. CannotOpen where the key or the file is not right."""

    def __init__(self, file: IO[bytes], identity: Identity) -> None:
        self._chunks = _chunks(file, _payload_key(file, identity))
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self._held:
            self._held = next(self._chunks, b"")
        count = min(len(into), len(self._held))
        into[:count] = self._held[:count]
        self._held = self._held[count:]
        return count


@slow_work
def lock(content: bytes, recipient: Recipient) -> bytes:
    into = BytesIO()
    with Locked(into, recipient) as inner:
        inner.write(content)
    return into.getvalue()


@slow_work
def open_(content: bytes, identity: Identity) -> bytes:
    return Opened(BytesIO(content), identity).readall() or b""


def _payload_key(file: IO[bytes], identity: Identity) -> ChaCha20Poly1305:
    head, key = _line(file), None
    if head != _VERSION:
        raise CannotOpen("đây không phải tệp sao lưu đã mã hóa (age)")
    while not (line := _line(file)).startswith(b"---"):
        head += line
        words = line.split()
        if line.startswith(b"-> ") and words[1:2] == [b"X25519"] and len(words) == 3:
            body = _line(file)
            head += body
            key = key or _unwrapped(words[2], body.rstrip(b"\n"), identity)
    if key is None:
        raise CannotOpen("khóa này không mở được tệp này")
    if not hmac.compare_digest(line, b"--- " + _text(_mac(key, head + b"---")) + b"\n"):
        raise CannotOpen("phần đầu tệp đã bị sửa")
    return ChaCha20Poly1305(_derived(key, file.read(16), b"payload"))


def _unwrapped(share: bytes, body: bytes, identity: Identity) -> bytes | None:
    try:
        given = X25519PublicKey.from_public_bytes(_bytes(share))
        mine = identity.secret.public_key()
        wrapping = _wrapping(identity.secret.exchange(given), given, mine)
        return ChaCha20Poly1305(wrapping).decrypt(bytes(12), _bytes(body), None)
    except (ValueError, InvalidTag):  # a lock for someone else
        return None


def _chunks(file: IO[bytes], cipher: ChaCha20Poly1305) -> Iterator[bytes]:
    chunk, count = _whole(file), 0
    while True:
        following = _whole(file)
        try:
            opened = cipher.decrypt(_nonce(count, last=not following), chunk, None)
        except InvalidTag:
            raise CannotOpen("tệp đã bị sửa hoặc bị cắt") from None
        if not opened and count:
            raise CannotOpen("tệp đã bị sửa hoặc bị cắt")
        yield opened
        if not following:
            return
        chunk, count = following, count + 1


def _whole(file: IO[bytes]) -> bytes:
    """A chunk, or what is left: a file may give less than it was asked for."""
    content = b""
    while len(content) < CHUNK + _TAG and (more := file.read(CHUNK + _TAG - len(content))):
        content += more
    return content


def _line(file: IO[bytes]) -> bytes:
    line = file.readline(1024)
    if not line.endswith(b"\n"):
        raise CannotOpen("đây không phải tệp sao lưu đã mã hóa (age)")
    return line


def _wrapping(shared: bytes, share: X25519PublicKey, recipient: X25519PublicKey) -> bytes:
    return _derived(shared, share.public_bytes_raw() + recipient.public_bytes_raw(), _INFO)


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), head, "sha256")


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11) + bytes([last])


def _text(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    content = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _text(content) != text:
        raise ValueError(text)
    return content
