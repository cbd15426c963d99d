"""How long a bold line of Times New Roman is: NĐ 30/2020 gives its lines as shares of the text above."""

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
_LEAST, _MOST = 20, 6  # millimetres: no text is set narrower; lines: more are a text, not a title
_OTHER = 500  # digits, and a fair guess for the rest


def snug(text: str, *, size: float, room: float) -> float:
    """Millimetres of the longest line of a bold text, set as narrow as it can be on as few lines as `room` allows.

    So its lines are about equal, and a title does not end on half of a name.
    """
    wide = lines(text, size=size, room=room)
    if len(wide) == 1 or len(wide) > _MOST:
        return max(wide)
    narrower = (lines(text, size=size, room=width) for width in range(_LEAST, int(room)))
    return max(next((one for one in narrower if len(one) == len(wide)), wide))


def lines(text: str, *, size: float, room: float) -> list[float]:
    """Millimetres of each line that a bold text takes in `room`; a word that is longer is broken."""
    space = bold_width(" ", size=size)
    made = [0.0]
    for word in text.split():
        width = bold_width(word, size=size)
        if made[-1] and made[-1] + space + width > room:
            made.append(0.0)
        made[-1] += width if not made[-1] else space + width
        while made[-1] > room > 0:
            made += [made.pop() - room]
            made.insert(-1, room)
    return made


def bold_width(text: str, *, size: float) -> float:
    """Millimetres; marks above and below a letter take no room."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(_WIDTHS.get(letter, _OTHER) for letter in letters) / 1000 * size * 25.4 / 72
