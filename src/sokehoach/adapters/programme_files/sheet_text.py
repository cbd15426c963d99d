"""Rows of a sheet that is sent or pasted, as texts; and the same as one text that a page carries along."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from sokehoach.adapters.programme_files.opening import TABLE_FILES
from sokehoach.adapters.programme_files.text_form import read_file
from sokehoach.adapters.readers.xls.conversion import is_old_workbook
from sokehoach.adapters.readers.xlsx.reader import MAX_COLUMNS, MAX_ROWS, Formula, SheetCell, read_workbook
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

_DELIMITERS = "\t;,"

type Rows = list[list[str]]


@slow_work
def read_sheet_rows(data: bytes) -> Rows:
    """The rows of a .xlsx, .xls or .csv. Raises FileRefusedError, WorkbookError."""
    if data.startswith(b"PK") or is_old_workbook(data):
        return [_place_cells(row.cells) for row in read_workbook(data).rows]
    return parse_rows(read_file(data, TABLE_FILES[0]))


def parse_rows(text: str) -> Rows:
    """The rows of a text: separated by tabs as Excel copies them, by semicolons or commas. Raises FileRefusedError."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.strip("\n"), newline=""), delimiter=delimiter))
    except csv.Error:
        raise FileRefusedError(say("Không đọc được bảng: sai cú pháp CSV, thường do dấu ngoặc kép.")) from None
    rows = [[value.strip() for value in row] for row in rows]
    if len(rows) > MAX_ROWS + 1 or any(len(row) > MAX_COLUMNS for row in rows):
        raise FileRefusedError(
            say("Bảng có quá %(rows)s dòng hoặc quá %(columns)s cột.", rows=MAX_ROWS, columns=MAX_COLUMNS)
        )
    return rows


def format_rows(rows: Sequence[Sequence[str]]) -> str:
    """One line for each row, cells separated by tabs: `parse_rows` reads it back."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerows(
        [" ".join(value.split()) for value in row] for row in rows
    )
    return buffer.getvalue()


def _place_cells(cells: Sequence[SheetCell]) -> list[str]:
    return [_format_cell(cell) for cell in cells]


def _format_cell(cell: SheetCell) -> str:
    match cell.value:
        case Formula():
            raise FileRefusedError(
                say("Ô %(address)s là công thức. Hãy dán lại thành giá trị rồi tải lên lại.", address=cell.address)
            )
        case None:
            return ""
        case date() as day:
            return day.isoformat()
    return str(cell.value).strip()
