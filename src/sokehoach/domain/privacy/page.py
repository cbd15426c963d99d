"""A normalised copy of a text for the rules, with a mapping back to positions in the original."""

import bisect
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sokehoach.domain.privacy.characters import VIETNAMESE_LETTERS, normalise_character

type Edit = tuple[int, int, str]  # start, end, replacement
type _Places = tuple[list[int], list[int]]  # start and end of each character in the original text

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\uff0d"
_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2033\uff02\u0060\u00b4"
_DOTS = "\u00b7\u2022\u2024\u2219\uff0e"
_PLAIN_SIGNS = {
    **{ord(char): " " for char in _SPACES},
    **{ord(char): "-" for char in _DASHES},
    **{ord(char): '"' if char not in "\u2018\u2019\u201b\u0060\u00b4" else "'" for char in _QUOTES},
    **{ord(char): "." for char in _DOTS},
}
# All characters except Vietnamese letters, plain punctuation and the characters mapped one to one above.
_ODD_CHARACTER = re.compile(
    f"[^\n\x0c\x20-\x7e{''.join(sorted(VIETNAMESE_LETTERS))}{_SPACES}{_DASHES}{_QUOTES}{_DOTS}\u2026]"
)
_TAB = re.compile(r"\t|(?<=\w)(?= \| \d)")  # between the cells of a table: a tab, or « | » as rows are quoted
LONGEST_WORD = 200  # letters and digits in a row
_LONG_WORD = re.compile(rf"[^\W_]{{{LONGEST_WORD + 1}}}[^\W_]*+")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def _build_fold_table() -> dict[int, str]:
    """Every composed letter → its base letter, one to one, so that positions are preserved."""
    table = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        letter = chr(code)
        base = "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()
        if len(base) == 1:
            table[code] = base
    return table


_FOLDS = _build_fold_table()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of letters. `text` as written, `low` in lower case with its tone marks."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_upper(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


class FoldedText:
    """A text in normalised form. `text` is composed, with plain spaces, dashes, quotes and digits.

    `folded` has the same length as `text`. Words over LONGEST_WORD are replaced by spaces in both, and `long` holds
    their positions.
    """

    def __init__(self, text: str) -> None:
        composed, self._places = _compose_text(text)
        self._tabs = [match.start() for match in _TAB.finditer(text)]
        self._read(composed)

    def rewritten(self, edits: Iterable[Edit]) -> "FoldedText":
        """A copy with these edits to `text` applied. Of edits that overlap, the first wins.

        If a replacement keeps the length, each character keeps its position; else each maps to the whole stretch.
        """
        begins, ends = self._places or (list(range(len(self.text))), list(range(1, len(self.text) + 1)))
        text: list[str] = []
        new_begins: list[int] = []
        new_ends: list[int] = []
        at = 0
        for start, end, replacement in sorted(edits):
            if start < at:
                continue
            text += [self.text[at:start], replacement]
            new_begins += begins[at:start]
            new_ends += ends[at:start]
            if len(replacement) == end - start:
                new_begins += begins[start:end]
                new_ends += ends[start:end]
            elif replacement:
                new_begins += [begins[start]] * len(replacement)
                new_ends += [ends[end - 1] if end > start else begins[start]] * len(replacement)
            at = end
        copy = FoldedText.__new__(FoldedText)
        copy._places = [*new_begins, *begins[at:]], [*new_ends, *ends[at:]]
        copy._tabs = self._tabs
        copy._read("".join([*text, self.text[at:]]))
        return copy

    def _read(self, composed: str) -> None:
        self.text = composed.translate(_PLAIN_SIGNS)
        self.long = [match.span() for match in _LONG_WORD.finditer(self.text)]
        if self.long:
            self.text = _LONG_WORD.sub(lambda match: " " * len(match[0]), self.text)
        self.folded = self.text.lower().translate(_FOLDS)
        if len(self.folded) != len(self.text):  # letters whose lower case is longer: none in Vietnamese
            self.folded = "".join(char.lower()[0].translate(_FOLDS) for char in self.text)

    def tabbed(self, start: int, end: int) -> bool:
        """Whether the stretch contains a tab, which is a space in `text`."""
        first, last = self.place(start, end)
        at = bisect.bisect_left(self._tabs, first)
        return at < len(self._tabs) and self._tabs[at] < last

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Convert a stretch of `text` to positions in the original text."""
        if self._places is None:
            return start, end
        begins, ends = self._places
        return begins[start], ends[end - 1]

    @cached_property
    def tokens(self) -> list[Token]:
        return [Token(match[0], match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(self.text)]


def _compose_text(text: str) -> tuple[str, _Places | None]:
    """Compose the text, normalise its letters, drop invisible characters; with start and end of each in the original.

    The positions are None if they are unchanged.
    """
    if not _ODD_CHARACTER.search(text):
        return text, None
    letters: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        if letters and unicodedata.combining(char):
            combined = unicodedata.normalize("NFC", letters[-1] + char)
            if len(combined) == 1:
                letters[-1] = combined
            ends[-1] = at + 1  # including a combining mark that is not Vietnamese
            continue
        normalised = normalise_character(char)
        if not normalised and ends and unicodedata.category(char).startswith("M"):
            ends[-1] = at + 1  # an enclosing mark is redacted with its letter
        for letter in normalised:
            letters.append(letter)
            begins.append(at)
            ends.append(at + 1)
    return "".join(letters), (begins, ends)
