"""Propose a source for each place of a form, by similarity of its labels to known names.

A proposal is certain only if label, section, unit of measure and kind of value agree and no other figure matches
equally well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from sokehoach.domain.documents.external_form.agreement import (
    LabelWording,
    build_wording,
    has_closer_figure,
    is_figure_match,
    is_indicator_match,
    is_of_subject,
)
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.label_words import content_words, normalize_label
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.source import (
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
)
from sokehoach.domain.documents.external_form.units_of_measure import (
    MeasureDimension,
    Relation,
    UnitOfMeasure,
    compare_measures,
)
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary
from sokehoach.domain.text import fold_accents

__all__ = ["KnownFigure", "Proposal", "Vocabulary", "propose_source"]

MAX_CHOICES = 5
_MIN_SCORE = 45.0  # of 100
_FULL_SCORE = 100.0  # above any similarity
_PENALTY = 5.0  # ranks an indicator's numerator below a figure of the same name
_BY_HAND = re.compile(
    r"^\W*(?:ghi chu|don vi tinh|dvt|ngay(?: thang)?(?: nam)?|thoi gian|so hieu|so van ban|nguoi lap|ky ten|ly do|"
    r"nguyen nhan|danh gia|de xuat|y kien)\b"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Candidate sources, best first, each with its similarity (0..100). `sure`: the first is used without asking."""

    choices: tuple[tuple[PlaceSource, float], ...]
    sure: bool

    @property
    def first(self) -> PlaceSource:
        return self.choices[0][0] if self.choices else PlaceSource(SourceKind.NONE)


def propose_source(place: Place, reading: FormReading) -> Proposal:
    if place.is_narrative:
        return _propose_narrative(place, reading.vocabulary)
    if settled := _without_likeness(place, reading):
        return Proposal(((settled, 100.0),), sure=True)
    unit, role, measure = reading.area(place), reading.role(place), reading.measure(place)
    wording = build_wording(place, reading)
    if (narrative := _find_narrative(place, reading)) is not None:
        return Proposal(
            ((replace(narrative, unit=unit or ""), _FULL_SCORE),), sure=unit is not None and bool(place.column)
        )
    base_source = PlaceSource(SourceKind.NONE, role=role or PeriodRole.NOW, unit=unit or "")
    scored = [
        *_score_figures(place, reading, wording, base_source, measure),
        *_score_indicators(place, reading, wording, base_source, measure),
    ]
    agreed = [source for source, _score, agrees in scored if agrees]
    ranked = sorted(((source, score) for source, score, _agrees in scored), key=lambda pair: -pair[1])[:MAX_CHOICES]
    choices = tuple((source, round(score, 1)) for source, score in ranked if score >= _MIN_SCORE)
    sure = len(agreed) == 1 and unit is not None and role is not None and is_of_subject(place, reading)
    return Proposal(choices, sure=sure)


def _find_narrative(place: Place, reading: FormReading) -> PlaceSource | None:
    """The narrative whose title stands at the head of the column, or of the row: the text of a cell of a report."""
    labels = {normalize_label(label) for label in (*place.column[-1:], place.row)}
    codes = [code for code, title in reading.vocabulary.narratives.items() if normalize_label(title) in labels]
    return PlaceSource(SourceKind.NARRATIVE, words=codes[0]) if len(codes) == 1 else None


def asks_share(place: Place, reading: FormReading) -> bool:
    measure = reading.measure(place)
    return measure is not None and measure.dimension is MeasureDimension.SHARE


def _without_likeness(place: Place, reading: FormReading) -> PlaceSource | None:
    """The source that follows from the position of the place alone."""
    if place.names or place.order:
        return PlaceSource(SourceKind.UNITS if place.names else SourceKind.ORDER)
    if place.heading or reading.is_outside(place):
        return PlaceSource(SourceKind.HAND)
    if place.column and _BY_HAND.match(fold_accents(place.column[-1])):
        return PlaceSource(SourceKind.HAND)
    return _find_constant(place)


def _score_figures(
    place: Place,
    reading: FormReading,
    wording: LabelWording,
    base_source: PlaceSource,
    measure: UnitOfMeasure | None,
) -> Iterator[tuple[PlaceSource, float, bool]]:
    """Candidate figures: source, similarity, and whether everything agrees.

    Figures in another unit of measure are excluded.
    """
    if reading.asks_target(place):
        return
    of_unit, over_units = bool(base_source.unit), reading.lists_rows(place) or reading.lists_columns(place)
    for figure in reading.vocabulary.figures:
        relation = compare_measures(figure.measure, measure)
        if relation is Relation.CONFLICT:
            continue
        certain = relation is Relation.SAME or (relation is Relation.UNSTATED and not _is_money(figure.measure))
        agreed = certain and (figure.by_unit or not of_unit) and is_figure_match(wording, figure)
        if agreed and not over_units and has_closer_figure(figure, reading.vocabulary):
            agreed = False
        score = (
            _FULL_SCORE if agreed else _compute_score(wording, figure) - (0 if figure.by_unit or not of_unit else 20)
        )
        yield (
            PlaceSource(SourceKind.FIGURE, (figure.operand,), base_source.role, base_source.unit),
            score,
            agreed,
        )


