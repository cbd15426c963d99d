"""The text form of a programme as it comes in from outside and goes out: a zip archive of its folder, or one file.

A table also comes and goes as an Excel workbook. Bytes from outside are opened in the parser's process (`opening`).
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from sokehoach.adapters.programme_files.opening import is_programme_file
from sokehoach.adapters.programme_files.tables import TABLES, convert_sheet
from sokehoach.adapters.readers.xlsx.reader import read_workbook
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

__all__ = [
    "MAX_PACKED",
    "is_programme_file",
    "pack_files",
    "read_archive",
    "read_file",
    "read_folder",
    "read_typed_text",
]

MAX_PACKED = 2_000_000  # bytes of a file that is sent


@slow_work
def read_folder(folder: Path) -> dict[str, str]:
    """Return the texts of a programme's folder, by name. Raises OSError and UnicodeDecodeError."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return {name: (folder / name).read_text("utf-8-sig") for name in names if is_programme_file(name)}


@slow_work
def read_archive(data: bytes) -> dict[str, str]:
    """Return the texts of a zip archive's files, by name in the programme's folder. Raises FileRefusedError."""
    _refuse_large(data)
    files: dict[str, str] = process.run("programme", data, name="bo-du-lieu.zip")
    return files


@slow_work
def read_file(data: bytes, name: str) -> str:
    """Return the text of one file of a programme, whose name there is `name`; a table may come as a workbook.

    Raises FileRefusedError.
    """
    _refuse_large(data)
    if name in TABLES and data.startswith(b"PK"):
        return convert_sheet(read_workbook(data))
    files: dict[str, str] = process.run("programme", data, name=name)
    return files[name]


@slow_work
def read_typed_text(name: str, text: str) -> str:
    """Return a text as `read_file` does, for one that was typed."""
    return read_file(text.encode(), name)


@slow_work
def pack_files(files: Mapping[str, str]) -> bytes:
    """Return a zip archive of the files; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name].encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _refuse_large(data: bytes) -> None:
    if len(data) > MAX_PACKED:
        raise FileRefusedError(
            say("Tệp lớn hơn %(max_packed)s MB. Hãy chọn đúng tệp của bộ dữ liệu.", max_packed=MAX_PACKED // 1000000)
        )
    if not data:
        raise FileRefusedError(say("Tệp trống, không có gì để đọc."))
