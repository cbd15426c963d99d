"""Colours, fonts, number format and line breaks of all drawings: those of the pages (shell/css/tokens.css)."""

import textwrap
from enum import StrEnum
from typing import Final

from sokehoach.domain.notation import Notation


class Face(StrEnum):
    """The font of a drawing: that of the screen, or that of a signed document."""

    SCREEN = "Be Vietnam Pro"
    PAPER = "Tinos"

    @property
    def families(self) -> str:
        """Return the value of `font-family`: our font first, then fonts that the reader's machine may have."""
        return {
            Face.SCREEN: "Be Vietnam Pro, Segoe UI, system-ui, sans-serif",
            Face.PAPER: "Times New Roman, Tinos, Liberation Serif, serif",
        }[self]


INK: Final = "#1b2321"
QUIET: Final = "#5d6661"
RULE: Final = "#e3dccd"
EDGE: Final = "#837c6b"
HATCH: Final = "#b5ae9e"
SHEET: Final = "#fffefb"
AMBER: Final = "#b06f00"
AMBER_TINT: Final = "#fcf0d4"
TEAL: Final = "#0b5650"
SHADES: Final = {1: "#d3e5de", 2: "#a9cdc3", 3: "#66a196", 4: TEAL}
# Colours of series by position. Lines also differ by dashes, never by colour alone. No colour is red or green.
SERIES: Final = (TEAL, "#66a196", "#774b00", "#5d6661", "#a9cdc3", "#b06f00")
PLAIN: Final = ("#46504c", QUIET, EDGE, HATCH, "#c4bba8", RULE)
DASHES: Final[tuple[list[int], ...]] = ([], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3], [10, 4])
# d3-format locales: 1.234,5 as Vietnamese officials write numbers, and 1,234.5.
_NUMBERS: Final = {"grouping": [3], "currency": ["", " đồng"], "minus": "−"}
NUMBERS: Final = {
    Notation.VIETNAMESE: {"decimal": ",", "thousands": ".", **_NUMBERS},
    Notation.ENGLISH: {"decimal": ".", "thousands": ",", **_NUMBERS},
}


LETTER_WIDTH = 0.56  # average width of a letter in ems: Be Vietnam Pro, rather too wide


def wrap_lines(text: str, width: float, size: float) -> list[str]:
    """Return the text in lines of at most `width` px; a longer single word gets a line of its own."""
    return textwrap.wrap(text, max(int(width / (size * LETTER_WIDTH)), 4), break_long_words=False) or [text]
