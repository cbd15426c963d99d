"""Split two printed columns: «ỦY BAN NHÂN DÂN … | CỘNG HÒA …», «Nơi nhận … | CHỦ TỊCH»."""

import re
from collections.abc import Iterator

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
