"""The numbering of clauses, Phần, Chương, Mục, A., I., Điều, 1., 1.1., a), (1), and the path that it forms.

The levels follow NĐ 30/2020 (Phụ lục I, mục II.6): phần, chương, mục, điều, khoản, điểm.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from sokehoach.domain.plans.passages import CAPITALS
from sokehoach.domain.text import skip_match

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the letters of điểm; f, j, w, z are not used


class MarkerKind(IntEnum):
    """The kinds of marker, from the highest level to the lowest."""

    PART = 0
    CHAPTER = 2
    SECTION = 4
    UPPER = 6
    ROMAN = 8
    ARTICLE = 10
    ARABIC = 12  # 13 if «1)» is a level below «1.»
    DOTTED = 14  # to 16: one more for each further dot
    LETTER = 18
    SUBLETTER = 20
    BRACKET = 22
    BULLET = 24


BULLET = MarkerKind.BULLET
_DASH = rf"[-–](?=\s+[{CAPITALS}])"
_MARKERS = (
    (MarkerKind.PART, re.compile(
        r"((?:PHẦN|Phần) (?:THỨ |thứ )?(?:[IVX]+|\d+|[A-E]|NHẤT|nhất|HAI|hai|BA|ba|TƯ|tư|BỐN|bốn|NĂM|năm)\b)"
        r"[.:]?"
    )),
    (MarkerKind.CHAPTER, re.compile(r"((?:CHƯƠNG|Chương) (?:[IVX]+|\d+)\b)[.:]?")),
    (MarkerKind.SECTION, re.compile(rf"((?:MỤC|Mục) (?:[IVX]+|\d{{1,2}}))(?:[.:]|(?=\s*$)|(?=\s[{CAPITALS}]{{2}}))")),
    (MarkerKind.ARTICLE, re.compile(r"(Điều \d{1,3})[.:]")),
    # «V I.», «VII I.»: a converter tore the number apart. «V/v …» is the subject of a letter.
    (MarkerKind.ROMAN, re.compile(
        # «HI», «Il», «lI»: a scan's «III», «II»
        rf"(?!V/v)([IVX]{{1,6}}(?: [IVX]{{1,3}}(?=\s?\.))?|HI(?=[.-]\s[{CAPITALS}]{{2}})"
        rf"|(?=l?[IVX])[IVXl]{{2,5}}(?=[.-]\s[{CAPITALS}]))\s?"
        r"(?:[.)/]|[-–](?=\s))(?=\s|$|[^\W\d_])"
    )),
    (MarkerKind.UPPER, re.compile(rf"([A-HĐ])\s?(?:[.)/](?=\s+[^\W\d_]|\s*$)|{_DASH})")),
    (MarkerKind.DOTTED, re.compile(
        r"((?:[IVX]{1,6}\.)?\d{1,2}(?:\.\d{1,2}){1,3}(?:\.[a-zđ](?=\.))?)"
        rf"(?:[.)/]|\s?{_DASH})?(?=\s*[^\W\d_(“\"]|\s*$|\s+\d)"
    )),
    (MarkerKind.ARABIC, re.compile(
        # «3- 98% hộ dân …»: a range has no space, or one on each side
        rf"(\d{{1,2}})(?:\s?(?:[.)/](?=\s|$|[^\W\d_(])|{_DASH})"
        r"|[-–](?=\s\d{1,3}(?:(?:,\d+)?\s?%|/\d{1,3}) [^\W\d_]))"
    )),
    (MarkerKind.SUBLETTER, re.compile(r"([a-zđ]\.\d{1,2})[.)]?(?=\s)")),
    (MarkerKind.LETTER, re.compile(rf"([a-zđ])\s?(?:\)|[./](?=\s)|,(?=\s)(?<=\w,)|{_DASH})")),
    (MarkerKind.BRACKET, re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)")),
    (MarkerKind.BULLET, re.compile(r"([-–—−‑+•*·∙▪●○■□♦❖➢►✓✔\uf0b7\uf02d])(?=\s|[^\W\d_]|$)")),
)  # fmt: skip
_SERIES = {
    MarkerKind.ROMAN: (
        *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
        *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
    ),
    MarkerKind.UPPER: tuple("ABCDEGH"),
    MarkerKind.BRACKET: tuple(LETTERS),
}
_ROW_LABEL = re.compile(r"(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđ]|[A-HĐ])\.?\)?")
_DECORATION = re.compile(r"[#*|>\s]*")


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed label («1.1»), its kind, and its length in the line including punctuation."""

    kind: MarkerKind
    label: str
    width: int
    closed: bool = False  # followed by a bracket only: «1)»

    @property
    def rank(self) -> int:
        return self.kind + self.label.count(".") - 1 if self.kind is MarkerKind.DOTTED else self.kind


def find_marker(text: str) -> Marker | None:
    """The marker at the beginning of a line, or None."""
    skip = skip_match(_DECORATION, text)
    for kind, pattern in _MARKERS:
        match = pattern.match(text, 0 if kind is MarkerKind.BULLET else skip)
        if match is not None:
            label = match[1].replace(" ", "").replace("l", "I") if kind is MarkerKind.ROMAN else match[1]
            return Marker(kind, label, match.end(), closed=text[match.end() - 1] == ")")
    return None


