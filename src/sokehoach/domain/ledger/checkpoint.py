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

LOG, WITNESS = 0x01, 0x04  # kinds of key: signed-note's Ed25519, tlog-cosignature's


class NotACheckpoint(ValueError):
    """The message is a Vietnamese sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class Key:
    """A published key, in one line: name+four bytes in hex+base64(kind ‖ 32 bytes)."""

    name: str
    kind: int
    public: bytes

    @property
    def mark(self) -> bytes:
        told = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(told).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.mark.hex()}+{_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class Head:
    """What is signed. `root` in hex; `at` in Unix seconds."""

    origin: str
    size: int
    root: str
    at: int

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(bytes.fromhex(self.root))}\ntime {self.at}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    mark: bytes
    given: bytes

    def line(self) -> str:
        return f"— {self.name} {_base64(self.mark + self.given)}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    head: Head
    signatures: tuple[Signature, ...]

    def text(self) -> str:
        return self.head.text() + "\n" + "".join(one.line() for one in self.signatures)

    def by(self, key: Key) -> Signature | None:
        """The line that says it is of this key; whether it holds, `signed_by` and Ed25519 tell."""
        for one in self.signatures:
            if (one.name, one.mark) == (key.name, key.mark):
                return one
        return None


def read_key(line: str) -> Key:
    try:
        name, mark, told = line.strip().split("+", 2)
        content = _decoded(told)
    except ValueError:
        raise NotACheckpoint("khóa phải là một dòng «tên+tám chữ số+chuỗi base64»") from None
    if not name or any(letter.isspace() for letter in name) or len(content) != 33:
        raise NotACheckpoint("khóa phải là một dòng «tên+tám chữ số+chuỗi base64»")
    key = Key(name, content[0], content[1:])
    if key.kind not in (LOG, WITNESS) or key.mark.hex() != mark:
        raise NotACheckpoint("khóa bị chép thiếu hoặc sai chữ")
    return key


def read(text: str) -> Checkpoint:
    """The note, letter by letter: what has another writing than `Checkpoint.text()` is none."""
    try:
        told, signed = text.split("\n\n", 1)
        origin, size, root, moment = told.split("\n")
        if not moment.startswith("time "):
            raise ValueError
        head = Head(origin, int(size), _decoded(root).hex(), int(moment[5:]))
        read = Checkpoint(head, tuple(_signature(line) for line in signed.splitlines()))
    except ValueError:
        raise NotACheckpoint("đây không phải là một bản niêm phong") from None
    if read.text() != text or len(head.root) != 64 or not read.signatures:
        raise NotACheckpoint("bản niêm phong bị chép thiếu hoặc sai chữ")
    return read


def signed_by(head: Head, signature: Signature, kind: int) -> tuple[bytes, bytes]:
    """What Ed25519 is asked: the bytes that were signed, and the 64 bytes of the signature.

    A witness signs its own moment together with the head (tlog-cosignature): eight bytes before the signature.
    """
    if kind == LOG:
        return head.text().encode(), signature.given
    moment = int.from_bytes(signature.given[:8])
    return witnessed(head, moment), signature.given[8:]


def witnessed(head: Head, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{head.text()}".encode()


def _signature(line: str) -> Signature:
    dash, name, told = line.split(" ")
    content = _decoded(told)
    if dash != "—" or len(content) not in (4 + 64, 4 + 8 + 64):
        raise ValueError(line)
    return Signature(name, content[:4], content[4:])


def base64_of(root: str) -> str:
    """A hash in hex as the notes write it."""
    return _base64(bytes.fromhex(root))


def _base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _decoded(text: str) -> bytes:
    """Base64 in its one writing (no letters between, no loose bits at the end)."""
    try:
        content = b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
    if _base64(content) != text:
        raise ValueError(text)
    return content
