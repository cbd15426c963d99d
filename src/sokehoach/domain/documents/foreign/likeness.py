"""What a place most likely wants, by likeness of its labels to the names that we know.

A proposal is sure only where label, section, unit of measure and kind of value agree and no other figure fits as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from sokehoach.domain.documents.foreign.agreement import (
    Wording,
    agrees,
    indicator_agrees,
    is_of_subject,
    is_told_more_closely,
    wording_of,
)
from sokehoach.domain.documents.foreign.measures import Dimension, Measure, Relation, relate
from sokehoach.domain.documents.foreign.place import Place
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.source import Kind, Role, Side, Source
from sokehoach.domain.documents.foreign.vocabulary import Known, Vocabulary
from sokehoach.domain.documents.foreign.wording import content_words, normal_words
from sokehoach.domain.text.folding import fold

__all__ = ["Known", "Proposal", "Vocabulary", "propose"]

OFFERED = 5
_LEAST = 45.0  # of 100
_AGREES = 100.0  # above all likeness
_LESS = 5.0  # a numerator stands behind a figure of the same name
_BY_HAND = re.compile(
    r"^\W*(?:ghi chu|don vi tinh|dvt|ngay(?: thang)?(?: nam)?|thoi gian|so hieu|so van ban|nguoi lap|ky ten|ly do|"
    r"nguyen nhan|danh gia|de xuat|y kien)\b"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Best first, each with its likeness of 100. `sure`: the first is set without asking."""

    choices: tuple[tuple[Source, float], ...]
    sure: bool

    @property
    def first(self) -> Source:
        return self.choices[0][0] if self.choices else Source(Kind.NONE)


def propose(place: Place, reading: FormReading) -> Proposal:
    if place.words:
        return _narrative(place, reading.vocabulary)
    if settled := _without_likeness(place, reading):
        return Proposal(((settled, 100.0),), sure=True)
    unit, role, measure = reading.area(place), reading.role(place), reading.measure(place)
    wording = wording_of(place, reading)
    near = Source(Kind.NONE, role=role or Role.NOW, unit=unit or "")
    found = [
        *_figures(place, reading, wording, near, measure),
        *_indicators(place, reading, wording, near, measure),
    ]
    agreed = [source for source, _score, agrees in found if agrees]
    ranked = sorted(((source, score) for source, score, _agrees in found), key=lambda pair: -pair[1])[
        :OFFERED
    ]
    choices = tuple((source, round(score, 1)) for source, score in ranked if score >= _LEAST)
    sure = len(agreed) == 1 and unit is not None and role is not None and is_of_subject(place, reading)
    return Proposal(choices, sure=sure)


def asks_share(place: Place, reading: FormReading) -> bool:
    measure = reading.measure(place)
    return measure is not None and measure.dimension is Dimension.SHARE


def _without_likeness(place: Place, reading: FormReading) -> Source | None:
    """What is clear from where the place stands."""
    if place.names or place.order:
        return Source(Kind.UNITS if place.names else Kind.ORDER)
    if place.heading or reading.is_outside(place):
        return Source(Kind.HAND)
    if place.column and _BY_HAND.match(fold(place.column[-1])):
        return Source(Kind.HAND)
    return _constant(place)


def _figures(
    place: Place, reading: FormReading, wording: Wording, near: Source, measure: Measure | None
) -> Iterator[tuple[Source, float, bool]]:
    """Each with its likeness, and whether all agrees; none that is measured in something else."""
    if reading.asks_target(place):
        return
    of_unit, over_units = bool(near.unit), reading.lists_rows(place) or reading.lists_columns(place)
    for known in reading.vocabulary.figures:
        relation = relate(known.measure, measure)
        if relation is Relation.CONFLICT:
            continue
        certain = relation is Relation.SAME or (
            relation is Relation.UNSTATED and not _is_money(known.measure)
        )
        agreed = certain and (known.by_unit or not of_unit) and agrees(wording, known)
        if agreed and not over_units and is_told_more_closely(known, reading.vocabulary):
            agreed = False
        score = _AGREES if agreed else _score(wording, known) - (0 if known.by_unit or not of_unit else 20)
        yield Source(Kind.FIGURE, (known.operand,), near.role, near.unit), score, agreed


def _indicators(
    place: Place, reading: FormReading, wording: Wording, near: Source, measure: Measure | None
) -> Iterator[tuple[Source, float, bool]]:
    """A share where the labels ask for one; the numerator elsewhere, never sure."""
    side, less = Side.PART, _LESS
    if reading.asks_target(place):
        side, less = Side.TARGET, 0.0
    elif measure is not None and measure.dimension is Dimension.SHARE:
        side, less = Side.SHARE, 0.0
    elif measure is not None and measure.dimension is Dimension.MONEY:
        return
    for code, name in reading.vocabulary.indicators.items():
        agreed = side is not Side.PART and indicator_agrees(wording, name)
        score = _AGREES if agreed else max(_like(text, _plain(name)) for text in wording.texts) - less
        yield Source(Kind.INDICATOR, role=near.role, unit=near.unit, words=code, side=side), score, agreed


def _is_money(measure: Measure | None) -> bool:
    return measure is not None and measure.dimension is Dimension.MONEY


def _constant(place: Place) -> Source | None:
    """What stands behind «Đơn vị báo cáo:», «Kỳ báo cáo:», «năm»; day, month and number are for the pen."""
    if place.column or "#" not in place.at:
        return None
    before = fold(place.row).strip(" :,.")
    if before in ("nam", "nam 20") and not place.at.endswith("#0"):
        return Source(Kind.HAND)  # of the day on which it is signed
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
    """Sure where one title says the heading's words and no more than one other word stands beside them."""
    words = content_words(place.row)
    scored = [
        (Source(Kind.NARRATIVE, words=code), _like(_plain(place.row), _plain(title)), content_words(title))
        for code, title in vocabulary.narratives.items()
    ]
    same = {source.words for source, score, title in scored if words == title and words}
    plain = normal_words(place.row).strip(" :.")
    same |= {code for code, title in vocabulary.narratives.items() if plain == normal_words(title)}
    scored_again = ((source, _AGREES if source.words in same else score) for source, score, _title in scored)
    ranked = sorted(scored_again, key=lambda pair: -pair[1])
    choices = tuple((source, round(score, 1)) for source, score in ranked[:OFFERED] if score >= _LEAST)
    return Proposal(choices, sure=len(same) == 1 and bool(choices))


def _score(wording: Wording, known: Known) -> float:
    name, part = _plain(known.name), _plain(known.part)
    best = max(_like(text, f"{name} {part}".strip()) for text in wording.texts)
    if part and wording.above:
        return max(best, (_like(wording.above, name) + _like(wording.texts[0], part)) / 2)
    if part and wording.asks_total:
        return best - 3 * _LESS
    return best - _LESS if wording.above else best  # a part of another row is seldom a total


@lru_cache(maxsize=20_000)
def _like(one: str, other: str) -> float:
    """Order of words counts little, words too many count something."""
    if not one or not other:
        return 0.0
    return (fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2


@lru_cache(maxsize=20_000)
def _plain(label: str) -> str:
    return " ".join(sorted(content_words(label)))
