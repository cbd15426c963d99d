"""Plain text files (.txt)."""

import codecs
import pathlib
import unicodedata

from sokehoach.domain.plans.reading import Reading, read
from sokehoach.domain.text import nfc

LARGEST = 5_000_000  # bytes
_STRANGE = ("Cc", "Co", "Cn", "Cs")  # control, private, unassigned, surrogate
_FEW = 0.02  # share of strange letters above which bytes are no text

_PLAIN_TEXT = "Hãy lưu văn bản thành tệp văn bản thuần (.txt) rồi tải lên lại."
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_KINDS = (
    (b"PK\x03\x04", "Tệp .docx hoặc tệp nén sẽ đọc được ở bản sau."),
    (b"PK\x05\x06", "Đây là tệp nén rỗng."),
    (b"%PDF", "Tệp PDF sẽ đọc được ở bản sau."),
    (b"\xd0\xcf\x11\xe0", "Đây là tệp Word hoặc Excel dạng cũ (.doc, .xls), chưa đọc được."),
    (b"{\\rtf", "Đây là tệp .rtf, chưa đọc được."),
    (b"Rar!", "Đây là tệp nén, không phải văn bản."),
    (b"7z\xbc\xaf", "Đây là tệp nén, không phải văn bản."),
    (b"\x1f\x8b", "Đây là tệp nén, không phải văn bản."),
)


class Unreadable(ValueError):
    """The file holds no text we can read; the message is a Vietnamese sentence for who chose the file."""


def read_text(data: bytes, *, name: str) -> str:
    """The text of a file, composed (NFC), lines ended by «\\n», without byte order mark.

    Decodes UTF-8 and UTF-16 in both orders, told by its mark or by the zero bytes of its Latin letters.
    Raises Unreadable for an empty file, one that is too large, and anything that is no such text.
    """
    if not data.strip():
        raise Unreadable(f"Tệp «{name}» rỗng. Hãy chọn tệp chứa toàn văn kế hoạch.")
    _refuse_large(len(data), name=name)
    if data.startswith(_IMAGES) and not _is_text(data):
        raise Unreadable(f"Tệp «{name}» là ảnh, không phải văn bản. {_PLAIN_TEXT}")
    for beginning, sentence in _KINDS:
        if data.startswith(beginning):
            raise Unreadable(f"Không đọc được tệp «{name}». {sentence} {_PLAIN_TEXT}")
    text = _decoded(data)
    if text is None:
        raise Unreadable(
            f"Tệp «{name}» không phải văn bản, hoặc dùng bảng mã cũ (TCVN3, VNI). "
            "Hãy lưu văn bản dưới dạng .txt, bảng mã UTF-8, rồi tải lên lại."
        )
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if not text.strip():
        raise Unreadable(f"Tệp «{name}» không có chữ nào. Hãy chọn tệp chứa toàn văn kế hoạch.")
    return text


def _decoded(data: bytes) -> str | None:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text):
            return text
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    # Without a mark: a space or a Latin letter has its zero byte second (little endian) or first (big
    # endian).
    sample = data[:4096]
    if sample[1::2].count(0) > len(sample) // 8:
        return ("utf-16-le",)
    if sample[0::2].count(0) > len(sample) // 8:
        return ("utf-16-be",)
    return ("utf-8",)


def _is_text(data: bytes) -> bool:
    return _decoded(data) is not None


def _reads_as_text(text: str) -> bool:
    """Strange letters are rare in text, and common in bytes that are none."""
    sample = text[:20_000]
    strange = sum(unicodedata.category(letter) in _STRANGE and letter not in "\n\r\t\f" for letter in sample)
    return strange <= _FEW * len(sample)


def _refuse_large(size: int, *, name: str) -> None:
    if size > LARGEST:
        raise Unreadable(
            f"Tệp «{name}» lớn hơn {LARGEST // 1_000_000} MB, quá lớn đối với văn bản của một kế hoạch. "
            "Hãy kiểm tra xem đã chọn đúng tệp chưa."
        )


def read_file(path: pathlib.Path) -> Reading:
    """Read the plan in a file. Raises Unreadable, NotAPlan, OSError; a file too large is not even opened."""
    _refuse_large(path.stat().st_size, name=path.name)
    return read(read_text(path.read_bytes(), name=path.name))
