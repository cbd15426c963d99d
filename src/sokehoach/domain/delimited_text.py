"""Rows as text, a delimiter between cells: as a spreadsheet copies or saves them, and as a page carries them along."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

TAB = "\t"
_DELIMITERS = (TAB, ";", ",")  # of two that split as well the first
_SAMPLE = 40  # rows by which the delimiter is found


def split_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells of each row; none for a blank line. Raises csv.Error for quotation marks that are wrong."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def guess_delimiter(text: str) -> str:
    """The sign that splits most of the first rows into as many cells; a title of another shape decides nothing."""
    return max(_DELIMITERS, key=lambda delimiter: _rate_delimiter(text, delimiter))


def join_rows(rows: Sequence[Sequence[str]]) -> str:
    """One line for each row, tabs between cells, which lose tabs and line ends: `split_rows` reads it back."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=TAB, lineterminator="\n").writerows(
        [" ".join(value.split()) for value in row] for row in rows
    )
    return buffer.getvalue()


def _rate_delimiter(text: str, delimiter: str) -> tuple[int, bool, int]:
    """How many rows have the most frequent width, whether the sign never stands in a sentence, and that width."""
    try:
        widths = [len(row) for row in islice(split_rows(text, delimiter), _SAMPLE) if len(row) > 1 and any(row)]
    except csv.Error:
        return 0, False, 0
    width = max(widths, key=lambda width: (widths.count(width), width), default=0)
    return widths.count(width), delimiter == TAB and bool(widths), width
