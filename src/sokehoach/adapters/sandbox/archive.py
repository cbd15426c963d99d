"""Open the zip archive of a DOCX or XLSX, with limits counted while reading.

Sizes in its directory are not trusted (OWASP ASVS 5.0, 5.2.3).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from sokehoach.adapters.sandbox import FileRefusedError, markup
from sokehoach.domain.messages import say

MAX_ENTRIES = 2_000
MAX_BYTES = 50 * 1024 * 1024  # unpacked
MAX_RATIO = 100  # unpacked to packed
_MIN_RATIO_BYTES = 2 * 1024 * 1024  # below this the ratio means nothing: markup compresses very well
_CHUNK = 256 * 1024

_ACTIVE = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|externallinks|oleobject|"
    r"\.(?:bin|exe|js|vbs|dll|zip|rar|7z|gz|jar|docx?|xlsx?|pdf)$",
    re.I,
)
_PRINTER = re.compile(r"printersettings\d*\.bin$", re.I)
_XML = re.compile(r"\.(?:xml|rels|vml)$", re.I)
_MACRO = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject", re.I)
_TOO_MUCH = say("Nội dung giải nén lớn hơn 50 MB, hoặc lớn bất thường so với tệp. Hãy giảm cỡ tệp rồi tải lên lại.")
_TYPES = "[Content_Types].xml"


def read_parts(data: bytes, *, keep: Callable[[str], bool] = lambda _name: True) -> dict[str, bytes]:
    """Return the parts selected by `keep`, by name; all parts are checked. Raises FileRefusedError."""
    try:
        contents = dict(_iter_parts(data, keep))
    except FileRefusedError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise FileRefusedError(say("Tệp hỏng, không mở được. Hãy lưu lại văn bản rồi tải lên lại.")) from error
    if _TYPES in contents and _MACRO.search(contents[_TYPES]):
        raise FileRefusedError(say("Tệp có macro. Hãy lưu lại thành DOCX hoặc XLSX không có macro."))
    return contents


def _iter_parts(data: bytes, keep: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    names: set[str] = set()
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise FileRefusedError(say("Tệp chứa quá nhiều phần bên trong. Hãy lưu lại văn bản rồi tải lên lại."))
        for entry in entries:
            name = entry.filename
            if entry.is_dir():
                continue
            _check_entry(entry, names)
            names.add(name)
            content = bytearray()
            with archive.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    total += len(chunk)
                    if total > MAX_BYTES or (total > _MIN_RATIO_BYTES and total > len(data) * MAX_RATIO):
                        raise FileRefusedError(_TOO_MUCH)
                    content += chunk
            if _XML.search(name):
                markup.check_markup(bytes(content), relations=name.endswith(".rels"))
            if keep(name):
                yield name, bytes(content)


def _check_entry(entry: zipfile.ZipInfo, names: set[str]) -> None:
    name = entry.filename
    if entry.flag_bits & 1:
        raise FileRefusedError(say("Tệp đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại."))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefusedError(say("Tệp nén theo kiểu lạ. Hãy mở bằng Word rồi lưu lại."))
    if name in names or name.startswith("/") or ".." in name.split("/") or "\\" in entry.orig_filename:
        raise FileRefusedError(say("Cấu trúc tệp không hợp lệ. Hãy lưu lại văn bản rồi tải lên lại."))
    if _ACTIVE.search("/" + name) and not _PRINTER.search(name):
        raise FileRefusedError(say("Tệp có macro, đối tượng nhúng hoặc liên kết ngoài. Hãy gỡ ra rồi lưu lại."))
