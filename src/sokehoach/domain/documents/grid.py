"""Lay out table cells that span several columns or rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Spanning(Protocol):
    @property
    def columns(self) -> int: ...
    @property
    def rows(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Slot[Cell: Spanning]:
    """A cell in a row, or the continuation (`first` false) of one that began in a row above."""

    column: int
    cell: Cell
    first: bool


def lay_out_rows[Cell: Spanning](rows: Sequence[Sequence[Cell]], *, width: int) -> list[list[Slot[Cell]]]:
    """Slots of each row, from left to right, with the rules of HTML for colspan and rowspan.

    ValueError if cells overlap, leave a gap or extend below the last row: such a table would be misread.
    """
    slot_rows: list[list[Slot[Cell]]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # column of a cell continued from above → (cell, rows left)
    for index, row in enumerate(rows):
        slots: list[Slot[Cell]] = []
        new_cells = iter(row)
        still_hanging: dict[int, tuple[Cell, int]] = {}
        column = 0
        while column < width:
            if column in hanging:
                cell, rows_left = hanging.pop(column)
                slots.append(Slot(column, cell, first=False))
                rows_left -= 1
            else:
                new = next(new_cells, None)
                if new is None:
                    raise ValueError(f"row {index} leaves column {column} empty")
                cell, rows_left = new, new.rows - 1
                slots.append(Slot(column, cell, first=True))
            if any(column < other < column + cell.columns for other in hanging):
                raise ValueError(f"row {index}: a cell at column {column} runs into one from above")
            if rows_left:
                still_hanging[column] = (cell, rows_left)
            column += cell.columns
        if column > width or next(new_cells, None) is not None:
            raise ValueError(f"row {index} is wider than the {width} columns")
        hanging = still_hanging
        slot_rows.append(slots)
    if hanging:
        raise ValueError("a cell spans more rows than there are")
    return slot_rows
