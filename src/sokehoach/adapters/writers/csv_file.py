"""Write rows as CSV for Excel: with a byte order mark, formula-like text quoted, numbers as numbers."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Sequence[str | int]]) -> str:
    """Return CSV text with a byte order mark; lines end with CR LF (RFC 4180)."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([escape_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + buffer.getvalue()


def escape_cell(cell: str | int) -> str:
    """Return the cell as text; text that a spreadsheet would run as a formula gets a leading apostrophe (ASVS
    1.2.10).
    """
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA_SIGNS) else text
