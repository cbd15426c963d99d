"""What a workbook must not be or hold, settled before any parser sees it.

openpyxl has no defence of its own: a file of 412 KB that unpacks to 400 MB killed a process with 2 GiB, and a
document type is let through to the XML parser (OWASP ASVS 5.2.3, 5.5.2).
"""

import io
import re
import zipfile
import zlib

from sokehoach.adapters.guard import NotTaken

MOST_ENTRIES = 2_000
MOST_BYTES = 50 * 1024 * 1024  # unpacked, counted while reading: sizes told by the file may lie
MOST_TIMES = 100  # unpacked to packed
_SMALL = 1024 * 1024  # under this a ratio says nothing: an empty styled sheet packs very well
_PIECE = 64 * 1024

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_FORBIDDEN = (  # what a part's name tells, and the word for it
    (re.compile(r"vbaproject|macrosheets|/activex/", re.IGNORECASE), "macro"),
    (re.compile(r"/externallinks/|/connections\.xml|/querytables/", re.IGNORECASE), "liên kết ra tệp khác"),
    (re.compile(r"/embeddings/|oleobject", re.IGNORECASE), "tệp nhúng"),
)
_IMAGES = re.compile(r"^xl/media/", re.IGNORECASE)
_MARKUP = (".xml", ".rels", ".vml")
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Unreadable(NotTaken):
    """The file is not taken; the message is a Vietnamese sentence for the person who sent it."""


def check(data: bytes) -> None:
    """Raise Unreadable where the bytes are no workbook, or one that could harm who opens it."""
    if not data:
        raise Unreadable("Tệp trống, không có gì để đọc.")
    if data.startswith(_OLD_OR_LOCKED):
        raise Unreadable(
            "Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu lại thành .xlsx, không đặt mật khẩu."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_entries(package)
            _check_content(package, packed=len(data))
            _check_images(package)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise Unreadable("Tệp không phải là bảng tính Excel (.xlsx), hoặc đã hỏng.") from None


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("Tệp có quá nhiều phần bên trong, không được nhận.")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Unreadable("Tệp không phải là bảng tính Excel (.xlsx), hoặc đã hỏng.")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unreadable("Tệp có mật khẩu. Hãy lưu lại không đặt mật khẩu.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("Tệp nén theo kiểu lạ, không được nhận. Hãy lưu lại bằng Excel.")
        for pattern, word in _FORBIDDEN:
            if pattern.search("/" + entry.filename):
                raise Unreadable(f"Tệp có {word}, không được nhận. Hãy lưu lại thành bảng tính .xlsx thường.")


def _check_content(package: zipfile.ZipFile, *, packed: int) -> None:
    total = 0
    for entry in package.infolist():
        markup = entry.filename.lower().endswith(_MARKUP)
        tail = b""
        with package.open(entry) as part:
            first = True
            while piece := part.read(_PIECE):
                total += len(piece)
                if total > MOST_BYTES or (total > _SMALL and total > packed * MOST_TIMES):
                    raise Unreadable("Tệp mở ra quá lớn, không được nhận.")
                if markup:
                    if first:
                        _check_encoding(piece)
                    if _DECLARED.search(tail + piece):
                        raise Unreadable("Tệp có khai báo XML không được phép. Hãy lưu lại bằng Excel.")
                    if entry.filename == "[Content_Types].xml" and b"macroEnabled" in tail + piece:
                        raise Unreadable(
                            "Tệp có macro, không được nhận. Hãy lưu lại thành bảng tính .xlsx thường."
                        )
                    tail = piece[-16:]
                first = False


def _check_images(package: zipfile.ZipFile) -> None:
    """No register holds an image (PRODUCT.md, line 1): one pasted over the cells would be lost without a word."""
    if any(_IMAGES.search(name) for name in package.namelist()):
        raise Unreadable("Tệp có hình ảnh, không được nhận. Hãy xóa hình trong tệp rồi lưu lại.")


def _check_encoding(start: bytes) -> None:
    """In another encoding than UTF-8 the words looked for here would be written in other bytes."""
    told = _ENCODING.match(start)
    if b"\x00" in start or (told and told[1].lower() not in (b"utf-8", b"us-ascii")):
        raise Unreadable("Tệp dùng bảng mã lạ, không được nhận. Hãy lưu lại bằng Excel.")
