"""Words on a drawing: how wide they are, about, and where a line of them ends."""

import textwrap

WIDTH = 0.56  # of a letter, in parts of its size: Be Vietnam Pro on the wide side


def wrap_lines(text: str, width: float, size: float) -> list[str]:
    """The text in lines that fit; a single word that does not stands alone."""
    return textwrap.wrap(text, max(int(width / (size * WIDTH)), 4), break_long_words=False) or [text]
