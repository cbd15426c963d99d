"""The tables of a programme: CSV files whose rows are edited one by one, or filled in with Excel."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS, ELEMENT_OPTIONS
from sokehoach.adapters.programme_files.english import ENGLISH_COLUMNS
from sokehoach.adapters.programme_files.inspections import FRAME_COLUMNS
from sokehoach.adapters.programme_files.map_indicators import POSITIONS
from sokehoach.adapters.programme_files.opening import TABLE_FILES
from sokehoach.adapters.programme_files.target_levels import TARGET_COLUMNS, TARGET_OPTIONS
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS, AGENCY_OPTIONS, AREA_COLUMNS, AREA_OPTIONS
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.readers.xlsx.reader import Formula, SheetCell, SheetTable
from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.writers.xlsx.writer import SheetColumn, WorkbookSheet, write_workbook
from sokehoach.domain.messages import say

# File → the columns that it must have, and those that it may have.
TABLES: Mapping[str, tuple[Sequence[str], Sequence[str]]] = dict(
    zip(
        TABLE_FILES,
        (
            (ELEMENT_COLUMNS, ELEMENT_OPTIONS),
            (AREA_COLUMNS, AREA_OPTIONS),
            (AGENCY_COLUMNS, AGENCY_OPTIONS),
            (POSITIONS, ()),
            (FRAME_COLUMNS, ()),
            (TARGET_COLUMNS, TARGET_OPTIONS),
            (ENGLISH_COLUMNS, ()),
        ),
        strict=True,
    )
)
_WITH_POINT = frozenset({"longitude", "latitude"})  # numbers that the files write with a point, and Excel with a comma
_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row, with the lines of the file on which it begins and ends, from 1. `values` has one for each column."""

    line: int
    last_line: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]

    def list_records(self) -> list[dict[str, str]]:
        """The values of each row, by column."""
        return [dict(zip(self.columns, row.values, strict=False)) for row in self.rows]

    def find_row(self, line: int) -> CsvRow | None:
        return next((row for row in self.rows if row.line <= line <= row.last_line), None)


class TableError(ValueError):
    """Raised for a text that is no table; the message is a Vietnamese sentence."""


def parse_table(text: str) -> CsvTable:
    """Return the table of a CSV file. A row that is too short or too long is completed or joined to fit the columns.

    Raises TableError for wrong syntax.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[CsvRow] = []
    try:
        columns = tuple(next(reader, []))
        line = reader.line_num + 1
        for values in reader:
            if values:
                fitted = (*values, *("" for _ in columns))[: len(columns)]
                rest = values[len(columns) :]
                if rest and columns:
                    fitted = (*fitted[:-1], ",".join((fitted[-1], *rest)))
                rows.append(CsvRow(line, reader.line_num, fitted))
            line = reader.line_num + 1
    except csv.Error:
        raise TableError(
            say("Sai cú pháp CSV ở dòng %(line_num)s, thường do dấu ngoặc kép.", line_num=reader.line_num)
        ) from None
    return CsvTable(columns, tuple(rows))


def replace_row(text: str, line: int, values: Sequence[str] | None) -> str:
    """Return the text of a table with other values in the row that begins on the line; None removes the row.

    All other lines stay as they are. Raises TableError where no row begins there.
    """
    row = next((row for row in parse_table(text).rows if row.line == line), None)
    if row is None:
        raise TableError(say("Không có dòng %(line)s trong bảng.", line=line))
    lines = text.splitlines(keepends=True)
    row_text = "" if values is None else _format_row(values)
    return "".join((*lines[: row.line - 1], row_text, *lines[row.last_line :]))


def append_row(text: str, values: Sequence[str]) -> str:
    """Return the text of a table with one more row at its end."""
    return f"{text}{'' if text.endswith('\n') or not text else '\n'}{_format_row(values)}"


@slow_work
def write_table(name: str, text: str) -> bytes:
    """Return an Excel workbook of the table, all cells text so that «03269» keeps its zero. Raises TableError."""
    table = parse_table(text)
    columns = tuple(SheetColumn(column, width=40 if column in ("name", "source") else 18) for column in table.columns)
    rows = (tuple(value or None for value in row.values) for row in table.rows)
    return write_workbook(WorkbookSheet(name.removesuffix(".csv")[:_LONGEST_SHEET_NAME], columns, rows))


def convert_sheet(sheet: SheetTable) -> str:
    """Return the CSV text of a workbook's first sheet, whose first row names the columns.

    Raises WorkbookError for a formula, whose result is unknown here.
    """
    if not sheet.rows:
        raise WorkbookError(say("Bảng tính trống: dòng đầu phải là tên các cột."))
    header, *rows = ([_format_cell(cell) for cell in row.cells] for row in sheet.rows)
    lines = [_format_row(header)]
    for row in rows:
        values = (*row, *("" for _ in header[len(row) :]))
        lines.append(
            _format_row(
                [
                    value.replace(",", ".") if position < len(header) and header[position] in _WITH_POINT else value
                    for position, value in enumerate(values)
                ]
            )
        )
    return "".join(lines)


def _format_row(values: Sequence[str]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(values)
    return row.getvalue()


def _format_cell(cell: SheetCell) -> str:
    match cell.value:
        case Formula():
            raise WorkbookError(
                say("Ô %(address)s là công thức. Hãy dán lại thành giá trị rồi tải lên lại.", address=cell.address)
            )
        case None:
            return ""
        case date() as day:
            return day.isoformat()
    return str(cell.value).strip()
