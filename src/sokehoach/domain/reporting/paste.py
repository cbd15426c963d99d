"""A block of cells pasted from a unit's own table: which line is which cell, which column holds the number."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sokehoach.domain.text.folding import fold_accents
from sokehoach.domain.values.value import CellValueError, parse_value

MAX_LINES = 400
MAX_COLUMNS = 30

type Block = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns are counted from 0; `names` is None where the block holds numbers alone, one below the other.

    lines  the unit's own names for cells: folded name → code, «» for a line that is left out
    """

    names: int | None
    numbers: int
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchedLine:
    """One line of the block. `cell` is «» where it is left out, or nobody knows what it is."""

    name: str
    text: str
    cell: str

    @property
    def key(self) -> str:
        return fold_accents(self.name)


def parse_block(text: str) -> Block:
    """The block as Excel puts it on the clipboard: tabs, and quotes around a cell of several lines.

    Blank lines at its end are dropped. ValueError over 400 lines or 30 columns.
    """
    rows = [
        tuple(cell.strip() for cell in row)
        for row in csv.reader(io.StringIO(text.strip("\r\n").replace("\r\n", "\n")), dialect="excel-tab")
    ]
    rows = [row for row in rows if any(row)]
    if len(rows) > MAX_LINES or any(len(row) > MAX_COLUMNS for row in rows):
        raise ValueError(f"a block of {len(rows)} lines is no report")
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def guess_layout(block: Block, cells: Mapping[str, str]) -> Layout:
    """The layout of a block that nobody has described: `cells` are codes with their printed names.

    The names stand where most lines are known; the numbers in the last column to the right of it that holds any.
    """
    width = len(block[0]) if block else 0
    if width < 2:
        return Layout(names=None, numbers=0)
    known_names = {fold_accents(name) for name in cells.values()} | {fold_accents(code) for code in cells}
    hits = [sum(fold_accents(row[at]) in known_names for row in block) for at in range(width)]
    names = max(range(width), key=lambda at: hits[at])
    numeric = [sum(_is_number(row[at]) for row in block) if at != names else 0 for at in range(width)]
    best = [at for at in range(names + 1, width) if numeric[at]] or [at for at in range(width) if at != names]
    return Layout(names=names, numbers=max(best, key=lambda at: (numeric[at], at)))


def match_lines(
    block: Block, layout: Layout, cells: Mapping[str, str], order: Sequence[str], start: str = ""
) -> list[MatchedLine]:
    """Each line with its cell. Numbers alone fill the cells of `order` from `start` downward."""
    if layout.names is None:
        rest = order[order.index(start) :] if start in order else order
        texts = [row[layout.numbers] for row in block]
        return [
            MatchedLine(cells.get(code, code), text, code)
            for text, code in zip(texts, [*rest, *[""] * len(texts)], strict=False)
        ]
    by_name = {fold_accents(name): code for code, name in cells.items() if code in order}
    if len(by_name) < sum(code in order for code in cells):  # a name that two cells bear names neither
        names = [fold_accents(cells[code]) for code in order if code in cells]
        by_name = {name: code for name, code in by_name.items() if names.count(name) == 1}
    by_name |= {fold_accents(code): code for code in order}
    by_name |= layout.lines
    return [
        MatchedLine(row[layout.names], row[layout.numbers], by_name.get(fold_accents(row[layout.names]), ""))
        for row in block
    ]


def _is_number(text: str) -> bool:
    if not text:
        return False
    try:
        parse_value(text, kind="money")
    except CellValueError:
        return False
    return True
