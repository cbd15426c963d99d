"""Words → rows of print, from the top of a page to its bottom."""

import re
from dataclasses import dataclass, field

from sokehoach.adapters.text.pdf.words import Word

# What a numbered item or a bullet begins with.
LABEL = re.compile(
    r"(?:(?:[IVX]{1,6}|[A-HĐ]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?[.)/](?=\s|$|[^\W\d_])|\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s|"
    r"[-–—+•*·▪]\s|(?:Điều|Chương|Mục|CHƯƠNG|PHẦN|Phần) (?:[IVX]+|\d+|thứ|THỨ)\b)"
)
_SAME = 0.3  # of a letter's height: farther apart, baselines are of two rows


@dataclass(slots=True)
class Row:
    """Words from left to right. `page` counts from 0."""

    page: int
    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        made = ""
        for at, word in enumerate(self.words):
            made += word.text if word.glued or at == 0 else " " + word.text
        return made

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def base(self) -> float:
        return max(self.words, key=lambda word: (round(word.size, 1), len(word.text))).base

    @property
    def size(self) -> float:
        """Of most of its letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[round(word.size, 1)] = sizes.get(round(word.size, 1), 0) + len(word.text)
        return max(sizes, key=lambda size: sizes[size])


def rows(found: list[Word], *, page: int) -> list[Row]:
    """`found` in the order of drawing. A raised number (of a footnote) stands in the row of its word."""
    made: list[Row] = []
    raised: dict[int, list[Word]] = {}
    anchor: Word | None = None
    standing: list[Word] = []
    for word in found:
        if anchor is not None and word.glued and word.size < 0.8 * anchor.size:
            raised.setdefault(id(anchor), []).append(word)
        else:
            standing.append(word)
            anchor = word
    for word in sorted(standing, key=lambda one: (-one.base, one.x0)):
        row = made[-1] if made else None
        if row is not None and _level(row.words[0], word):
            row.words.append(word)
        else:
            made.append(Row(page, [word]))
    for row in made:
        row.words += [small for word in list(row.words) for small in raised.get(id(word), ())]
        row.words.sort(key=lambda one: one.x0)
        row.words = [
            word for at, word in enumerate(row.words) if at == 0 or not _doubled(row.words[at - 1], word)
        ]
        for at, word in enumerate(row.words):
            word.glued = word.glued and at > 0 and word.x0 - row.words[at - 1].x1 < 0.15 * word.size
    return made


def _level(first: Word, word: Word) -> bool:
    """Whether two words, the second not higher, stand in one row; a small one may stand at the other's head."""
    large = max(first.size, word.size)
    near = _SAME if min(first.size, word.size) > 0.8 * large else 2 * _SAME
    return first.base - word.base < near * large


def _doubled(before: Word, word: Word) -> bool:
    """Drawn twice to look bold."""
    return word.text == before.text and abs(word.x0 - before.x0) < 0.2 * word.size
