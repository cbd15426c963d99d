"""Repeat a blank row for many units: addresses of its copies, and the expanded form."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line

_COPY = re.compile(r"(?P<at>.+)\*(?P<number>\d+)")


def build_address(rows: tuple[str, ...], number: int) -> str:
    """Address of the cell for unit `number`, from 0. `rows`: the same cell in each of the blank rows.

    Units beyond them are copies of the last row: «s0!B7*2» is the second copy.
    """
    return rows[number] if number < len(rows) else f"{rows[-1]}*{number - len(rows) + 1}"


def parse_copy(at: str) -> tuple[str, int]:
    """Parse an address: «s0!B7*2» → («s0!B7», 2); an address that is no copy has the number 0."""
    match = _COPY.fullmatch(at)
    return (match["at"], int(match["number"])) if match else (at, 0)


def expand_rows(blank: ExternalForm, addresses: Iterable[str]) -> ExternalForm:
    """The blank form with the copies used in these addresses, each below its original row."""
    copies: dict[str, int] = defaultdict(int)
    for at in addresses:
        origin, number = parse_copy(at)
        copies[origin] = max(copies[origin], number)
    return ExternalForm(
        blank.kind,
        tuple(_expand_grid(block, copies) if isinstance(block, Grid) else block for block in blank.blocks),
        blank.aside,
    )


def _expand_grid(grid: Grid, copies: dict[str, int]) -> Grid:
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
            replace(
                box,
                at=f"{box.at}*{copy_number}",
                row=row + copy_number,
                lines=tuple(map(_empty_line, box.lines)),
            )
            for copy_number in range(1, more.get(box.row, 0) + 1)
        ]
    return Grid(grid.name, grid.height + sum(more.values()), grid.width, tuple(boxes))


def _empty_line(line: Line) -> Line:
    return replace(line, text="")
