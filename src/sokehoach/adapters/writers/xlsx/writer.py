"""Write a sheet as an Excel workbook without active content: no formula, no link, no macro."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from sokehoach.adapters.slow_work import slow_work

type Value = str | int | Decimal | date | None


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"  # a whole number
    DECIMAL = "decimal"  # a number that may have decimals
    DAY = "day"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet.

    `choices` gives its cells a list to pick from; with `several` other text such as «a; b» is allowed. `hidden`
    columns hold keys for the import: Excel keeps them but does not show them.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 18  # in letters
    note: str = ""  # what to write, shown as a comment of the header
    choices: tuple[str, ...] = ()
    several: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet to write. `rows` may be a generator: it is iterated once.

    `heading`: lines above the table, the first of them its title; without any, the headers are in row 1. `notes`: lines
    below the table. `landscape`: for the printer, all columns on one page.
    """

    name: str  # `name_sheets` writes it as Excel allows
    columns: tuple[SheetColumn, ...]
    rows: Iterable[tuple[Value, ...]] = ()
    heading: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    landscape: bool = False


LISTS = "Danh mục"
_FORMATS = {CellKind.TEXT: "@", CellKind.NUMBER: "#,##0", CellKind.DECIMAL: "General", CellKind.DAY: "dd/mm/yyyy"}
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MAX_LETTERS = 32_767  # that a cell may contain
_MAX_DECIMALS = 3
_ROWS_TO_FILL = 2_000  # rows of a template that offer its lists
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\\/?*\[\]:\x00-\x1f]+")


def name_sheets(names: Iterable[str]) -> list[str]:
    """The names as sheets of one workbook may have them: at most 31 letters, none of \\ / ? * [ ] :, no two alike."""
    taken_names = {LISTS.casefold()}
    sheet_names = []
    for name in names:
        clean = " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip("'")[:_LONGEST_NAME].strip("' ") or "1"
        number, sheet_name = 1, clean
        while sheet_name.casefold() in taken_names:
            number += 1
            sheet_name = f"{clean[: _LONGEST_NAME - 3]} {number}"
        taken_names.add(sheet_name.casefold())
        sheet_names.append(sheet_name)
    return sheet_names


@slow_work
def write_workbook(*sheets: WorkbookSheet, template: bool = False) -> bytes:
    """Return the bytes of a workbook of these sheets. A template offers lists to pick from in the cells to fill in.

    Raises ValueError for text that a cell cannot contain: control characters, or over 32,767 letters.
    """
    book = Workbook()
    book.remove(book.active)
    for name, sheet in zip(name_sheets(sheet.name for sheet in sheets), sheets, strict=True):
        _write_sheet(book.create_sheet(name), sheet)
    if template:
        _add_choice_lists(book, [sheet.columns for sheet in sheets])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_sheet(page: Any, sheet: WorkbookSheet) -> None:
    head = len(sheet.heading) + 1
    page.freeze_panes = f"A{head + 1}"
    for number, line in enumerate(sheet.heading, start=1):
        set_cell(page.cell(number, 1), CellKind.TEXT, line)
        page.cell(number, 1).font = Font(bold=number == 1)
    _write_headings(page, sheet.columns, head)
    last = head
    for last, row in enumerate(sheet.rows, start=head + 1):
        for position, (column, value) in enumerate(zip(sheet.columns, row, strict=True), start=1):
            set_cell(page.cell(last, position), column.kind, value)
    for number, line in enumerate(sheet.notes, start=last + 1):
        set_cell(page.cell(number, 1), CellKind.TEXT, line)
    if sheet.landscape:
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_title_rows = f"{head}:{head}"


def _write_headings(page: Any, columns: tuple[SheetColumn, ...], row: int) -> None:
    line = Border(bottom=Side(style="thin"))
    for position, column in enumerate(columns, start=1):
        heading = page.cell(row, position)
        set_cell(heading, CellKind.TEXT, column.title)
        heading.font = Font(bold=True)
        heading.alignment = Alignment(wrap_text=True, vertical="top")
        heading.border = line
        if column.note:
            heading.comment = Comment(column.note, "Sổ Kế hoạch", width=320, height=120)
        letter = get_column_letter(position)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].hidden = column.hidden
        page.column_dimensions[letter].number_format = _FORMATS[column.kind]


def set_cell(cell: Any, kind: CellKind, value: Value | Decimal) -> None:
    if value is None:
        return
    if isinstance(value, str):
        if len(value) > _MAX_LETTERS:
            raise ValueError(f"text of {len(value)} letters does not fit a cell")
        if ILLEGAL_CHARACTERS_RE.search(value):
            raise ValueError("text with control characters does not fit a cell")
        cell.value = value
        # openpyxl would turn a text beginning with «=» into a formula, and «#N/A» into an error.
        cell.data_type = "s"
        cell.number_format = _FORMATS[CellKind.TEXT]
        cell.quotePrefix = value.startswith(_FORMULA_SIGNS)
    else:
        cell.value = value
        cell.number_format = _get_number_format(value, kind)


def _get_number_format(value: int | Decimal | date, kind: CellKind) -> str:
    """A decimal keeps its digits after the comma, at most three: «#,##0.##» would end 12 with a comma."""
    if isinstance(value, date):
        return _FORMATS[CellKind.DAY]
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return "#,##0." + "0" * min(-int(value.normalize().as_tuple().exponent), _MAX_DECIMALS)
    return _FORMATS[kind]


def _add_choice_lists(book: Workbook, tables: Sequence[tuple[SheetColumn, ...]]) -> None:
    pages = book.worksheets
    lists = book.create_sheet(LISTS)
    first = 0  # the columns of the tables before, which have their lists to the left
    for page, columns in zip(pages, tables, strict=True):
        for position, column in enumerate(columns, start=1):
            if column.choices:
                _add_choice_list(page, get_column_letter(position), column, lists, first + position)
        first += len(columns)


def _add_choice_list(page: Any, letter: str, column: SheetColumn, lists: Any, position: int) -> None:
    set_cell(lists.cell(1, position), CellKind.TEXT, column.title)
    for row, choice in enumerate(column.choices, start=2):
        set_cell(lists.cell(row, position), CellKind.TEXT, choice)
    list_letter = get_column_letter(position)
    lists.column_dimensions[list_letter].width = 34
    # A list in the rule itself may have 255 letters; one on a sheet, any number.
    rule = DataValidation(
        type="list",
        formula1=f"'{LISTS}'!${list_letter}$2:${list_letter}${len(column.choices) + 1}",
        allow_blank=True,
        showErrorMessage=not column.several,
        errorTitle=column.title[:32],
        error="Hãy chọn một mục trong danh sách.",
    )
    rule.add(f"{letter}2:{letter}{_ROWS_TO_FILL}")
    page.add_data_validation(rule)
