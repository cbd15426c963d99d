"""A row that the superior left blank once for many units: which of its copies stands for which, and how it looks."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sokehoach.domain.documents.foreign.blank import Blank, Box, Grid, Line

_COPY = re.compile(r"(?P<at>.+)\*(?P<number>\d+)")


def address(rows: tuple[str, ...], number: int) -> str:
    """Of the cell for the unit of that number, from 0. `rows`: the same cell in each of the blank rows; what is
    beyond them is a copy of the last, «s0!B7*2» the second.
    """
    return rows[number] if number < len(rows) else f"{rows[-1]}*{number - len(rows) + 1}"


def copy_of(at: str) -> tuple[str, int]:
    """«s0!B7*2» → («s0!B7», 2); what is no copy has the number 0."""
    found = _COPY.fullmatch(at)
    return (found["at"], int(found["number"])) if found else (at, 0)


def spread(blank: Blank, written: Iterable[str]) -> Blank:
    """The blank with the copies that these addresses speak of, below the rows that they are copies of."""
    copies: dict[str, int] = defaultdict(int)
    for at in written:
        origin, number = copy_of(at)
        copies[origin] = max(copies[origin], number)
    return Blank(
        blank.kind,
        tuple(_spread(block, copies) if isinstance(block, Grid) else block for block in blank.blocks),
        blank.aside,
    )


def _spread(grid: Grid, copies: dict[str, int]) -> Grid:
    more: dict[int, int] = {}
    for box in grid.boxes:
        if number := copies.get(box.at, 0):
            more[box.row] = max(more.get(box.row, 0), number)
    if not more:
        return grid
    boxes: list[Box] = []
    for box in grid.boxes:
        row = box.row + sum(number for at, number in more.items() if at < box.row)
        rows = box.rows + sum(number for at, number in more.items() if box.row <= at < box.row + box.rows - 1)
        boxes.append(replace(box, row=row, rows=rows))
        boxes += [
            replace(box, at=f"{box.at}*{one}", row=row + one, lines=tuple(map(_emptied, box.lines)))
            for one in range(1, more.get(box.row, 0) + 1)
        ]
    return Grid(grid.name, grid.height + sum(more.values()), grid.width, tuple(boxes))


def _emptied(line: Line) -> Line:
    return replace(line, text="")
