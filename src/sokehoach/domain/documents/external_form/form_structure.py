"""A blank form as data: its lines and tables in order, each with an address in its file.

The adapter defines addresses: «p3» a paragraph, «t0.r1.c2» a cell of a Word table, «s0!C5» one of a worksheet. Dots to
fill in inside a line are «p3#0»; room for text below a heading is «p3+».
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

_HOLE = re.compile(r"[.…_]{3,}|…+|(?:\. ){2,}\.")
_TO_WRITE_ON = frozenset(".…_")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the text of a cell.

    `level`: 1 and up for a heading by its style, else 0. `part`: where it is outside the main text, «đầu trang», «hộp
    chữ»; «» is the main text.
    """

    at: str
    text: str
    level: int = 0
    bold: bool = False
    align: str = ""  # «center», «right»
    part: str = ""

    @property
    def holes(self) -> tuple[tuple[int, int], ...]:
        """Positions (start, end) of dots between words; a line of only dots has none, because it is empty."""
        return () if self.empty else tuple(match.span() for match in _HOLE.finditer(self.text))

    @property
    def empty(self) -> bool:
        """Whether the line has no text, or only dots to write on; «%» and «-» are text."""
        return all(letter.isspace() or letter in _TO_WRITE_ON for letter in self.text)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table; row and column from 0, those of its top left corner if merged."""

    at: str
    row: int
    column: int
    lines: tuple[Line, ...]
    rows: int = 1
    columns: int = 1
    formula: str = ""  # computed by the sheet itself

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines).strip()

    @property
    def empty(self) -> bool:
        return not self.formula and all(line.empty for line in self.lines)


@dataclass(frozen=True)
class Grid:
    """A table, or the used range of a worksheet."""

    name: str
    height: int
    width: int
    boxes: tuple[Box, ...]

    @cached_property
    def by_row(self) -> tuple[tuple[Box, ...], ...]:
        """The cells that begin in each row, from left to right."""
        rows: list[list[Box]] = [[] for _ in range(self.height)]
        for box in self.boxes:
            rows[box.row].append(box)
        return tuple(tuple(sorted(row, key=lambda box: box.column)) for row in rows)

    @cached_property
    def full_rows(self) -> tuple[tuple[Box, ...], ...]:
        """`by_row` without gaps, for display as HTML.

        A cell extends over the unused width to its right, as its text does in the form; any other gap is a box without
        an address.
        """
        return tuple(tuple(self._full(number)) for number in range(self.height))

    def _full(self, number: int) -> Iterator[Box]:
        column = 0
        while column < self.width:
            box = self.covering.get((number, column))
            end = column + (box.columns if box else 1)
            while end < self.width and (number, end) not in self.covering:
                if box is not None and (box.rows > 1 or box.formula or box.row != number):
                    break
                end += 1
            if box is None:
                yield Box("", number, column, (), columns=end - column)
            elif box.row == number:
                yield replace(box, columns=end - column)
            column = end

    @cached_property
    def covering(self) -> Mapping[tuple[int, int], Box]:
        """Row and column → the cell that covers it."""
        return {
            (row, column): box
            for box in self.boxes
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        }


@dataclass(frozen=True)
class ExternalForm:
    """A blank form. `aside`: lines to fill in that we do not support; they are reported and left unchanged."""

    kind: str  # «docx» or «xlsx»
    blocks: tuple[Line | Grid, ...]
    aside: tuple[Line, ...] = ()

    @property
    def grids(self) -> Iterator[Grid]:
        return (block for block in self.blocks if isinstance(block, Grid))

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "blocks": [
                {"grid": _grid_json(block)} if isinstance(block, Grid) else {"line": asdict(block)}
                for block in self.blocks
            ],
            "aside": [asdict(line) for line in self.aside],
        }


def _grid_json(grid: Grid) -> dict[str, Any]:
    return {
        "name": grid.name,
        "height": grid.height,
        "width": grid.width,
        "boxes": [asdict(box) for box in grid.boxes],
    }


def parse_external_form(payload: Mapping[str, Any]) -> ExternalForm:
    """Parse the stored form; older data have no `aside`."""
    aside = tuple(Line(**line) for line in payload.get("aside", ()))
    return ExternalForm(payload["kind"], tuple(_parse_block(block) for block in payload["blocks"]), aside)


def _parse_block(payload: Mapping[str, Any]) -> Line | Grid:
    if "line" in payload:
        return Line(**payload["line"])
    boxes = tuple(
        Box(**{**box, "lines": tuple(Line(**line) for line in box["lines"])}) for box in payload["grid"]["boxes"]
    )
    return Grid(**{**payload["grid"], "boxes": boxes})
