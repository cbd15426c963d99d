"""A sheet as the product knows it: what is written to a workbook, and what came out of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl.utils import get_column_letter

type Value = str | int | date | None


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"  # whole
    DAY = "day"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`choices` gives the cells a list to pick from; with `several` other text is let through, «a; b».

    `hidden` columns hold keys for the way back: Excel keeps them, nobody sees them.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 18  # in letters
    note: str = ""  # what to write, shown when the heading is pointed at
    choices: tuple[str, ...] = ()
    several: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """Headings stand in row 1. `rows` may be a generator: it is walked once."""

    name: str  # at most 31 letters, none of \\ / ? * [ ] :
    columns: tuple[SheetColumn, ...]
    rows: Iterable[tuple[Value, ...]] = ()


def format_address(row: int, column: int) -> str:
    """«B7» of row 7, column 2."""
    return f"{get_column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that stood in a cell. It is never worked out: what it would give is unknown here."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetCell:
    """`value` is None for a blank. A number that is not whole is text, with a comma as officials write it."""

    address: str  # «B7»
    value: Value | Formula


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Cells from column A to the last one that holds something."""

    number: int  # as Excel counts, from 1
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The first sheet of a workbook; blank rows are left out."""

    name: str
    rows: tuple[SheetRow, ...]

    def as_json(self) -> dict[str, Any]:
        rows = [
            [row.number, [[cell.address, _as_json(cell.value)] for cell in row.cells]] for row in self.rows
        ]
        return {"name": self.name, "rows": rows}


def from_json(payload: dict[str, Any]) -> SheetTable:
    """The way back from the process that opened the workbook."""
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
