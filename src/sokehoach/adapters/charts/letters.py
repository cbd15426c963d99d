"""Estimate the width of text on a drawing, and wrap it."""

import textwrap

WIDTH = 0.56  # average width of a letter in ems: Be Vietnam Pro, rather too wide


def wrap_lines(text: str, width: float, size: float) -> list[str]:
    """Return the text in lines of at most `width` px; a longer single word gets a line of its own."""
    return textwrap.wrap(text, max(int(width / (size * WIDTH)), 4), break_long_words=False) or [text]
