"""What a place most likely wants, by likeness of its labels to the names that we know."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.source import EACH, Kind, Role, Side, Source
from sokehoach.domain.text.folding import fold

SURE = 82.0  # of 100: set without asking
APART = 5.0  # and so much better than the next
SAME = 99.9  # the very name: sure, though a part of it («trong đó: nữ») is near
OFFERED = 5
_LEAST = 45.0
_SHORTEST_TITLE = 8  # letters

_ROLES = (  # the words of a head that tell the period
    (re.compile(r"\b(?:luy ke|cong don)\b"), Role.YEAR),
    (re.compile(r"\b(?:cung ky|ky truoc|nam truoc)\b"), Role.BEFORE),
)
_PERIODS = re.compile(
    r"\b(?:luy ke|cong don|cung ky(?: nam truoc)?|ky truoc|nam truoc|ky nay|trong ky|trong nam|ky bao cao|so lieu|"
    r"ket qua|(?:6|sau) thang (?:dau|cuoi) nam(?: \d{4})?|nam \d{4}|tu dau nam|thuc hien|tong so|"
    r"tong cong|toan huyen|so luong)\b"
)
_SHARE = re.compile(r"%|\bty le\b|\bphan tram\b")
_TARGET = re.compile(r"^(?:ke hoach|chi tieu|muc tieu)(?: giao| duoc giao| nam| de ra)*$")
_SHARES = re.compile(r"\b(?:ty le|phan tram)\b|\(?%\)?")
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
    """Code → name: of units, of those that are no more (`past`), of boxes for words, of indicators."""

    figures: Sequence[Known]
    units: Mapping[str, str]
    narratives: Mapping[str, str]
    indicators: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, str] = field(default_factory=dict)


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
    if place.names or place.order:
        return Proposal(((Source(Kind.UNITS if place.names else Kind.ORDER), 100.0),), sure=True)
    plain = fold(f"{place.row} {' '.join(place.column)}")
    if set_words := _constant(place):
        return Proposal(((set_words, 100.0),), sure=True)
    if place.column and _BY_HAND.search(fold(place.column[-1])):
        return Proposal(((Source(Kind.HAND), 100.0),), sure=True)
    role = next((role for words, role in _ROLES if words.search(plain)), Role.NOW)
    unit, whole = (EACH, False) if place.each else _unit(place.row, vocabulary)
    texts = _texts(place, of_unit=bool(unit) or whole)
    if not unit and not whole:
        unit, texts = _of_column(place, texts, vocabulary)
    found = _best(
        (*_figures(place, texts, role, unit, vocabulary), *_indicators(place, texts, role, unit, vocabulary))
    )
    if not found.sure and place.column and len(place.row) > _SHORTEST_TITLE and place.row.isupper():
        return Proposal(((Source(Kind.HAND), 100.0), *found.choices), sure=True)  # the title of a section
    return found


def alongside(place: Place, others: Iterable[Place], vocabulary: Vocabulary) -> dict[str, str]:
    """Of other places in the column of a table that lists units: address → the unit of its row. Empty where the place
    itself is of no unit.
    """
    if place.each or not place.column or not _unit(place.row, vocabulary)[0]:
        return {}
    return {
        one.at: code
        for one in others
        if (one.grid, one.column) == (place.grid, place.column) and one.at != place.at and not one.each
        if (code := _unit(one.row, vocabulary)[0])
    }


def _figures(
    place: Place, texts: tuple[str, ...], role: Role, unit: str, vocabulary: Vocabulary
) -> Iterator[tuple[Source, float]]:
    """None for a share: a count is never one."""
    if _asks_share(place) or _asks_target(place):
        return
    for one in vocabulary.figures:
        yield Source(Kind.FIGURE, (one.operand,), role, unit), _score(texts, _plain(place.above), one)


def _indicators(
    place: Place, texts: tuple[str, ...], role: Role, unit: str, vocabulary: Vocabulary
) -> Iterator[tuple[Source, float]]:
    """A share where the labels ask for one; the numerator elsewhere, behind a figure of the same name."""
    side, less = Side.PART, APART
    if _asks_target(place):
        side, less = Side.TARGET, 0.0
    elif _asks_share(place):
        side, less = Side.SHARE, 0.0
    asked = [" ".join(_SHARES.sub(" ", text).split()) for text in texts]
    for code, name in vocabulary.indicators.items():
        score = max(_like(text, _plain(name)) for text in asked) - less
        yield Source(Kind.INDICATOR, role=role, unit=unit, words=code, side=side), score


def _asks_share(place: Place) -> bool:
    near = f"{place.row} {place.column[-1] if place.column else ''} {place.after[:2]}"
    return bool(_SHARE.search(fold(near)))


def _asks_target(place: Place) -> bool:
    return bool(place.column) and bool(_TARGET.match(fold(place.column[-1]).strip(" .:;()%")))


def _best(found: Iterable[tuple[Source, float]]) -> Proposal:
    scored = sorted(found, key=lambda one: -one[1])[:OFFERED]
    choices = tuple((source, round(score, 1)) for source, score in scored if score >= _LEAST)
    apart = len(scored) < 2 or scored[0][1] - scored[1][1] >= APART or scored[1][1] < SAME <= scored[0][1]
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
    return _best(
        (Source(Kind.NARRATIVE, words=code), _like(heading, _plain(title)))
        for code, title in vocabulary.narratives.items()
    )


def _unit(label: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """(Code of the unit that the row is of, whether the row is of all)."""
    folded = " ".join(_LEADING.sub("", fold(label)).split())
    if _ALL.match(folded):
        return "", True
    short = _KIND_OF_UNIT.sub("", folded)
    for units in (vocabulary.units, vocabulary.past):
        found = [code for code, name in units.items() if _KIND_OF_UNIT.sub("", fold(name)) == short]
        if short and len(found) == 1:
            return found[0], False
    return "", False


def _of_column(place: Place, texts: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Of a table with a column for each unit: the unit, and what names the figure without it."""
    for head in reversed(place.column):
        if unit := _unit(head, vocabulary)[0]:
            others = replace(place, column=tuple(one for one in place.column if one != head))
            return unit, _texts(others, of_unit=False)
    return "", texts


def _texts(place: Place, *, of_unit: bool) -> tuple[str, ...]:
    """What may name the figure. The outer heads of a column often only gather others: without them, too."""
    heads = [_plain(" ".join(place.column[first:])) for first in range(len(place.column))]
    told = [head for head in heads if head]
    if of_unit:
        return tuple(dict.fromkeys(told)) or ("",)
    row = _plain(place.row if "#" not in place.at else f"{place.row} {place.after}")
    # Where the heads tell more than the period, row and head together name the figure: «học sinh» under «Lượt người».
    both = [f"{row} {head}".strip() for head in told]
    return tuple(dict.fromkeys(both)) or (row,)


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
