"""Update cell references in formulas, names and areas when a row is repeated below itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sokehoach.adapters.external_forms import sheet as sheets

_REFERENCE = re.compile(
    r"""
    "(?:[^"]|""){0,510}"                                                  # a text: left alone
    | (?P<sheet>(?:'(?:[^']|''){1,62}'|[^\W\d][\w.]{0,60}+)!)?
      (?: (?<![\w.$]) (?P<first>\$?[A-Z]{1,3}\$?\d{1,7}) (?: : (?P<last>\$?[A-Z]{1,3}\$?\d{1,7}) )? (?![\w(!.])
        | (?<![\w.$]) (?P<top>\$?\d{1,7}) : (?P<bottom>\$?\d{1,7}) (?![\w(!.:]) )
    """,
    re.VERBOSE,
)
_PARTS = re.compile(r"(?P<column>(?:\$?[A-Z]{1,3})?)(?P<fixed>\$?)(?P<row>\d+)")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row of a sheet (from 0) that gets this many copies below itself."""

    sheet: str
    row: int
    copies: int

    def start(self, row: int) -> int:
        return row + self.copies if row > self.row else row

    def end(self, row: int) -> int:
        return row + self.copies if row >= self.row else row


def follow_repeat(formula: str, repeat: Repeat, *, is_own_sheet: bool, is_in_row: bool = False) -> str:
    """Return the formula after the repeat.

    `is_own_sheet`: the formula is in that sheet, so a reference without sheet name points to it. `is_in_row`: the
    formula is in the repeated row, and its areas stay in that row; areas of other formulas include the copies.
    """

    def move_reference(first: str, last: str) -> str:
        if not last:
            return _change_row(first, repeat.start)
        end = repeat.start if is_in_row else repeat.end
        return f"{_change_row(first, repeat.start)}:{_change_row(last, end)}"

    return _replace_references(formula, repeat.sheet, is_own_sheet, move_reference)


def shift_formula(formula: str, rows: int, columns: int = 0) -> str:
    """Shift relative references by so many rows and columns, as Excel does when it fills down and to the right."""

    def shift_cell(cell: str) -> str:
        match = _PARTS.fullmatch(cell)
        assert match is not None
        column, fixed, row = match["column"], match["fixed"], int(match["row"])
        if column and not column.startswith("$"):
            column = sheets.format_column(sheets.parse_address(f"{column}1")[1] + columns)
        return f"{column}{fixed}{row if fixed else row + rows}"

    def shift_reference(first: str, last: str) -> str:
        return f"{shift_cell(first)}:{shift_cell(last)}" if last else shift_cell(first)

    return _REFERENCE.sub(lambda match: _replace_match(match, shift_reference), formula)


def takes_first_only(formula: str, repeat: Repeat, *, is_own_sheet: bool) -> bool:
    """Return whether the formula names a single cell of the repeated row: it then leaves out the copies."""
    is_found = False

    def check_reference(first: str, last: str) -> str:
        nonlocal is_found
        is_found = is_found or (not last and _get_row(first) == repeat.row)
        return f"{first}:{last}" if last else first

    _replace_references(formula, repeat.sheet, is_own_sheet, check_reference)
    return is_found


def move_area(reference: str, repeat: Repeat) -> str:
    """Update areas such as «B2:C5 B9» of the repeated row's sheet."""
    return " ".join(follow_repeat(part, repeat, is_own_sheet=True) for part in reference.split(" "))


def _replace_references(formula: str, sheet: str, is_own_sheet: bool, change: Callable[[str, str], str]) -> str:
    """Replace every reference to that sheet by `change(first, last)`; `last` is «» for a single cell."""

    def replace_reference(match: re.Match[str]) -> str:
        sheet_prefix = match["sheet"]
        is_same_sheet = is_own_sheet if sheet_prefix is None else sheets.unquote_sheet_name(sheet_prefix[:-1]) == sheet
        return _replace_match(match, change) if is_same_sheet else match[0]

    return _REFERENCE.sub(replace_reference, formula)


def _replace_match(match: re.Match[str], change: Callable[[str, str], str]) -> str:
    first, last = match["first"] or match["top"], match["last"] or match["bottom"]
    return match[0] if first is None else (match["sheet"] or "") + change(first, last or "")


def _change_row(cell: str, change: Callable[[int], int]) -> str:
    match = _PARTS.fullmatch(cell)
    assert match is not None
    return f"{match['column']}{match['fixed']}{change(int(match['row']) - 1) + 1}"


def _get_row(cell: str) -> int:
    match = _PARTS.fullmatch(cell)
    assert match is not None
    return int(match["row"]) - 1
