"""Plain text files (.txt) in any encoding that Vietnamese offices use."""

import codecs
import unicodedata

from sokehoach.adapters.text import legacy
from sokehoach.adapters.text.refusal import Unreadable
from sokehoach.domain.text import nfc

_STRANGE = ("Cc", "Co", "Cn", "Cs")  # control, private, unassigned, surrogate
_FEW = 0.02  # share of strange letters above which bytes are no text


def read_text(data: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, composed (NFC), lines ended by «\\n», without byte order mark; and what a person should know of it.

    UTF-8, UTF-16 in both orders (told by its mark or by the zero bytes of its Latin letters), else TCVN3, VNI or
    Windows-1258. Raises Unreadable for bytes that are none of these.
    """
    notes: tuple[str, ...] = ()
    text = decoded(data)
    if text is None:
        text, notes = _from_legacy(legacy.decoded(data), name)
    elif changed := legacy.unicode_of(text):
        text, notes = _from_legacy(changed, name)
    if "\x00" in text:
        raise Unreadable(
            f"Tệp «{name}» có ký tự rỗng (NUL), không phải văn bản thuần. "
            "Hãy mở bằng Word, lưu lại thành .docx rồi tải lên lại."
        )
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if not text.strip():
        raise Unreadable(f"Tệp «{name}» không có chữ nào. Hãy chọn tệp chứa toàn văn kế hoạch.")
    return text, notes


def decoded(data: bytes) -> str | None:
    """Unicode in one of its encodings, or None."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return text if _reads_as_text(text) else None


def _from_legacy(changed: tuple[str, legacy.Writing] | None, name: str) -> tuple[str, tuple[str, ...]]:
    if changed is None or not _reads_as_text(changed[0]):
        raise Unreadable(
            f"Tệp «{name}» không phải văn bản, hoặc dùng bảng mã lạ. "
            "Hãy lưu văn bản thành .docx, hoặc .txt bảng mã UTF-8, rồi tải lên lại."
        )
    text, writing = changed
    note = f"Văn bản dùng bảng mã {writing}, đã chuyển sang Unicode."
    if writing is legacy.Writing.TCVN3:
        note += " Chữ hoa có dấu của phông .VnTimeH có thể thành chữ thường."
    return text, (note,)


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark: a space or a Latin letter has its zero byte second (little endian) or first (big
    # endian).
    sample = data[:4096]
    if sample[1::2].count(0) > len(sample) // 8:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 8:
        return "utf-16-be"
    return "utf-8"


def _reads_as_text(text: str) -> bool:
    """Strange letters are rare in text, and common in bytes that are none."""
    sample = text[:20_000]
    strange = sum(unicodedata.category(letter) in _STRANGE and letter not in "\n\r\t\f" for letter in sample)
    return strange <= _FEW * len(sample)
