"""Rows of a sheet that is sent or pasted, as texts; and the same as one text that a page carries along."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.adapters.programme_files.feature_rows import is_feature_file, read_feature_rows
from sokehoach.adapters.programme_files.opening import TABLE_FILES
from sokehoach.adapters.programme_files.text_form import read_file
from sokehoach.adapters.readers.xls.conversion import is_old_workbook
from sokehoach.adapters.readers.xlsx.reader import (
    LAST_ROW,
    MAX_COLUMNS,
    MAX_ROWS,
    Formula,
    SheetCell,
    SheetTable,
    read_workbook,
)
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.delimited_text import TAB, guess_delimiter, join_rows, split_rows
from sokehoach.domain.messages import say

type Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class FirstSheet:
    """`unread`: the names of further sheets of the workbook with something in them."""

    rows: Rows
    unread: tuple[str, ...] = ()


@slow_work
def read_sheet_rows(data: bytes) -> Rows:
    """The rows of the first sheet, as `read_first_sheet` reads it."""
    return read_first_sheet(data).rows


@slow_work
def read_first_sheet(data: bytes, *, keeps_formulas: bool = False) -> FirstSheet:
    """The rows of a .xlsx, .xls, .csv or .geojson, blank ones too. Raises FileRefusedError, WorkbookError.

    `keeps_formulas`: a formula is its text, «=A1+A2»; else a file with one is refused.
    """
    if is_feature_file(data):
        return FirstSheet(read_feature_rows(data))
    if data.startswith(b"PK") or is_old_workbook(data):
        table = read_workbook(data)
        return FirstSheet(_place_rows(table, keeps_formulas=keeps_formulas), table.unread)
    try:
        text = read_file(data, TABLE_FILES[0])
    except FileRefusedError:
        raise FileRefusedError(
            say(
                "Tệp này không phải bảng tính .xlsx, .xls, cũng không phải .csv bảng mã UTF-8. Hãy mở bảng trong "
                "Excel, lưu thành .xlsx, rồi chọn lại."
            )
        ) from None
    return FirstSheet(parse_rows(text))


def parse_rows(text: str) -> Rows:
    """The rows of a text: separated by tabs as Excel copies them, by semicolons or commas. Raises FileRefusedError."""
    return _split_rows(text, guess_delimiter(text))


@slow_work
def parse_carried_rows(text: str) -> Rows:
    """The rows that `format_rows` wrote. Raises FileRefusedError."""
    return _split_rows(text, TAB)


def format_rows(rows: Sequence[Sequence[str]]) -> str:
    """One line for each row, cells separated by tabs: `parse_carried_rows` reads it back."""
    return join_rows(rows)


def _split_rows(text: str, delimiter: str) -> Rows:
    """Blank rows keep their place, so that rows are counted as their sheet counts them; those at the end do not."""
    rows: Rows = []
    filled_count = 0
    try:
        for cells in split_rows(text.rstrip("\r\n"), delimiter):
            row = [value.strip() for value in cells]
            filled_count += any(row)
            rows.append(row)
            if filled_count > MAX_ROWS + 1 or len(rows) > LAST_ROW or len(row) > MAX_COLUMNS:
                raise FileRefusedError(
                    say("Bảng có quá %(rows)s dòng hoặc quá %(columns)s cột.", rows=MAX_ROWS, columns=MAX_COLUMNS)
                )
    except csv.Error:
        raise FileRefusedError(say("Không đọc được bảng: sai cú pháp CSV, thường do dấu ngoặc kép.")) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _place_rows(table: SheetTable, *, keeps_formulas: bool) -> Rows:
    """Each row at its number, with blank ones between."""
    rows: Rows = []
    for row in table.rows:
        rows += ([] for _blank in range(len(rows) + 1, row.number))
        rows.append([_format_cell(cell, keeps_formulas=keeps_formulas) for cell in row.cells])
    return rows


def _format_cell(cell: SheetCell, *, keeps_formulas: bool) -> str:
    match cell.value:
        case Formula() as formula if keeps_formulas:
            return f"={formula.text.lstrip('=')}"
        case Formula():
            raise FileRefusedError(
                say("Ô %(address)s là công thức. Hãy dán lại thành giá trị rồi tải lên lại.", address=cell.address)
            )
        case None:
            return ""
        case date() as day:
            return day.isoformat()
    return str(cell.value).strip()
