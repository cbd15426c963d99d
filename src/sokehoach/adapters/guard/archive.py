"""The zip archive that a DOCX or XLSX is: opened with limits that are counted while reading.

What its directory says of sizes is not believed (OWASP ASVS 5.0, 5.2.3).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from sokehoach.adapters.guard import markup
from sokehoach.adapters.guard.refusal import NotTaken

MOST_ENTRIES = 2_000
MOST_BYTES = 50 * 1024 * 1024  # unpacked
MOST_TIMES = 100  # unpacked to packed
_SMALL = 2 * 1024 * 1024  # under this the ratio says nothing: markup packs very well
_PIECE = 256 * 1024

_ACTIVE = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|externallinks|oleobject|"
    r"\.(?:bin|exe|js|vbs|dll|zip|rar|7z|gz|jar|docx?|xlsx?|pdf)$",
    re.I,
)
_PRINTER = re.compile(r"printersettings\d*\.bin$", re.I)
_XML = re.compile(r"\.(?:xml|rels|vml)$", re.I)
_MACRO = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject", re.I)
_TOO_MUCH = (
    "Nội dung giải nén lớn hơn 50 MB, hoặc lớn bất thường so với tệp. Hãy giảm cỡ tệp rồi tải lên lại."
)
_TYPES = "[Content_Types].xml"


def parts(data: bytes, *, keep: Callable[[str], bool] = lambda _name: True) -> dict[str, bytes]:
    """The parts that are asked for, by name; all are checked. Raises NotTaken."""
    try:
        found = dict(_parts(data, keep))
    except NotTaken:
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
        raise NotTaken("Tệp hỏng, không mở được. Hãy lưu lại văn bản rồi tải lên lại.") from error
    if _TYPES in found and _MACRO.search(found[_TYPES]):
        raise NotTaken("Tệp có macro. Hãy lưu lại thành DOCX hoặc XLSX không có macro.")
    return found


def _parts(data: bytes, keep: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise NotTaken("Tệp chứa quá nhiều phần bên trong. Hãy lưu lại văn bản rồi tải lên lại.")
        for entry in entries:
            name = entry.filename
            if entry.is_dir():
                continue
            _check_entry(entry, seen)
            seen.add(name)
            content = bytearray()
            with archive.open(entry) as part:
                while piece := part.read(_PIECE):
                    total += len(piece)
                    if total > MOST_BYTES or (total > _SMALL and total > len(data) * MOST_TIMES):
                        raise NotTaken(_TOO_MUCH)
                    content += piece
            if _XML.search(name):
                markup.check(bytes(content), relations=name.endswith(".rels"))
            if keep(name):
                yield name, bytes(content)


def _check_entry(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    if entry.flag_bits & 1:
        raise NotTaken("Tệp đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotTaken("Tệp nén theo kiểu lạ. Hãy mở bằng Word rồi lưu lại.")
    if name in seen or name.startswith("/") or ".." in name.split("/") or "\\" in entry.orig_filename:
        raise NotTaken("Cấu trúc tệp không hợp lệ. Hãy lưu lại văn bản rồi tải lên lại.")
    if _ACTIVE.search("/" + name) and not _PRINTER.search(name):
        raise NotTaken("Tệp có macro, đối tượng nhúng hoặc liên kết ngoài. Hãy gỡ ra rồi lưu lại.")
