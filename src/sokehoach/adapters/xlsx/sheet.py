"""Data classes of a sheet, as written to a workbook or read from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl.utils import get_column_letter

type Value = str | int | date | None


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"  # a whole number
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
    """A sheet to write, with headers in row 1. `rows` may be a generator: it is iterated once."""

    name: str  # at most 31 letters, none of \\ / ? * [ ] :
    columns: tuple[SheetColumn, ...]
    rows: Iterable[tuple[Value, ...]] = ()


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
    """The first sheet of a workbook, without blank rows."""

    name: str
    rows: tuple[SheetRow, ...]

    def as_json(self) -> dict[str, Any]:
        rows = [[row.number, [[cell.address, _as_json(cell.value)] for cell in row.cells]] for row in self.rows]
        return {"name": self.name, "rows": rows}


def from_json(payload: dict[str, Any]) -> SheetTable:
    """Rebuild the SheetTable from the parser process's JSON."""
    rows = (
        SheetRow(int(number), tuple(SheetCell(str(place), _from_json(value)) for place, value in cells))
        for number, cells in payload["rows"]
    )
    return SheetTable(name=str(payload["name"]), rows=tuple(rows))


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
