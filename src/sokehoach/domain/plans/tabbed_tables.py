"""Read tables of tasks whose cells are separated by tabs and may hold several lines, as text copied from Word has them.

The heads, in one row or two, tell how many cells a row has; the lines of a row are joined until it has as many.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.numbering import find_marker, find_row_marker
from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.stacked_tables import StackedRow
from sokehoach.domain.plans.table_columns import find_columns

_LINE = re.compile(r"[^\n]+")
_MIN_CELLS = 3
_MOST_LINES = 40  # of one row


@dataclass(frozen=True, slots=True)
class _TableLine:
    start: int
    end: int
    texts: tuple[str, ...]  # of its cells

    def cells(self, source: str) -> tuple[Passage, ...]:
        return _split(source, self.start, self.end)


def parse_tabbed_rows(source: str) -> list[StackedRow]:
    """The rows of all such tables, including heads, in text order."""
    rows: list[StackedRow] = []
    if "\t" not in source:
        return rows
    lines = [_TableLine(*match.span(), tuple(map(str.strip, match[0].split("\t")))) for match in _LINE.finditer(source)]
    at = 0
    while at < len(lines):
        heads = _join_heads(source, lines, at)
        if heads is None:
            at += 1
            continue
        head_row, at = heads
        rows.append(head_row)
        table_rows, at = _parse_rows(source, lines, at, width=len(head_row.cells))
        rows += table_rows
    return rows


def _join_heads(source: str, lines: list[_TableLine], at: int) -> tuple[StackedRow, int] | None:
    """The heads that begin at line `at`, and the line after them; None if no table of tasks begins there.

    In a second row of heads, the cells below a single head are empty: «Phân công» above «Chủ trì» and «Phối hợp».
    """
    line = lines[at]
    if sum(map(bool, line.texts)) < _MIN_CELLS:
        return None
    heads = line.cells(source)
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is not None and len(following.texts) > len(heads) and not following.texts[0] and any(following.texts):
        filled = [place for place, text in enumerate(following.texts) if text]
        tail = len(following.texts) - filled[-1] - 1
        second = following.cells(source)[filled[0] : filled[-1] + 1]
        cells = (*heads[: filled[0]], *second, *heads[len(heads) - tail :])
        if len(cells) == len(following.texts) and find_columns(cells) is not None:
            return StackedRow(line.start, following.end, cells), at + 2
    if find_columns(heads) is None:
        return None
    return StackedRow(line.start, line.end, heads), at + 1


def _parse_rows(source: str, lines: list[_TableLine], at: int, *, width: int) -> tuple[list[StackedRow], int]:
    """The rows from line `at` on, and the line after the table.

    A numbered line begins a row even if the row before it has fewer cells than there are heads: a group of tasks.
    """
    rows: list[StackedRow] = []
    pending: list[_TableLine] = []  # the lines of a row with too few cells so far
    while at < len(lines):
        line = lines[at]
        if pending and len(line.texts) > 1 and find_row_marker(line.texts[0]) is not None:
            rows.extend(_build_rows(source, pending))
            pending = []
        if not pending and len(line.texts) == 1:
            if not _names_group(source, lines, at, width=width):
                break
            rows.append(StackedRow(line.start, line.end, line.cells(source)))
            at += 1
            continue
        count = sum(len(pending_line.texts) - 1 for pending_line in pending) + len(line.texts)
        if count > width or len(pending) == _MOST_LINES:
            break
        pending.append(line)
        at += 1
        if count == width:
            rows.extend(_build_rows(source, pending))
            pending = []
    if pending and len(pending[0].texts) > 1:
        rows.extend(_build_rows(source, pending[:1]))
        at -= len(pending) - 1
    return rows, at


def _names_group(source: str, lines: list[_TableLine], at: int, *, width: int) -> bool:
    """Whether a line without tabs names the group of the rows below it, and neither ends the table nor begins one."""
    is_title = bool(lines[at].texts[0]) and find_marker(lines[at].texts[0]) is None and at + 1 < len(lines)
    return is_title and len(lines[at + 1].texts) == width and find_columns(lines[at + 1].cells(source)) is None


def _build_rows(source: str, lines: list[_TableLine]) -> Iterator[StackedRow]:
    start, end = lines[0].start, lines[-1].end
    yield StackedRow(start, end, _split(source, start, end))


def _split(source: str, start: int, end: int) -> tuple[Passage, ...]:
    cells: list[Passage] = []
    for cell in source[start:end].split("\t"):
        cells.append(fold_passage(source, start, start + len(cell)))
        start += len(cell) + 1
    return tuple(cells)
