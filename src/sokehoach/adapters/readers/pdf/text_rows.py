"""Group words into printed rows, from the top of a page to its bottom."""

import re
from dataclasses import dataclass, field

from sokehoach.adapters.readers.pdf.text_words import PrintedWord

# The beginning of a numbered item or a bullet.
LABEL = re.compile(
    r"(?:(?:[IVX]{1,6}|[A-HĐ]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?[.)/](?=\s|$|[^\W\d_])|\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s|"
    r"[-–—+•*·▪]\s|(?:Điều|Chương|Mục|CHƯƠNG|PHẦN|Phần) (?:[IVX]+|\d+|thứ|THỨ)\b)"
)
_MAX_BASELINE_GAP = 0.3  # of a letter's height: with a larger gap, baselines belong to two rows


@dataclass(slots=True)
class TextRow:
    """A row of words from left to right. `page` counts from 0."""

    page: int
    words: list[PrintedWord] = field(default_factory=list)

    @property
    def text(self) -> str:
        text = ""
        for index, word in enumerate(self.words):
            text += word.text if word.glued or index == 0 else " " + word.text
        return text

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
        """Return the size of most of its letters, in points."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[round(word.size, 1)] = sizes.get(round(word.size, 1), 0) + len(word.text)
        return max(sizes, key=lambda size: sizes[size])


def build_rows(page_words: list[PrintedWord], *, page: int) -> list[TextRow]:
    """Return rows from `page_words` in drawing order. A raised footnote number belongs to the row of its word."""
    built: list[TextRow] = []
    raised_words: dict[int, list[PrintedWord]] = {}
    anchor: PrintedWord | None = None
    baseline_words: list[PrintedWord] = []
    for word in page_words:
        if anchor is not None and word.glued and word.size < 0.8 * anchor.size:
            raised_words.setdefault(id(anchor), []).append(word)
        else:
            baseline_words.append(word)
            anchor = word
    for word in sorted(baseline_words, key=lambda word: (-word.base, word.x0)):
        row = built[-1] if built else None
        if row is not None and _share_row(row.words[0], word):
            row.words.append(word)
        else:
            built.append(TextRow(page, [word]))
    for row in built:
        row.words += [small for word in list(row.words) for small in raised_words.get(id(word), ())]
        row.words.sort(key=lambda word: word.x0)
        row.words = [
            word for index, word in enumerate(row.words) if index == 0 or not _is_overprint(row.words[index - 1], word)
        ]
        for index, word in enumerate(row.words):
            word.glued = word.glued and index > 0 and word.x0 - row.words[index - 1].x1 < 0.15 * word.size
    return built


def _share_row(first: PrintedWord, second: PrintedWord) -> bool:
    """Return whether two words, the second not higher, share a row; a small one may be raised."""
    large = max(first.size, second.size)
    tolerance = _MAX_BASELINE_GAP if min(first.size, second.size) > 0.8 * large else 2 * _MAX_BASELINE_GAP
    return first.base - second.base < tolerance * large


def _is_overprint(first: PrintedWord, second: PrintedWord) -> bool:
    """Return whether a word was drawn twice to look bold."""
    return second.text == first.text and abs(second.x0 - first.x0) < 0.2 * second.size
