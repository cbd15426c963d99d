"""Paste a block of cells from a unit's own table: match its lines to cells of the form, and find the number column."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sokehoach.domain.notation import Notation, read_value
from sokehoach.domain.text import fold_accents
from sokehoach.domain.values.value import MAX_DONG, CellValueError, parse_value

MAX_LINES = 400
MAX_COLUMNS = 30

type Block = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Column layout of a block. Columns count from 0; `names` is None if the block is a single column of numbers.

    lines  the unit's own names for cells: folded name → code, «» for a line to skip
    """

    names: int | None
    numbers: int
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchedLine:
    """One line of the block. `cell` is «» if the line is skipped or unknown."""

    name: str
    text: str
    cell: str

    @property
    def key(self) -> str:
        return fold_accents(self.name)


def parse_block(text: str) -> Block:
    """Parse clipboard text from Excel: tab-separated, with quotes around cells of several lines.

    Blank lines are dropped. ValueError over 400 lines or 30 columns.
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


def guess_layout(block: Block, cells: Mapping[str, str], notation: Notation = Notation.VIETNAMESE) -> Layout:
    """Guess the layout of a block: `cells` maps codes to printed names.

    The name column is the one in which most lines are known; the number column is the one to its right with the most
    numbers and days, the last of several.
    """
    width = len(block[0]) if block else 0
    if width < 2:
        return Layout(names=None, numbers=0)
    known_names = {fold_accents(name) for name in cells.values()} | {fold_accents(code) for code in cells}
    hits = [sum(fold_accents(row[at]) in known_names for row in block) for at in range(width)]
    names = max(range(width), key=lambda at: hits[at])
    numeric = [
        sum(_is_number(read_value(row[at], notation)) for row in block) if at != names else 0 for at in range(width)
    ]
    best = [at for at in range(names + 1, width) if numeric[at]] or [at for at in range(width) if at != names]
    return Layout(names=names, numbers=max(best, key=lambda at: (numeric[at], at)))


def match_lines(
    block: Block, layout: Layout, cells: Mapping[str, str], order: Sequence[str], start: str = ""
) -> list[MatchedLine]:
    """Match each line to a cell. If the block has only numbers, they fill the cells of `order` from `start` on."""
    if layout.names is None:
        rest = order[order.index(start) :] if start in order else order
        texts = [row[layout.numbers] for row in block]
        return [
            MatchedLine(cells.get(code, code), text, code)
            for text, code in zip(texts, [*rest, *[""] * len(texts)], strict=False)
        ]
    by_name = {fold_accents(name): code for code, name in cells.items() if code in order}
    if len(by_name) < sum(code in order for code in cells):  # a name of two cells is ambiguous
        names = [fold_accents(cells[code]) for code in order if code in cells]
        by_name = {name: code for name, code in by_name.items() if names.count(name) == 1}
    by_name |= {fold_accents(code): code for code in order}
    by_name |= layout.lines
    return [
        MatchedLine(row[layout.names], row[layout.numbers], by_name.get(fold_accents(row[layout.names]), ""))
        for row in block
    ]


def _is_number(text: str) -> bool:
    return bool(text) and any(_can_parse(text, kind) for kind in ("decimal", "date"))


def _can_parse(text: str, kind: str) -> bool:
    try:
        parse_value(text, kind=kind, most=MAX_DONG)
    except CellValueError:
        return False
    return True
