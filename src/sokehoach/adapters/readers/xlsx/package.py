"""Check a workbook for forbidden content before any parser sees it.

openpyxl has no protection of its own: a file of 412 KB that unpacks to 400 MB killed a process with 2 GiB, and
document types reach the XML parser (OWASP ASVS 5.2.3, 5.5.2)."""

import io
import re
import zipfile
import zlib

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

MAX_ENTRIES = 2_000
MAX_BYTES = 50 * 1024 * 1024  # unpacked, counted while reading: sizes in the file may be false
MAX_RATIO = 100  # unpacked to packed
_MIN_RATIO_BYTES = 1024 * 1024  # below this the ratio means nothing: an empty styled sheet packs very well
_CHUNK = 64 * 1024
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_FORBIDDEN = (  # patterns of part names, and the name of the content
    (re.compile(r"vbaproject|macrosheets|/activex/", re.IGNORECASE), "macro"),
    (re.compile(r"/externallinks/|/connections\.xml|/querytables/", re.IGNORECASE), say("liên kết ra tệp khác")),
    (re.compile(r"/embeddings/|oleobject", re.IGNORECASE), say("tệp nhúng")),
)
_IMAGES = re.compile(r"^xl/media/", re.IGNORECASE)
_MARKUP = (".xml", ".rels", ".vml")
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class WorkbookError(FileRefusedError):
    """Raised for a refused file; the message is a Vietnamese sentence for the person who sent it."""


def check_workbook(data: bytes) -> None:
    """Raise WorkbookError if the bytes are no workbook, or one that could harm the person who opens it."""
    if not data:
        raise WorkbookError(say("Tệp trống, không có gì để đọc."))
    if data.startswith(_OLD_OR_LOCKED):
        raise WorkbookError(
            say("Tệp có mật khẩu, hoặc không phải bảng tính. Hãy lưu lại thành .xlsx, không đặt mật khẩu.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_entries(package)
            _check_content(package, packed=len(data))
            _check_images(package)
    except WorkbookError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise WorkbookError(say("Tệp không phải là bảng tính Excel (.xlsx), hoặc đã hỏng.")) from None


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise WorkbookError(say("Tệp có quá nhiều phần bên trong, không được nhận."))
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise WorkbookError(say("Tệp không phải là bảng tính Excel (.xlsx), hoặc đã hỏng."))
    for entry in entries:
        if entry.flag_bits & 1:
            raise WorkbookError(say("Tệp có mật khẩu. Hãy lưu lại không đặt mật khẩu."))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookError(say("Tệp nén theo kiểu lạ, không được nhận. Hãy lưu lại bằng Excel."))
        for pattern, content_name in _FORBIDDEN:
            if pattern.search("/" + entry.filename):
                raise WorkbookError(
                    say(
                        "Tệp có %(content_name)s, không được nhận. Hãy lưu lại thành bảng tính .xlsx thường.",
                        content_name=content_name,
                    )
                )


def _check_content(package: zipfile.ZipFile, *, packed: int) -> None:
    total = 0
    for entry in package.infolist():
        is_markup = entry.filename.lower().endswith(_MARKUP)
        tail = b""
        with package.open(entry) as part:
            is_first = True
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                if total > MAX_BYTES or (total > _MIN_RATIO_BYTES and total > packed * MAX_RATIO):
                    raise WorkbookError(say("Tệp mở ra quá lớn, không được nhận."))
                if is_markup:
                    if is_first:
                        _check_encoding(chunk)
                    if _DECLARED.search(tail + chunk):
                        raise WorkbookError(say("Tệp có khai báo XML không được phép. Hãy lưu lại bằng Excel."))
                    if entry.filename == "[Content_Types].xml" and b"macroEnabled" in tail + chunk:
                        raise WorkbookError(
                            say("Tệp có macro, không được nhận. Hãy lưu lại thành bảng tính .xlsx thường.")
                        )
                    tail = chunk[-16:]
                is_first = False


def _check_images(package: zipfile.ZipFile) -> None:
    """Refuse images: no register stores one, so one pasted over cells would be lost silently.

    An image can be a record of a person (limits.md, 1).
    """
    if any(_IMAGES.search(name) for name in package.namelist()):
        raise WorkbookError(say("Tệp có hình ảnh, không được nhận. Hãy xóa hình trong tệp rồi lưu lại."))


def _check_encoding(start: bytes) -> None:
    """Refuse encodings other than UTF-8, in which the searched words would have other bytes."""
    declaration = _ENCODING.match(start)
    if b"\x00" in start or (declaration and declaration[1].lower() not in (b"utf-8", b"us-ascii")):
        raise WorkbookError(say("Tệp dùng bảng mã lạ, không được nhận. Hãy lưu lại bằng Excel."))
