"""Detect a file's kind by its content; the name proves nothing."""

import re

from sokehoach.adapters.readers.file_text import FileKind, UnreadableFileError
from sokehoach.adapters.readers.txt.plain import decode_unicode
from sokehoach.domain.messages import say

_SAVE_AS_DOCX = say("Hãy mở bằng Word, chọn «Lưu thành» (Save As) kiểu .docx rồi tải lên lại.")
_CHOOSE_ANOTHER = say("Hãy chọn tệp .docx, .doc, .pdf hoặc .txt chứa toàn văn kế hoạch.")
_SCANNED = say("Hãy xin nơi gửi bản .docx hoặc bản PDF điện tử gốc (không phải bản chụp).")
_IMAGES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"\x00\x00\x00\x18ftyp",
)
_COMPRESSED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK\x05\x06", b"MSCF")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_MARKUP = re.compile(r"\s*(?:<!doctype|<html|<\?xml|<svg|<script|<mht)", re.IGNORECASE)
_MAIL = re.compile(r"(?:MIME-Version|From|Received):", re.IGNORECASE)


def detect_kind(data: bytes, *, name: str) -> FileKind:
    """Return the file's kind. UnreadableFileError for any other, saying what it is and what to do."""
    if data.lstrip(b"\r\n\t \xef\xbb\xbf").startswith(b"%PDF-"):
        return FileKind.PDF
    if data.startswith(b"PK\x03\x04"):
        return FileKind.DOCX  # or another archive: decided when it is opened
    if data.startswith(_OLE) and _WORD_STREAM in data and _ENCRYPTED not in data:
        return FileKind.DOC
    reason = _find_refusal_reason(data)
    if reason is not None:
        raise UnreadableFileError(say("Không đọc được tệp «%(name)s». %(reason)s", name=name, reason=reason))
    return FileKind.PLAIN


def _find_refusal_reason(data: bytes) -> str | None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return say("Tệp có mật khẩu. Hãy gỡ mật khẩu, lưu thành .docx rồi tải lên lại.")
        return say(
            "Đây là tệp Excel hoặc tệp khác kiểu cũ (.xls …), không phải văn bản Word. %(choose_another)s",
            choose_another=_CHOOSE_ANOTHER,
        )
    if data.startswith(b"{\\rtf"):
        return say("Đây là tệp .rtf. %(save_as_docx)s", save_as_docx=_SAVE_AS_DOCX)
    if data.startswith(_COMPRESSED):
        return say(
            "Đây là tệp nén, không phải văn bản. Hãy giải nén. %(choose_another)s", choose_another=_CHOOSE_ANOTHER
        )
    text = decode_unicode(data)
    if text is not None:
        if _MARKUP.match(text):
            return say(
                "Đây là trang web hoặc tệp XML, không phải văn bản thuần. %(save_as_docx)s", save_as_docx=_SAVE_AS_DOCX
            )
        if _MAIL.match(text):
            return say(
                "Đây là thư điện tử, không phải văn bản kế hoạch. %(choose_another)s", choose_another=_CHOOSE_ANOTHER
            )
        return None
    if b"\x00" not in data[:512]:
        return None  # perhaps a legacy encoding: «BM 01» may begin a form, «BM» an image
    if data.startswith(_IMAGES):
        return say("Đây là ảnh, không phải văn bản. %(scanned)s", scanned=_SCANNED)
    if data.startswith(_PROGRAMS):
        return say(
            "Đây là chương trình máy tính, không phải văn bản. %(choose_another)s", choose_another=_CHOOSE_ANOTHER
        )
    return None