def _score_indicators(
    place: Place,
    reading: FormReading,
    wording: LabelWording,
    base_source: PlaceSource,
    measure: UnitOfMeasure | None,
) -> Iterator[tuple[PlaceSource, float, bool]]:
    """Candidate indicators: the share or target if the labels ask for it; else the numerator, never certain."""
    aspect, penalty = IndicatorAspect.NUMERATOR, _PENALTY
    if reading.asks_target(place):
        aspect, penalty = IndicatorAspect.TARGET, 0.0
    elif measure is not None and measure.dimension is MeasureDimension.SHARE:
        aspect, penalty = IndicatorAspect.SHARE, 0.0
    elif measure is not None and measure.dimension is MeasureDimension.MONEY:
        return
    for code, name in reading.vocabulary.indicators.items():
        agreed = aspect is not IndicatorAspect.NUMERATOR and is_indicator_match(wording, name)
        score = (
            _FULL_SCORE
            if agreed
            else max(_compute_likeness(text, _sort_words(name)) for text in wording.texts) - penalty
        )
        yield (
            PlaceSource(SourceKind.INDICATOR, role=base_source.role, unit=base_source.unit, words=code, side=aspect),
            score,
            agreed,
        )


def _is_money(measure: UnitOfMeasure | None) -> bool:
    return measure is not None and measure.dimension is MeasureDimension.MONEY


def _find_constant(place: Place) -> PlaceSource | None:
    """The source for «Đơn vị báo cáo:», «Kỳ báo cáo:», «năm»; day, month and number are filled in by hand."""
    if place.column or "#" not in place.at:
        return None
    text_before = fold_accents(place.row).strip(" :,.")
    if text_before in ("nam", "nam 20") and not place.at.endswith("#0"):
        return PlaceSource(SourceKind.HAND)  # the year in the date of the signature
    if text_before.endswith(("don vi", "don vi bao cao", "co quan bao cao", "noi gui")):
        return PlaceSource(SourceKind.UNIT)
    if text_before.endswith("ky bao cao"):
        return PlaceSource(SourceKind.PERIOD)
    if text_before == "nam" or text_before.endswith(" nam"):
        return PlaceSource(SourceKind.YEAR)
    if (
        text_before in ("so", "")
        or text_before.endswith((" so", "ngay", "thang"))
        or "/bc" in fold_accents(place.text_after)
    ):
        return PlaceSource(SourceKind.HAND)
    return None


def _propose_narrative(place: Place, vocabulary: Vocabulary) -> Proposal:
    """Propose a narrative; certain if exactly one title has the same significant words as the heading."""
    heading_words = content_words(place.row)
    scored = [
        (
            PlaceSource(SourceKind.NARRATIVE, words=code),
            _compute_likeness(_sort_words(place.row), _sort_words(title)),
            content_words(title),
        )
        for code, title in vocabulary.narratives.items()
    ]
    same = {source.words for source, score, title in scored if heading_words == title and heading_words}
    plain = normalize_label(place.row).strip(" :.")
    same |= {code for code, title in vocabulary.narratives.items() if plain == normalize_label(title)}
    scored_again = ((source, _FULL_SCORE if source.words in same else score) for source, score, _title in scored)
    ranked = sorted(scored_again, key=lambda pair: -pair[1])
    choices = tuple((source, round(score, 1)) for source, score in ranked[:MAX_CHOICES] if score >= _MIN_SCORE)
    return Proposal(choices, sure=len(same) == 1 and bool(choices))


def _compute_score(wording: LabelWording, figure: KnownFigure) -> float:
    name, part = _sort_words(figure.name), _sort_words(figure.part)
    best = max(_compute_likeness(text, f"{name} {part}".strip()) for text in wording.texts)
    if part and wording.parent_text:
        return max(
            best,
            (_compute_likeness(wording.parent_text, name) + _compute_likeness(wording.texts[0], part)) / 2,
        )
    if part and wording.asks_total:
        return best - 3 * _PENALTY
    return best - _PENALTY if wording.parent_text else best  # a part of another row is rarely a total


@lru_cache(maxsize=20_000)
def _compute_likeness(label: str, other: str) -> float:
    """Similarity of two labels: word order counts little, extra words count somewhat."""
    if not label or not other:
        return 0.0
    return (fuzz.token_sort_ratio(label, other) + fuzz.token_set_ratio(label, other)) / 2


@lru_cache(maxsize=20_000)
def _sort_words(label: str) -> str:
    return " ".join(sorted(content_words(label)))
