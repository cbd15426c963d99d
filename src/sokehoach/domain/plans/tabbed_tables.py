"""Read tables of tasks whose cells are separated by tabs and may hold several lines, as text copied from Word has them.

The heads tell how many cells a row has; the lines of a row are joined until it has as many.
"""

import re

from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.stacked_tables import StackedRow
from sokehoach.domain.plans.table_columns import find_columns

_LINE = re.compile(r"[^\n]*\n?")
_MIN_CELLS = 3
_MOST_LINES = 40  # of one row


def parse_tabbed_rows(source: str) -> list[StackedRow]:
    """The rows of all such tables, including heads, in text order."""
    rows: list[StackedRow] = []
    if "\t" not in source:
        return rows
    width = 0  # cells of a row of the current table; 0 outside a table
    start, end, lines = -1, -1, 0  # of the row that is being joined
    for match in _LINE.finditer(source):
        line = match[0].rstrip("\n")
        if start < 0:
            cells = _split(source, match.start(), match.start() + len(line)) if line.count("\t") >= 2 else ()
            if sum(bool(cell.text) for cell in cells) >= _MIN_CELLS and find_columns(cells) is not None:
                width = len(cells)
                rows.append(StackedRow(match.start(), match.start() + len(line), cells))
                continue
            if not width or "\t" not in line or not line.strip():
                width = 0
                continue
            start, lines = match.start(), 0
        end, lines = match.start() + len(line), lines + 1
        count = source.count("\t", start, end) + 1
        if count >= width:
            rows.append(StackedRow(start, end, _split(source, start, end)))
        if count >= width or lines == _MOST_LINES or not line.strip():
            width = width if count == width else 0
            start = -1
    return rows


def _split(source: str, start: int, end: int) -> tuple[Passage, ...]:
    cells: list[Passage] = []
    for cell in source[start:end].split("\t"):
        cells.append(fold_passage(source, start, start + len(cell)))
        start += len(cell) + 1
    return tuple(cells)
