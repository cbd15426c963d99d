"""Read plain text files (.txt) in any encoding that Vietnamese offices use."""

import codecs
import unicodedata

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.txt import legacy
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

_STRANGE_CATEGORIES = ("Cc", "Co", "Cn", "Cs")  # control, private use, unassigned, surrogate
_MAX_STRANGE_SHARE = 0.02  # with a larger share of strange characters, bytes are no text


def read_text(data: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text (NFC, lines end with «\\n», no byte order mark), and notes about conversions.

    Encodings: UTF-8, UTF-16 in both orders (recognised by its mark or by the zero bytes of its Latin letters), else
    TCVN3, VNI or Windows-1258. Raises UnreadableFileError for bytes that are none of these.
    """
    notes: tuple[str, ...] = ()
    text = decode_unicode(data)
    if text is None:
        text, notes = _from_legacy(legacy.decode_legacy(data), name)
    elif converted := legacy.convert_legacy_text(text):
        text, notes = _from_legacy(converted, name)
    if "\x00" in text:
        raise UnreadableFileError(
            say(
                "Tệp «%(name)s» có ký tự rỗng (NUL), không phải văn bản thuần. Hãy mở bằng Word, lưu "
                "lại thành .docx rồi tải lên lại.",
                name=name,
            )
        )
    text = normalize_nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if not text.strip():
        raise UnreadableFileError(
            say("Tệp «%(name)s» không có chữ nào. Hãy chọn tệp chứa toàn văn kế hoạch.", name=name)
        )
    return text, notes


def decode_unicode(data: bytes) -> str | None:
    """Decode Unicode in any of its encodings; None if it is none."""
    encoding = _detect_encoding(data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return text if _reads_as_text(text) else None


def _from_legacy(converted: tuple[str, legacy.LegacyEncoding] | None, name: str) -> tuple[str, tuple[str, ...]]:
    if converted is None or not _reads_as_text(converted[0]):
        raise UnreadableFileError(
            say(
                "Tệp «%(name)s» không phải văn bản, hoặc dùng bảng mã lạ. Hãy lưu văn bản thành "
                ".docx, hoặc .txt bảng mã UTF-8, rồi tải lên lại.",
                name=name,
            )
        )
    text, writing = converted
    note = say("Văn bản dùng bảng mã %(writing)s, đã chuyển sang Unicode.", writing=writing)
    if writing is legacy.LegacyEncoding.TCVN3:
        note += say(" Chữ hoa có dấu của phông .VnTimeH có thể thành chữ thường.")
    return text, (note,)


def _detect_encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a byte order mark: the zero byte of a space or Latin letter is second (little endian) or first (big).
    sample = data[:4096]
    if sample[1::2].count(0) > len(sample) // 8:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 8:
        return "utf-16-be"
    return "utf-8"


def _reads_as_text(text: str) -> bool:
    """Return whether few characters are strange: they are rare in text and common in other bytes."""
    sample = text[:20_000]
    strange = sum(unicodedata.category(letter) in _STRANGE_CATEGORIES and letter not in "\n\r\t\f" for letter in sample)
    return strange <= _MAX_STRANGE_SHARE * len(sample)
