"""Recognise table rows («| a | b |», or cells separated by tabs) and printed columns in plain text."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.passages import Passage, fold_passage

_MIN_RULES = 2  # «| a |»
_MIN_CELLS = 3  # cells separated by tabs; two are the columns of a header or a signature


def is_row(line: str) -> bool:
    """Whether the line is a row of a table."""
    return _is_ruled(line) or _is_tabbed(line) or _is_barred(line)


def _is_ruled(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") >= _MIN_RULES


def _is_barred(line: str) -> bool:
    """Whether bars stand between the cells only: «STT | Nội dung | Thời gian»."""
    return line.count(" | ") >= _MIN_CELLS - 1


def _is_tabbed(line: str) -> bool:
    return "\t" in line.strip() and sum(bool(cell.strip()) for cell in line.split("\t")) >= _MIN_CELLS


def split_cells(source: str, start: int, end: int) -> tuple[Passage, ...]:
    """The cells of the row source[start:end], including empty ones."""
    line = source[start:end]
    sign = "|" if _is_ruled(line) or _is_barred(line) else "\t"
    if _is_ruled(line):
        start += len(line) - len(line.lstrip()) + 1
        end = start + len(source[start:end].rstrip().removesuffix("|"))
    cells: list[Passage] = []
    for cell_text in source[start:end].split(sign):
        cells.append(fold_passage(source, start, start + len(cell_text)))
        start += len(cell_text) + 1
    return tuple(cells)


_SEGMENT = re.compile(r"\S(?:\S| \S)*")  # text without a wide gap
_TOLERANCE = 12  # letters by which the second column may begin before its first occurrence


def split_segments(line: str) -> Iterator[tuple[int, str]]:
    """The segments of a line, separated by wide gaps, tabs or «|», each with its position."""
    for match in _SEGMENT.finditer(line.expandtabs(8).replace("|", "  ")):
        yield match.start(), match[0]


def split_columns(lines: list[str], at: int) -> tuple[list[str], list[str]]:
    """The lines as a left and a right column; the right one begins at position `at`."""
    left_lines: list[str] = []
    right_lines: list[str] = []
    for line in lines:
        segments = list(split_segments(line))
        left_lines.append(" ".join(segment for start, segment in segments if start < at - _TOLERANCE))
        right_lines.append(" ".join(segment for start, segment in segments if start >= at - _TOLERANCE))
    return left_lines, right_lines
