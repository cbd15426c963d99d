"""Read tables whose columns only wide gaps part, below a line of heads that begins with «TT»."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.numbering import find_row_marker
from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.stacked_tables import StackedRow

_LINE = re.compile(r"[^\n]+")
_HEADS = re.compile(r"[ ]{0,40}(?:S?TT|Số TT|Số thứ tự)\.?[ ]{2,40}\S")
_CELL = re.compile(r"\S(?:\S| (?=\S))*")
_FEWEST_CELLS = 3


def parse_spaced_rows(source: str) -> Iterator[StackedRow]:
    """The rows of all such tables, including heads, in text order."""
    in_table = False
    for line in _LINE.finditer(source):
        is_head = _HEADS.match(line[0]) is not None
        if not (in_table or is_head):
            continue
        cells = tuple(_split(source, line))
        in_table = len(cells) >= _FEWEST_CELLS and (is_head or find_row_marker(cells[0].text) is not None)
        if in_table:
            yield StackedRow(cells[0].span.start, line.end(), cells)


def _split(source: str, line: re.Match[str]) -> Iterator[Passage]:
    for cell in _CELL.finditer(line[0]):
        yield fold_passage(source, line.start() + cell.start(), line.start() + cell.end())
