"""What a place most likely wants, by likeness of its labels to the names that we know."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.source import Kind, Role, Source
from sokehoach.domain.text.folding import fold

SURE = 82.0  # of 100: set without asking
APART = 5.0  # and so much better than the next
OFFERED = 5
_LEAST = 45.0

_ROLES = (  # the words of a head that tell the period
    (re.compile(r"\b(?:luy ke|cong don)\b"), Role.YEAR),
    (re.compile(r"\b(?:cung ky|ky truoc|nam truoc)\b"), Role.BEFORE),
)
_PERIODS = re.compile(
    r"\b(?:luy ke|cong don|cung ky(?: nam truoc)?|ky truoc|nam truoc|ky nay|trong ky|ky bao cao|so lieu|ket qua|"
    r"(?:6|sau) thang (?:dau|cuoi) nam(?: \d{4})?|nam \d{4}|tu dau nam|thuc hien|tong so|"
    r"tong cong|toan huyen|so luong)\b"
)
_LEADING = re.compile(r"^(?:so|trong do|chia ra|gom)\b|^[-–+*]\s*|^(?:[ivx]+|\d+(?:\.\d+)*|[a-z])\s*[.)]\s*")
_KIND_OF_UNIT = re.compile(r"^(?:ubnd|uy ban nhan dan)?\s*(?:xa|thi tran|phuong|huyen|tinh)\s+")
_ALL = re.compile(r"^(?:tong(?: so| cong)?|cong|toan (?:huyen|tinh))$")
_BY_HAND = re.compile(r"\b(?:ghi chu|don vi tinh|dvt|ngay|thang|so hieu|nguoi lap|ky ten)\b|^so:?$")


@dataclass(frozen=True, slots=True)
class Known:
    """A figure by its names: the element's, and of a part («học sinh») the option's."""

    operand: Operand
    name: str
    part: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """`units`: code → name; `narratives`: code → title."""

    figures: Sequence[Known]
    units: Mapping[str, str]
    narratives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Best first, each with its likeness of 100. `sure`: the first is set without asking."""

    choices: tuple[tuple[Source, float], ...]
    sure: bool

    @property
    def first(self) -> Source:
        return self.choices[0][0] if self.choices else Source(Kind.NONE)


def propose(place: Place, vocabulary: Vocabulary) -> Proposal:
    if place.words:
        return _narrative(place, vocabulary)
    plain = fold(f"{place.row} {' '.join(place.column)}")
    if set_words := _constant(place):
        return Proposal(((set_words, 100.0),), sure=True)
    if place.column and _BY_HAND.search(fold(place.column[-1])):
        return Proposal(((Source(Kind.HAND), 100.0),), sure=True)
    role = next((role for words, role in _ROLES if words.search(plain)), Role.NOW)
    unit, whole = _unit(place.row, vocabulary.units)
    texts = _texts(place, of_unit=bool(unit) or whole)
    scored = sorted(
        ((_score(texts, _plain(place.above), one), one.operand) for one in vocabulary.figures),
        key=lambda one: (-one[0], one[1]),
    )[:OFFERED]
    choices = tuple(
        (Source(Kind.FIGURE, (operand,), role, unit), round(score, 1))
        for score, operand in scored
        if score >= _LEAST
    )
    apart = len(scored) < 2 or scored[0][0] - scored[1][0] >= APART
    return Proposal(choices, sure=bool(choices) and choices[0][1] >= SURE and apart)


def _constant(place: Place) -> Source | None:
    """What stands behind «Đơn vị báo cáo:», «Kỳ báo cáo:», «năm»; day, month and number are for the pen."""
    if place.column or "#" not in place.at:
        return None
    before = fold(place.row).strip(" :,.")
    if before.endswith(("don vi", "don vi bao cao", "co quan bao cao", "noi gui")):
        return Source(Kind.UNIT)
    if before.endswith("ky bao cao"):
        return Source(Kind.PERIOD)
    if before == "nam" or before.endswith(" nam"):
        return Source(Kind.YEAR)
    if before in ("so", "") or before.endswith((" so", "ngay", "thang")) or "/bc" in fold(place.after):
        return Source(Kind.HAND)
    return None


def _narrative(place: Place, vocabulary: Vocabulary) -> Proposal:
    heading = _plain(place.row)
    scored = sorted(
        ((_like(heading, _plain(title)), code) for code, title in vocabulary.narratives.items()),
        key=lambda one: (-one[0], one[1]),
    )[:OFFERED]
    choices = tuple(
        (Source(Kind.NARRATIVE, words=code), round(score, 1)) for score, code in scored if score >= _LEAST
    )
    apart = len(scored) < 2 or scored[0][0] - scored[1][0] >= APART
    return Proposal(choices, sure=bool(choices) and choices[0][1] >= SURE and apart)


def _unit(label: str, units: Mapping[str, str]) -> tuple[str, bool]:
    """(Code of the unit that the row is of, whether the row is of all)."""
    folded = " ".join(_LEADING.sub("", fold(label)).split())
    if _ALL.match(folded):
        return "", True
    short = _KIND_OF_UNIT.sub("", folded)
    found = [code for code, name in units.items() if _KIND_OF_UNIT.sub("", fold(name)) == short]
    return (found[0], False) if short and len(found) == 1 else ("", False)


def _texts(place: Place, *, of_unit: bool) -> tuple[str, ...]:
    column = _plain(" ".join(place.column))
    if of_unit:
        return (column,)
    row = _plain(place.row if "#" not in place.at else f"{place.row} {place.after}")
    # Where the heads tell more than the period, row and head together name the figure: «học sinh» under «Lượt người».
    return tuple(dict.fromkeys((f"{row} {column}".strip(), f"{column} {row}".strip()))) if column else (row,)


def _score(texts: tuple[str, ...], above: str, known: Known) -> float:
    name, part = _plain(known.name), _plain(known.part)
    whole = f"{name} {part}".strip()
    best = max(_like(text, whole) for text in texts)
    if part and above:
        best = max(best, (_like(above, name) + _like(texts[0], part)) / 2)
    elif above:
        best -= APART  # a part of another row is seldom a total
    return best


@lru_cache(maxsize=20_000)
def _like(one: str, other: str) -> float:
    """Order of words counts little, words too many count something."""
    if not one or not other:
        return 0.0
    return (fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2


@lru_cache(maxsize=20_000)
def _plain(label: str) -> str:
    folded = " ".join(_PERIODS.sub(" ", fold(label)).replace(":", " ").split())
    for _ in range(2):
        folded = _LEADING.sub("", folded).strip(" -–,.:;()")
    return folded
