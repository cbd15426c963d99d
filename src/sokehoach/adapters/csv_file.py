"""Rows as CSV for Excel: the letters are marked, a text that could be run is quoted, numbers stay numbers."""

import csv
import io
from collections.abc import Iterable, Sequence

_LIVE = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Sequence[str | int]]) -> str:
    """UTF-8 with a mark in front, lines end with CR LF (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def safe(cell: str | int) -> str:
    """A spreadsheet takes a text that begins so for a formula (ASVS 1.2.10): it is shown as text."""
    told = str(cell)
    return f"'{told}" if isinstance(cell, str) and told.startswith(_LIVE) else told
