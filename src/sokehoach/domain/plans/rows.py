"""Rows of tables as they stand in a text: «| a | b |», or cells parted by tabs."""

import re

from sokehoach.domain.plans.passages import Passage, passage

_RULED = re.compile(r"\s*\|.*\|.*\|?\s*")
_FEWEST = 3  # cells parted by tabs; two are the two columns of a header or of a signature


def is_row(line: str) -> bool:
    """Whether a line of the text is a row of a table."""
    if _RULED.fullmatch(line) is not None:
        return True
    return "\t" in line.strip() and sum(bool(cell.strip()) for cell in line.split("\t")) >= _FEWEST


def cells(source: str, start: int, end: int) -> tuple[Passage, ...]:
    """The cells of the row source[start:end], empty ones too."""
    line = source[start:end]
    sign = "|" if _RULED.fullmatch(line) is not None else "\t"
    if sign == "|":
        start += len(line) - len(line.lstrip()) + 1
        end = start + len(source[start:end].rstrip().removesuffix("|"))
    found: list[Passage] = []
    for piece in source[start:end].split(sign):
        found.append(passage(source, start, start + len(piece)))
        start += len(piece) + 1
    return tuple(found)
