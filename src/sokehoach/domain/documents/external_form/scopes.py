"""Apply one mapping decision to a cell, its column, its row or its table.

A column over units has one meaning, as has the row of an item: each cell keeps its own unit and period. A cell with an
incompatible unit of measure, or of an unidentified unit, stays undecided.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from sokehoach.domain.documents.external_form.field_matching import asks_share, propose_source
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.label_words import content_words
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.source import (
    EACH_UNIT,
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
)
from sokehoach.domain.documents.external_form.units_of_measure import (
    MeasureDimension,
    Relation,
    compare_measures,
)

type Settled = Mapping[str, PlaceSource]

_MEASURED = (SourceKind.FIGURE, SourceKind.INDICATOR)
_UNFILLED = (SourceKind.HAND, SourceKind.NONE)


class FigureScope(StrEnum):
    CELL = "cell"
    COLUMN = "column"  # cả cột
    ROW = "row"  # cả dòng
    TABLE = "table"  # cả bảng: only to leave undecided places empty
    ROW_ABOVE = "above"  # cả dòng, as in the row above


def compute_decision(
    place: Place, source: PlaceSource, scope: FigureScope, reading: FormReading, settled: Settled
) -> dict[str, PlaceSource]:
    """The sources that the decision sets, by address; the place itself gets `source` unchanged.

    With ROW_ABOVE, `source` is ignored: the row gets what the row above has.
    """
    if scope is FigureScope.ROW_ABOVE:
        return dict(_copy_row_above(place, reading, settled))
    decisions = {}
    old_source = settled.get(place.at)
    for other in _list_scope_places(place, scope, reading):
        other_source = settled.get(other.at)
        if (
            other.at == place.at
            or other.formula
            or (
                other_source is not None
                and (old_source is None or _get_meaning(other_source) != _get_meaning(old_source))
            )
        ):
            continue  # has its own decision
        if (adapted := _adapt_source(source, place, other, scope, reading)) is not None:
            decisions[other.at] = adapted
    return decisions | {place.at: source}


def list_scopes(place: Place, source: PlaceSource, reading: FormReading, settled: Settled) -> list[FigureScope]:
    """The scopes in which the decision affects more than the cell; what suits the table, column or row, comes first."""
    if place.line < 0 or place.repeats:
        return [FigureScope.CELL]
    order = (
        [FigureScope.COLUMN, FigureScope.ROW] if reading.lists_rows(place) else [FigureScope.ROW, FigureScope.COLUMN]
    )
    order += [FigureScope.TABLE]
    return [
        *(scope for scope in order if len(compute_decision(place, source, scope, reading, settled)) > 1),
        FigureScope.CELL,
    ]


def has_measure_conflict(place: Place, source: PlaceSource, reading: FormReading) -> bool:
    """Whether the unit of measure of the place can never be converted from that of the source."""
    measure = reading.measure(place)
    if source.kind is SourceKind.INDICATOR and measure is not None:
        is_share = source.side is IndicatorAspect.SHARE
        return (
            is_share != (measure.dimension is MeasureDimension.SHARE)
            and (is_share or measure.dimension is MeasureDimension.SHARE)
            and source.side is not IndicatorAspect.TARGET
        )
    if source.kind is not SourceKind.FIGURE:
        return False
    figures = [reading.vocabulary.by_operand.get(operand) for operand in source.operands]
    return any(
        figure is not None and compare_measures(figure.measure, measure) is Relation.CONFLICT for figure in figures
    )


def complete_mapping(reading: FormReading, settled: Settled) -> dict[str, PlaceSource]:
    """The sources that follow from the decisions so far: certain proposals, and columns or rows of one meaning."""
    sources: dict[str, PlaceSource] = {}
    for place in reading.places:
        if place.at in settled or place.formula:
            continue
        sources |= _complete_place(place, reading, settled)
    return sources


def reread_mapping(old_reading: FormReading, new_reading: FormReading, settled: Settled) -> dict[str, PlaceSource]:
    """The changes to decided places after a label was explained."""
    sources: dict[str, PlaceSource] = {}
    for place in new_reading.places:
        source = settled.get(place.at)
        if source is None or place.formula:
            continue
        old_area, new_area = old_reading.area(place), new_reading.area(place)
        if old_reading.is_outside(place) and not new_reading.is_outside(place):
            rest = {at: other_source for at, other_source in settled.items() if at != place.at}
            sources |= _complete_place(place, new_reading, rest)
        elif new_reading.is_outside(place):
            sources[place.at] = PlaceSource(SourceKind.HAND)
        elif old_area != new_area and new_area is not None and source.kind in _MEASURED:
            sources[place.at] = replace(source, unit=new_area)
        elif old_reading.role(place) != new_reading.role(place) and source.kind in _MEASURED:
            sources[place.at] = replace(source, role=new_reading.role(place) or source.role)
    return sources


def _complete_place(place: Place, reading: FormReading, settled: Settled) -> dict[str, PlaceSource]:
    proposal = propose_source(place, reading)
    source = proposal.first if proposal.sure else _find_neighbour_source(place, reading, settled)
    return {} if source is None or has_measure_conflict(place, source, reading) else {place.at: source}


def find_total_source(total: Place, reading: FormReading, settled: Settled) -> PlaceSource | None:
    """The source with which a total computed by the form should agree; None if unknown."""
    if total.at in settled:
        return settled[total.at] if settled[total.at].kind in _MEASURED else None
    if (neighbour_source := _find_neighbour_source(total, reading, settled)) is not None:
        return neighbour_source if neighbour_source.kind in _MEASURED else None
    proposal = propose_source(total, reading)
    return proposal.first if proposal.sure and proposal.first.kind in _MEASURED else None


def _find_neighbour_source(place: Place, reading: FormReading, settled: Settled) -> PlaceSource | None:
    """The common meaning of all decided cells of the column (over units) or of the row (of an item)."""
    if place.line < 0 or place.repeats:
        return None
    scope = FigureScope.COLUMN if reading.lists_rows(place) else FigureScope.ROW
    decided = [
        (other, settled[other.at]) for other in _list_scope_places(place, scope, reading)
        if other.at != place.at and other.at in settled and settled[other.at].kind in _MEASURED
    ]  # fmt: skip
    if not decided or len({_get_meaning(source) for _other, source in decided}) > 1:
        return None
    other, source = decided[0]
    return _adapt_source(source, other, place, scope, reading)


def _list_scope_places(place: Place, scope: FigureScope, reading: FormReading) -> Iterator[Place]:
    for other in reading.places:
        if other.grid != place.grid or other.line < 0 or other.repeats:
            continue
        same_column = other.position == place.position and other.column == place.column
        if (
            scope is FigureScope.TABLE
            or (scope is FigureScope.COLUMN and same_column)
            or (scope is FigureScope.ROW and other.line == place.line)
        ):
            yield other


def _adapt_source(
    source: PlaceSource, place: Place, other: Place, scope: FigureScope, reading: FormReading
) -> PlaceSource | None:
    """The source adapted to another cell; None if it does not fit."""
    if other.heading:
        return None
    if source.kind in _UNFILLED:
        return source
    if source.kind not in _MEASURED:
        return source if scope is FigureScope.COLUMN and source.kind is SourceKind.TEXT else None
    over_units = reading.lists_rows(place)
    if scope is FigureScope.TABLE or over_units != (scope is FigureScope.COLUMN):
        return None
    unit, role = reading.area(other), reading.role(other)
    if scope is FigureScope.COLUMN:
        role = source.role
    elif not _is_same_item(place, other, reading):
        return None
    if unit is None or role is None or reading.is_outside(other) or _is_for_the_pen(other, reading):
        return None
    adapted = replace(source, unit=unit, role=role)
    if scope is FigureScope.ROW:
        converted = _adapt_to_head(adapted, other, reading)
        if converted is None:
            return None
        adapted = converted
    return None if has_measure_conflict(other, adapted, reading) else adapted


def _is_same_item(place: Place, other: Place, reading: FormReading) -> bool:
    return place.row == other.row or reading.lists_columns(place)


def _is_for_the_pen(place: Place, reading: FormReading) -> bool:
    proposal = propose_source(place, reading)
    return proposal.sure and proposal.first.kind in _UNFILLED


def _adapt_to_head(source: PlaceSource, place: Place, reading: FormReading) -> PlaceSource | None:
    """The source adapted to another column head of the same item: its share, its target, a part («nữ»).

    None if the head names something else.
    """
    if source.kind is SourceKind.INDICATOR:
        if reading.asks_target(place):
            return replace(source, side=IndicatorAspect.TARGET, role=PeriodRole.NOW)
        return replace(source, side=IndicatorAspect.SHARE) if asks_share(place, reading) else None
    if reading.asks_target(place):
        return None
    terms = frozenset[str]().union(*map(content_words, reading.naming_heads(place)))
    if not terms:
        return source
    if len(source.operands) > 1:
        return None
    parts = [
        figure.operand for figure in reading.vocabulary.figures
        if figure.operand.element == source.operands[0].element and figure.part and content_words(figure.part) == terms
    ]  # fmt: skip
    return replace(source, operands=(parts[0],)) if len(parts) == 1 else None


def _copy_row_above(place: Place, reading: FormReading, settled: Settled) -> Iterator[tuple[str, PlaceSource]]:
    for other in _list_scope_places(place, FigureScope.ROW, reading):
        if other.at in settled and other.at != place.at:
            continue
        places_above = [
            candidate
            for candidate in _list_scope_places(other, FigureScope.COLUMN, reading)
            if candidate.line < other.line and candidate.at in settled
        ]
        unit = reading.area(other)
        if not places_above or unit is None or other.heading:
            continue
        source = settled[max(places_above, key=lambda candidate: candidate.line).at]
        adapted = replace(source, unit=unit) if source.kind in _MEASURED and unit != EACH_UNIT else source
        if not has_measure_conflict(other, adapted, reading):
            yield other.at, adapted


def _get_meaning(source: PlaceSource) -> tuple[object, ...]:
    """What the source counts, regardless of unit and period; shares and counts of an indicator are the same."""
    elements = tuple(sorted(operand.element for operand in source.operands))
    return source.kind, elements, source.words
