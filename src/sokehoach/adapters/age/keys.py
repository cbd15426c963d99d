"""Keys of age as text: X25519 keys in Bech32 (BIP 173, without its length limit)."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PUBLIC, _SECRET = "age", "age-secret-key-"


class InvalidKeyError(ValueError):
    """Raised for a malformed key. The message is a Vietnamese sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The secret key. It belongs on paper or on a stick in a safe, never on the server."""

    secret: X25519PrivateKey

    @classmethod
    def new(cls) -> "Identity":
        return cls(X25519PrivateKey.generate())

    @classmethod
    def read(cls, text: str) -> "Identity":
        """Read the first line of a key file that is no comment. InvalidKeyError."""
        lines = [line.strip() for line in text.splitlines()]
        encoded = next((line for line in lines if line and not line.startswith("#")), "")
        return cls(X25519PrivateKey.from_private_bytes(_decode_key(encoded, _SECRET)))

    def __str__(self) -> str:
        return _encode_key(_SECRET, self.secret.private_bytes_raw()).upper()

    @property
    def recipient(self) -> "Recipient":
        return Recipient(self.secret.public_key())


@dataclass(frozen=True, slots=True)
class Recipient:
    """The public key: it can only encrypt, and needs no protection."""

    public: X25519PublicKey

    @classmethod
    def read(cls, text: str) -> "Recipient":
        return cls(X25519PublicKey.from_public_bytes(_decode_key(text.strip(), _PUBLIC)))

    def __str__(self) -> str:
        return _encode_key(_PUBLIC, self.public.public_bytes_raw())


def _decode_key(text: str, prefix: str) -> bytes:
    if text not in (text.lower(), text.upper()):
        raise InvalidKeyError("khóa lẫn chữ hoa và chữ thường")
    name, _, encoded = text.lower().rpartition("1")
    if name != prefix or set(encoded) - set(_LETTERS):
        raise InvalidKeyError(
            f"khóa phải bắt đầu bằng {prefix}1" if prefix == _PUBLIC else "đây không phải khóa mở"
        )
    numbers = [_LETTERS.index(letter) for letter in encoded]
    if _compute_polymod(_expand_prefix(prefix) + numbers) != 1:
        raise InvalidKeyError("khóa bị chép thiếu hoặc sai chữ")
    content = _convert_bits(numbers[:-6], 5, 8, pad=False)
    if len(content) != 32:
        raise InvalidKeyError("khóa bị chép thiếu hoặc sai chữ")
    return bytes(content)


def _encode_key(prefix: str, content: bytes) -> str:
    numbers = _convert_bits(list(content), 8, 5, pad=True)
    check = _compute_polymod(_expand_prefix(prefix) + numbers + [0] * 6) ^ 1
    numbers += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(_LETTERS[number] for number in numbers)


def _compute_polymod(numbers: list[int]) -> int:
    check = 1
    for number in numbers:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ number
        for place, power in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= power if top >> place & 1 else 0
    return check


def _expand_prefix(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _convert_bits(numbers: list[int], width: int, out_width: int, *, pad: bool) -> list[int]:
    accumulator = bits = 0
    groups = []
    for number in numbers:
        accumulator, bits = accumulator << width | number, bits + width
        while bits >= out_width:
            bits -= out_width
            groups.append(accumulator >> bits & (1 << out_width) - 1)
    remainder = accumulator & (1 << bits) - 1
    if pad and bits:
        groups.append(remainder << out_width - bits & (1 << out_width) - 1)
    elif not pad and (bits >= width or remainder):
        raise InvalidKeyError("khóa bị chép thiếu hoặc sai chữ")
    return groups