def find_row_marker(cell: str) -> Marker | None:
    """The marker in the first cell of a table row, which contains nothing else; None if it is none."""
    if _ROW_LABEL.fullmatch(cell) is None:
        return None
    marker = find_marker(cell.rstrip(".)") + ".")
    return marker if marker is not None and marker.kind is not BULLET else None


def is_next_marker(previous: Marker | None, following: Marker) -> bool:
    """Whether `following` is the next number of the same series («b» after «a», «1.3» after «1.2»)."""
    if previous is None or previous.kind is not following.kind:
        return False
    if following.kind is MarkerKind.LETTER:
        return previous.label in LETTERS and following.label in LETTERS[LETTERS.index(previous.label) + 1 :][:2]
    series = _SERIES.get(following.kind)
    if series is not None and previous.label in series:
        return following.label in series[series.index(previous.label) + 1 :][:1]
    *stem, last = previous.label.split(".")
    *stem_after, last_after = following.label.split(".")
    return stem == stem_after and last.isdigit() and last_after.isdigit() and int(last_after) == int(last) + 1


CAPITALS_RANK = MarkerKind.ARABIC - 1  # of «2. NHIỆM VỤ» above «1. Tăng cường …»


class Trail:
    """The labels above the current position.

    Plans differ in the order of some levels: «A.» above «I.» or below it, «(1)» below «a)» or above it, «1)» below «1.»
    or beside it. The kind that a plan uses first is the higher one.
    """

    def __init__(self) -> None:
        self._markers: list[tuple[int, Marker]] = []
        self._seen: list[MarkerKind] = []
        self._capitals_open = False  # whether the innermost item is «2. NHIỆM VỤ», in capitals
        self._capitals_above = False  # whether such items stand above «1.», «2.»

    def raise_capitals(self, marker: Marker, *, capitals: bool) -> bool:
        """Put «2. NHIỆM VỤ» above the item «1. Tăng cường …» that follows it at once; returns whether it did."""
        begins = marker.kind is MarkerKind.ARABIC and marker.label in ("1", "01") and not capitals
        if not (begins and self._capitals_open):
            return False
        self._capitals_above = True
        self._markers[-1] = (CAPITALS_RANK, self._markers[-1][1])
        return True

    def enter(self, marker: Marker, *, capitals: bool = False) -> str:
        """Enter a numbered item; returns its path, the printed labels joined by dots."""
        rank = self.rank_of(marker, capitals=capitals)
        if marker.kind not in self._seen:
            self._seen.append(marker.kind)
        parent_rank = rank
        if marker.kind is MarkerKind.DOTTED:
            parent_rank = MarkerKind.ROMAN if "I" <= marker.label[0] <= "X" else MarkerKind.ARABIC
        elif marker.kind is MarkerKind.SUBLETTER:
            parent_rank = MarkerKind.LETTER
        parents = [ranked for ranked in self._markers if ranked[0] < parent_rank]
        if marker.kind is MarkerKind.DOTTED and parents and parents[-1][0] == CAPITALS_RANK:
            numbers = [ranked for ranked in self._markers if ranked[1].kind is MarkerKind.ARABIC]
            parents = parents[:-1] if len(numbers) == 1 else parents  # «2.1» below «2. NHIỆM VỤ»
        if marker.kind is MarkerKind.DOTTED and parents:  # «4.1» below «PHẦN 4» has its number already
            number = marker.label.split(".", maxsplit=1)[0]
            parents = [
                (above, part)
                for above, part in parents
                if part.kind is not MarkerKind.PART or part.label.rpartition(" ")[2] != number
            ]
        self._markers = [*parents, (rank, marker)]
        self._capitals_open = capitals and marker.kind is MarkerKind.ARABIC
        return self.path

    def rank_of(self, marker: Marker, *, capitals: bool = False) -> int:
        """The level of the marker in the plan as read so far; lower numbers are higher levels."""
        if capitals and self._capitals_above and marker.kind is MarkerKind.ARABIC:
            return CAPITALS_RANK
        if marker.kind is MarkerKind.UPPER and self._first(MarkerKind.ROMAN, other=MarkerKind.UPPER):
            # «PHẦN III.», «A.», «B.», «I.»: in a part whose letters stand below no «I.» they are above it
            open_ranks = [rank for rank, open_marker in self._markers if open_marker.kind is MarkerKind.UPPER]
            is_below = any(open_marker.kind is MarkerKind.ROMAN for _, open_marker in self._markers)
            return open_ranks[0] if open_ranks else MarkerKind.ROMAN + 1 if is_below else MarkerKind.UPPER
        if marker.kind is MarkerKind.LETTER:
            open_kinds = [
                open_marker.kind
                for _, open_marker in self._markers
                if open_marker.kind in (MarkerKind.LETTER, MarkerKind.BRACKET)
            ]
            if open_kinds[:1] == [MarkerKind.BRACKET]:
                return MarkerKind.BRACKET + 1
        if marker.kind is MarkerKind.ARABIC and marker.closed:
            numbers = [open_marker for _, open_marker in self._markers if open_marker.kind is MarkerKind.ARABIC]
            if numbers and not numbers[0].closed and (marker.label == "1" or numbers[-1].closed):
                return MarkerKind.ARABIC + 1
        return marker.rank

    def _first(self, kind: MarkerKind, *, other: MarkerKind) -> bool:
        """Whether the plan used `kind` before it used `other`."""
        return kind in self._seen and other not in self._seen[: self._seen.index(kind)]

    @property
    def path(self) -> str:
        return ".".join(marker.label for _, marker in self._markers)
