"""References to cells in formulas, names and areas: what becomes of them when a row is repeated below itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sokehoach.adapters.blank import sheet as sheets

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
    """The row (from 0) of a sheet with so many copies below itself."""

    sheet: str
    row: int
    copies: int

    def start(self, row: int) -> int:
        return row + self.copies if row > self.row else row

    def end(self, row: int) -> int:
        return row + self.copies if row >= self.row else row


def followed(formula: str, repeat: Repeat, *, own: bool, within: bool = False) -> str:
    """The formula after the repeat. `own`: it stands in that sheet, so that a reference without a name is to it.
    `within`: it stands in the row itself, and its areas stay in that row; from elsewhere they take the copies in.
    """

    def moved(first: str, last: str) -> str:
        if not last:
            return _with_row(first, repeat.start)
        end = repeat.start if within else repeat.end
        return f"{_with_row(first, repeat.start)}:{_with_row(last, end)}"

    return _each(formula, repeat.sheet, own, moved)


def copied(formula: str, rows: int, columns: int = 0) -> str:
    """As Excel fills down and to the right: what is not fixed goes on by so many."""

    def on(cell: str) -> str:
        found = _PARTS.fullmatch(cell)
        assert found is not None
        column, fixed, row = found["column"], found["fixed"], int(found["row"])
        if column and not column.startswith("$"):
            column = sheets.letters(sheets.place(f"{column}1")[1] + columns)
        return f"{column}{fixed}{row if fixed else row + rows}"

    def change(first: str, last: str) -> str:
        return f"{on(first)}:{on(last)}" if last else on(first)

    return _REFERENCE.sub(lambda found: _changed(found, change), formula)


def takes_first_only(formula: str, repeat: Repeat, *, own: bool) -> bool:
    """Whether it names a cell of the row and not an area: its copies stay out of it."""
    found = False

    def look(first: str, last: str) -> str:
        nonlocal found
        found = found or (not last and _row(first) == repeat.row)
        return f"{first}:{last}" if last else first

    _each(formula, repeat.sheet, own, look)
    return found


def area(reference: str, repeat: Repeat) -> str:
    """«B2:C5 B9» of that sheet."""
    return " ".join(followed(one, repeat, own=True) for one in reference.split(" "))


def _each(formula: str, sheet: str, own: bool, change: Callable[[str, str], str]) -> str:
    """`change` (first, last or «») of every reference to that sheet."""

    def changed(found: re.Match[str]) -> str:
        named = found["sheet"]
        ours = own if named is None else sheets.sheet_named(named[:-1]) == sheet
        return _changed(found, change) if ours else found[0]

    return _REFERENCE.sub(changed, formula)


def _changed(found: re.Match[str], change: Callable[[str, str], str]) -> str:
    first, last = found["first"] or found["top"], found["last"] or found["bottom"]
    return found[0] if first is None else (found["sheet"] or "") + change(first, last or "")


def _with_row(cell: str, change: Callable[[int], int]) -> str:
    found = _PARTS.fullmatch(cell)
    assert found is not None
    return f"{found['column']}{found['fixed']}{change(int(found['row']) - 1) + 1}"


def _row(cell: str) -> int:
    found = _PARTS.fullmatch(cell)
    assert found is not None
    return int(found["row"]) - 1
