"""Rows as CSV for Excel: the letters are marked, a text that could be run is quoted, numbers stay numbers."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Sequence[str | int]]) -> str:
    """UTF-8 with a mark in front, lines end with CR LF (RFC 4180)."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([escape_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + buffer.getvalue()


def escape_cell(cell: str | int) -> str:
    """A spreadsheet takes a text that begins so for a formula (ASVS 1.2.10): it is shown as text."""
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA_SIGNS) else text
