"""Read the first sheet of a workbook as plain values with their addresses."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from sokehoach.adapters.readers.xls.conversion import build_workbook, is_old_workbook
from sokehoach.adapters.readers.xlsx import package
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.writers.xlsx.writer import LISTS, Value
from sokehoach.domain.messages import say


def format_address(row: int, column: int) -> str:
    """Return the address of a cell from 1, «B7» for row 7, column 2."""
    return f"{get_column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in a cell. It is never evaluated: its result is unknown here."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell read; `value` is None if blank. A number that is not whole is text, with a comma as officials write it."""

    address: str  # «B7»
    value: Value | Formula


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Cells from column A to the last one with content."""

    number: int  # as Excel counts, from 1
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The first sheet of a workbook, without blank rows. `unread`: names of further sheets with something in them."""

    name: str
    rows: tuple[SheetRow, ...]
    unread: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        rows = [[row.number, [[cell.address, _as_json(cell.value)] for cell in row.cells]] for row in self.rows]
        return {"name": self.name, "rows": rows, "unread": list(self.unread)}


@slow_work
def from_json(payload: dict[str, Any]) -> SheetTable:
    """Rebuild the SheetTable from the parser process's JSON."""
    rows = (
        SheetRow(int(number), tuple(SheetCell(str(place), _from_json(value)) for place, value in cells))
        for number, cells in payload["rows"]
    )
    return SheetTable(str(payload["name"]), tuple(rows), tuple(map(str, payload.get("unread", ()))))


def _as_json(value: Value | Formula) -> Any:
    match value:
        case Formula():
            return {"formula": value.text}
        case date():
            return {"day": value.isoformat()}
    return value


def _from_json(payload: Any) -> Value | Formula:
    match payload:
        case {"formula": text}:
            return Formula(str(text))
        case {"day": day}:
            return date.fromisoformat(day)
        case int() | None:
            return payload
    return str(payload)


MAX_ROWS = 5_000
MAX_COLUMNS = 60
LAST_ROW = 20_000  # a sheet with rows further down was not filled in by hand
MAX_SHEETS = 20
_LOOKED_AT = 30  # rows of a sheet that is not read


@slow_work
def read_workbook(data: bytes) -> SheetTable:
    """Return the first sheet of a .xlsx or .xls, read in a process of its own. Nothing is dropped silently.

    Raises WorkbookError for what `package.check_workbook` refuses, a broken sheet, or over 5,000 rows or 60 columns.
    """
    try:
        return from_json(process.run("sheet", data))
    except FileRefusedError as refusal:
        raise WorkbookError(str(refusal)) from refusal


@slow_work
def read_sheets(data: bytes) -> tuple[SheetTable, ...]:
    """Return the sheets of a .xlsx or .xls in their order, without that of the lists to choose from.

    Raises WorkbookError as `read_workbook` does, for each sheet, and for over 20 sheets.
    """
    try:
        return tuple(from_json(table) for table in process.run("sheets", data))
    except FileRefusedError as refusal:
        raise WorkbookError(str(refusal)) from refusal


def run_sheet_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «sheet» of parser_jobs."""
    return read_table(data).as_json()


def run_sheets_job(data: bytes, *, name: str) -> list[dict[str, Any]]:
    """Run the job «sheets» of parser_jobs."""
    return [table.as_json() for table in _read_tables(data, MAX_SHEETS)]


def read_table(data: bytes) -> SheetTable:
    """Read a workbook as `read_workbook` does, in the calling process."""
    return _read_tables(data, 0)[0]


def _read_tables(data: bytes, most: int) -> list[SheetTable]:
    """The first sheet, or with `most` all of them."""
    if is_old_workbook(data):
        data = build_workbook(data)
    package.check_workbook(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and styles, which are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            try:
                first, *other_sheets = book.worksheets
                sheets = [first, *(sheet for sheet in other_sheets if most and sheet.title != LISTS)]
                if most and len(sheets) > most:
                    raise WorkbookError(say("Tệp có hơn %(most)s trang tính.", most=most))
                unread = () if most else tuple(sheet.title for sheet in other_sheets if _is_unread(sheet))
                return [SheetTable(sheet.title, tuple(_iter_rows(sheet)), unread) for sheet in sheets]
            finally:
                book.close()
    except WorkbookError:
        raise
    except Exception as error:  # a third-party parser may raise anything on a hostile file
        raise WorkbookError(say("Không đọc được bảng tính: tệp đã hỏng. Hãy lưu lại bằng Excel.")) from error


def _is_unread(sheet: Any) -> bool:
    """Whether there is something in the first rows of a sheet that is not read."""
    rows = sheet.iter_rows(min_row=1, max_row=_LOOKED_AT, max_col=MAX_COLUMNS, values_only=True)
    return sheet.title != LISTS and any(value is not None for row in rows for value in row)


def _iter_rows(sheet: Any) -> Iterator[SheetRow]:
    count = 0
    sheet.reset_dimensions()  # the size in the file may be false
    for number, cells in enumerate(sheet.iter_rows(min_row=1, max_col=MAX_COLUMNS + 1), start=1):
        if number > LAST_ROW:
            raise WorkbookError(say("Bảng tính có dòng ở sau dòng 20.000. Hãy xóa các dòng trống ở cuối."))
        end = next((column for column in range(len(cells), 0, -1) if cells[column - 1].value is not None), 0)
        filled = [_read_cell(number, column, cell) for column, cell in enumerate(cells[:end], start=1)]
        while filled and filled[-1].value is None:
            filled.pop()
        if not filled:
            continue
        count += 1
        if count > MAX_ROWS + 1:  # one for the header
            raise WorkbookError(say("Bảng tính có hơn 5.000 dòng. Hãy chia thành nhiều tệp."))
        if len(filled) > MAX_COLUMNS:
            raise WorkbookError(say("Bảng tính có hơn 60 cột, không phải là mẫu của sổ này."))
        yield SheetRow(number, tuple(filled))


def _read_cell(row: int, column: int, cell: Any) -> SheetCell:
    return SheetCell(format_address(row, column), _convert_value(cell.value, cell.data_type))


def _convert_value(value: Any, data_type: str) -> Value | Formula:
    if data_type == "f":
        return Formula(str(getattr(value, "text", None) or value))
    match value:
        case None:
            return None
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return value
        case float():
            return int(value) if value.is_integer() else f"{Decimal(repr(value)):f}".replace(".", ",")
        case datetime():
            return value.date() if value.time() == time() else value.strftime("%d/%m/%Y %H:%M:%S")
        case date():
            return value
        case str():
            return value or None
    return str(value)
