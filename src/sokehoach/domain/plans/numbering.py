"""The numbering of clauses: Phần, Chương, A., I., 1., 1.1., a), (1), and the path it spells.

The order of the levels is that of NĐ 30/2020 (Phụ lục I, mục II.6): phần, chương, mục, điều, khoản, điểm.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the letters that number điểm; f, j, w, z are not used


class Kind(IntEnum):
    """The kinds of marker, from the highest level to the lowest."""

    PART = 0
    CHAPTER = 1
    UPPER = 2
    ROMAN = 3
    ARABIC = 4
    DOTTED = 5
    LETTER = 8  # DOTTED takes 5 to 7: one for each dot
    BRACKET = 9
    BULLET = 10


BULLET = Kind.BULLET
_MARKERS = (
    (Kind.PART, re.compile(
        r"((?:PHẦN|Phần) (?:THỨ |thứ )?(?:[IVX]+|\d+|NHẤT|nhất|HAI|hai|BA|ba|TƯ|tư|NĂM|năm)\b)[.:]?"
    )),
    (Kind.CHAPTER, re.compile(r"((?:CHƯƠNG|Chương) (?:[IVX]+|\d+)\b)[.:]?")),
    (Kind.ROMAN, re.compile(r"([IVX]{1,6})\s?(?:[.)/]|[-–](?=\s))(?=\s|$|[^\W\d_])")),
    (Kind.UPPER, re.compile(r"([A-HĐ])\s?[.)](?=\s+[^\W\d_]|\s*$)")),
    (Kind.DOTTED, re.compile(
        r"((?:[IVX]+\.)?\d{1,2}(?:\.\d{1,2}){1,3}(?:\.[a-zđ](?=\.))?)[.)]?(?=\s*[^\W\d_(“\"]|\s*$|\s+\d)"
    )),
    (Kind.ARABIC, re.compile(r"(\d{1,2})\s?[.)/](?=\s|$|[^\W\d_(])")),
    (Kind.LETTER, re.compile(r"([a-zđ])\s?(?:\)|\.(?=\s))")),
    (Kind.BRACKET, re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)")),
    (Kind.BULLET, re.compile(r"([-–—+•*·▪*])(?=\s|[^\W\d_]|$)")),
)  # fmt: skip
_DECORATION = re.compile(r"[#*|>\s]*")


@dataclass(frozen=True, slots=True)
class Marker:
    """A label as printed («1.1»), its kind, and the letters of the line it takes with its punctuation."""

    kind: Kind
    label: str
    width: int

    @property
    def rank(self) -> int:
        return self.kind + self.label.count(".") - 1 if self.kind is Kind.DOTTED else self.kind


def marker_at(text: str) -> Marker | None:
    """The marker a line begins with, or None."""
    decoration = _DECORATION.match(text)
    skip = decoration.end() if decoration else 0
    for kind, pattern in _MARKERS:
        match = pattern.match(text, 0 if kind is Kind.BULLET else skip)
        if match is not None:
            return Marker(kind, match[1], match.end())
    return None


def follows(before: Marker | None, after: Marker) -> bool:
    """Whether `after` is the next number of the same series («b» after «a», «1.3» after «1.2»)."""
    if before is None or before.kind is not after.kind:
        return False
    if after.kind is Kind.LETTER:
        return before.label in LETTERS and after.label in LETTERS[LETTERS.index(before.label) + 1 :][:2]
    *stem, last = before.label.split(".")
    *stem_after, last_after = after.label.split(".")
    return stem == stem_after and last.isdigit() and last_after.isdigit() and int(last_after) == int(last) + 1


class Trail:
    """The labels above the place where the reader stands."""

    def __init__(self) -> None:
        self._markers: list[Marker] = []

    def enter(self, marker: Marker) -> str:
        """Go to a numbered item; returns its path, the printed labels joined by a dot."""
        above = Kind.ARABIC if marker.kind is Kind.DOTTED else marker.rank
        if marker.kind is Kind.DOTTED and "I" <= marker.label[0] <= "X":
            above = Kind.ROMAN
        keep = [one for one in self._markers if one.rank < above]
        self._markers = [*keep, marker]
        return ".".join(one.label for one in self._markers)

    @property
    def path(self) -> str:
        return ".".join(marker.label for marker in self._markers)
