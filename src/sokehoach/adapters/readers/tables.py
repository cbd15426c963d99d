"""Read a table from a workbook or a text file (CSV), in a process of its own, as plain texts."""

from datetime import date
from typing import Any

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

type TableRows = tuple[tuple[str, ...], ...]

MAX_TEXT_BYTES = 1024 * 1024
_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a workbook, new or old


@slow_work
def read_table_file(data: bytes) -> TableRows | str:
    """Return the rows of the first sheet of a workbook, or the text of a text file as it is.

    Raises FileRefusedError with a sentence for the person who sent it.
    """
    payload = process.run("table", data)
    if "text" in payload:
        return str(payload["text"])
    return tuple(tuple(str(cell) for cell in row) for row in payload["rows"])


def run_table_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «table» of parser_jobs."""
    from sokehoach.adapters.readers.txt.plain import read_text
    from sokehoach.adapters.readers.xlsx.reader import Formula, read_table

    if data.startswith(_PACKAGES):
        cells = [[cell.value for cell in row.cells] for row in read_table(data).rows]
        if any(isinstance(value, Formula) for row in cells for value in row):
            raise FileRefusedError(say("Bảng có ô là công thức. Hãy chép rồi dán lại thành giá trị."))
        return {"rows": [[_format_value(value) for value in row] for row in cells]}
    if len(data) > MAX_TEXT_BYTES:
        raise FileRefusedError(say("Tệp lớn hơn 1 MB. Hãy chia thành nhiều tệp."))
    try:
        return {"text": read_text(data, name=name)[0]}
    except UnreadableFileError as error:
        raise FileRefusedError(say("Tệp không phải là bảng tính Excel (.xlsx) hay tệp CSV có chữ.")) from error


def _format_value(value: Any) -> str:
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d/%m/%Y}"
    return str(value)
