"""Measure bold lines of Times New Roman: NĐ 30/2020 gives the length of rules as a share of the text above."""

import unicodedata

_UPPER = (722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
          722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667)  # fmt: skip
_LOWER = (500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833,
          556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444)  # fmt: skip
# Advance widths in thousandths of the size (Liberation Serif Bold, metrically equal to the font).
_WIDTHS = {
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _UPPER, strict=True)),
    **dict(zip("abcdefghijklmnopqrstuvwxyz", _LOWER, strict=True)),
    **dict.fromkeys(" .,", 250),
    **dict.fromkeys("-:;()", 333),
    "/": 278,
    "Đ": 722,
    "đ": 556,
}
_MIN_WIDTH, _MAX_LINES = 20, 6  # millimetres: the narrowest setting; lines: longer texts are not titles
_DEFAULT_WIDTH = 500  # digits, and a fair estimate for other characters


def measure_balanced(text: str, *, size: float, room: float) -> float:
    """Return the longest line in millimetres of bold text set as narrow as the number of lines in `room` allows.

    Its lines are then about equal, and a title does not end on half of a name.
    """
    widest_lines = measure_lines(text, size=size, room=room)
    if len(widest_lines) == 1 or len(widest_lines) > _MAX_LINES:
        return max(widest_lines)
    narrower = (measure_lines(text, size=size, room=width) for width in range(_MIN_WIDTH, int(room)))
    return max(next((widths for widths in narrower if len(widths) == len(widest_lines)), widest_lines))


def measure_lines(text: str, *, size: float, room: float) -> list[float]:
    """Return the width in millimetres of each line that bold text takes in `room`; a longer word is broken."""
    space = bold_width(" ", size=size)
    widths = [0.0]
    for token in text.split():
        width = bold_width(token, size=size)
        if widths[-1] and widths[-1] + space + width > room:
            widths.append(0.0)
        widths[-1] += width if not widths[-1] else space + width
        while widths[-1] > room > 0:
            widths += [widths.pop() - room]
            widths.insert(-1, room)
    return widths


def bold_width(text: str, *, size: float) -> float:
    """Return the width of bold text in millimetres; diacritics take no width."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(_WIDTHS.get(letter, _DEFAULT_WIDTH) for letter in letters) / 1000 * size * 25.4 / 72
