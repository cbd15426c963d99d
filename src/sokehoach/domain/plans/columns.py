"""Two columns printed side by side: «ỦY BAN NHÂN DÂN … | CỘNG HÒA …», «Nơi nhận … | CHỦ TỊCH»."""

import re
from collections.abc import Iterator

_GAP = re.compile(r"\S(?:\S| \S)*")  # a stretch without a wide gap
_NEAR = 12  # letters by which the second column may begin before the place where it first did


def stretches(line: str) -> Iterator[tuple[int, str]]:
    """The stretches of a line that wide gaps, tabs or rules part, each with where it begins."""
    for match in _GAP.finditer(line.expandtabs(8).replace("|", "  ")):
        yield match.start(), match[0]


def parted(lines: list[str], at: int) -> tuple[list[str], list[str]]:
    """The lines as a left and a right column; the right one begins at letter `at`."""
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        pieces = list(stretches(line))
        left.append(" ".join(piece for start, piece in pieces if start < at - _NEAR))
        right.append(" ".join(piece for start, piece in pieces if start >= at - _NEAR))
    return left, right
