"""One decision for a cell, its whole column, its whole row or its table: what each of them then takes.

A column over units has one meaning, and so has the row of an item: each cell keeps its own unit and period, and one
that is measured in something else, or of a unit nobody has named, stays open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from sokehoach.domain.documents.foreign.likeness import asks_share, propose
from sokehoach.domain.documents.foreign.measures import Dimension, Relation, relate
from sokehoach.domain.documents.foreign.place import Place
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.source import EACH, Kind, Role, Side, Source
from sokehoach.domain.documents.foreign.wording import content_words

type Settled = Mapping[str, Source]

_MEASURED = (Kind.FIGURE, Kind.INDICATOR)
_LEFT = (Kind.HAND, Kind.NONE)


class Scope(StrEnum):
    CELL = "cell"
    COLUMN = "column"  # cả cột
    ROW = "row"  # cả dòng
    TABLE = "table"  # cả bảng: only to leave what is open
    ABOVE = "above"  # cả dòng, như dòng trên


def decide(
    place: Place, source: Source, scope: Scope, reading: FormReading, settled: Settled
) -> dict[str, Source]:
    """What the decision sets, by address; the place itself always takes the source as it is."""
    if scope is Scope.ABOVE:
        return dict(_like_the_row_above(place, reading, settled))
    found = {}
    was = settled.get(place.at)
    for other in _within(place, scope, reading):
        before = settled.get(other.at)
        if (
            other.at == place.at
            or other.formula
            or (before is not None and (was is None or _meaning(before) != _meaning(was)))
        ):
            continue  # decided otherwise
        if (taken := _taken(source, place, other, scope, reading)) is not None:
            found[other.at] = taken
    return found | {place.at: source}


def scopes_for(place: Place, source: Source, reading: FormReading, settled: Settled) -> list[Scope]:
    """The scopes in which the decision says more than for the cell; the widest that fits the table first."""
    if place.line < 0 or place.each:
        return [Scope.CELL]
    order = [Scope.COLUMN, Scope.ROW] if reading.lists_rows(place) else [Scope.ROW, Scope.COLUMN]
    order += [Scope.TABLE]
    return [*(one for one in order if len(decide(place, source, one, reading, settled)) > 1), Scope.CELL]


def conflict(place: Place, source: Source, reading: FormReading) -> bool:
    """Whether the place is measured in what the source can never be turned into."""
    measure = reading.measure(place)
    if source.kind is Kind.INDICATOR and measure is not None:
        is_share = source.side is Side.SHARE
        return (
            is_share != (measure.dimension is Dimension.SHARE)
            and (is_share or measure.dimension is Dimension.SHARE)
            and source.side is not Side.TARGET
        )
    if source.kind is not Kind.FIGURE:
        return False
    known = [reading.vocabulary.by_operand.get(operand) for operand in source.operands]
    return any(one is not None and relate(one.measure, measure) is Relation.CONFLICT for one in known)


def complete(reading: FormReading, settled: Settled) -> dict[str, Source]:
    """What follows from the decisions so far: sure proposals, and the one meaning of a column or of an item's row."""
    found: dict[str, Source] = {}
    for place in reading.places:
        if place.at in settled or place.formula:
            continue
        found |= _complete_one(place, reading, settled)
    return found


def reread(before: FormReading, after: FormReading, settled: Settled) -> dict[str, Source]:
    """What an answer about a label changes in places that are decided already."""
    found: dict[str, Source] = {}
    for place in after.places:
        source = settled.get(place.at)
        if source is None or place.formula:
            continue
        was, now = before.area(place), after.area(place)
        if before.is_outside(place) and not after.is_outside(place):
            rest = {at: one for at, one in settled.items() if at != place.at}
            found |= _complete_one(place, after, rest)
        elif after.is_outside(place):
            found[place.at] = Source(Kind.HAND)
        elif was != now and now is not None and source.kind in _MEASURED:
            found[place.at] = replace(source, unit=now)
        elif before.role(place) != after.role(place) and source.kind in _MEASURED:
            found[place.at] = replace(source, role=after.role(place) or source.role)
    return found


def _complete_one(place: Place, reading: FormReading, settled: Settled) -> dict[str, Source]:
    proposal = propose(place, reading)
    taken = proposal.first if proposal.sure else _from_neighbours(place, reading, settled)
    return {} if taken is None or conflict(place, taken, reading) else {place.at: taken}


def meaning_of_total(total: Place, reading: FormReading, settled: Settled) -> Source | None:
    """What a cell that the form works out ought to come to; None where that is not known."""
    if total.at in settled:
        return settled[total.at] if settled[total.at].kind in _MEASURED else None
    if (found := _from_neighbours(total, reading, settled)) is not None:
        return found if found.kind in _MEASURED else None
    proposal = propose(total, reading)
    return proposal.first if proposal.sure and proposal.first.kind in _MEASURED else None


def _from_neighbours(place: Place, reading: FormReading, settled: Settled) -> Source | None:
    """The meaning that all decided cells of the column (over units) or of the row (of an item) share."""
    if place.line < 0 or place.each:
        return None
    scope = Scope.COLUMN if reading.lists_rows(place) else Scope.ROW
    decided = [
        (other, settled[other.at]) for other in _within(place, scope, reading)
        if other.at != place.at and other.at in settled and settled[other.at].kind in _MEASURED
    ]  # fmt: skip
    if not decided or len({_meaning(source) for _other, source in decided}) > 1:
        return None
    other, source = decided[0]
    return _taken(source, other, place, scope, reading)


def _within(place: Place, scope: Scope, reading: FormReading) -> Iterator[Place]:
    for other in reading.places:
        if other.grid != place.grid or other.line < 0 or other.each:
            continue
        same_column = other.position == place.position and other.column == place.column
        if (
            scope is Scope.TABLE
            or (scope is Scope.COLUMN and same_column)
            or (scope is Scope.ROW and other.line == place.line)
        ):
            yield other


def _taken(source: Source, place: Place, other: Place, scope: Scope, reading: FormReading) -> Source | None:
    """The source as the other cell takes it; None where it does not fit."""
    if other.heading:
        return None
    if source.kind in _LEFT:
        return source
    if source.kind not in _MEASURED:
        return source if scope is Scope.COLUMN and source.kind is Kind.TEXT else None
    over_units = reading.lists_rows(place)
    if scope is Scope.TABLE or over_units != (scope is Scope.COLUMN):
        return None
    unit, role = reading.area(other), reading.role(other)
    if scope is Scope.COLUMN:
        role = source.role
    elif not _same_item(place, other, reading):
        return None
    if unit is None or role is None or reading.is_outside(other) or _is_for_the_pen(other, reading):
        return None
    taken = replace(source, unit=unit, role=role)
    if scope is Scope.ROW:
        turned = _turned(taken, other, reading)
        if turned is None:
            return None
        taken = turned
    return None if conflict(other, taken, reading) else taken


def _same_item(place: Place, other: Place, reading: FormReading) -> bool:
    return place.row == other.row or reading.lists_columns(place)


def _is_for_the_pen(place: Place, reading: FormReading) -> bool:
    proposal = propose(place, reading)
    return proposal.sure and proposal.first.kind in _LEFT


def _turned(source: Source, place: Place, reading: FormReading) -> Source | None:
    """What the head of another column makes of an item: its share, its target, a part («nữ»); None: a head that says
    something else.
    """
    if source.kind is Kind.INDICATOR:
        if reading.asks_target(place):
            return replace(source, side=Side.TARGET, role=Role.NOW)
        return replace(source, side=Side.SHARE) if asks_share(place, reading) else None
    if reading.asks_target(place):
        return None
    said = frozenset[str]().union(*map(content_words, reading.naming_heads(place)))
    if not said:
        return source
    if len(source.operands) > 1:
        return None
    parts = [
        known.operand for known in reading.vocabulary.figures
        if known.operand.element == source.operands[0].element and known.part and content_words(known.part) == said
    ]  # fmt: skip
    return replace(source, operands=(parts[0],)) if len(parts) == 1 else None


def _like_the_row_above(place: Place, reading: FormReading, settled: Settled) -> Iterator[tuple[str, Source]]:
    for other in _within(place, Scope.ROW, reading):
        if other.at in settled and other.at != place.at:
            continue
        above = [
            one
            for one in _within(other, Scope.COLUMN, reading)
            if one.line < other.line and one.at in settled
        ]
        unit = reading.area(other)
        if not above or unit is None or other.heading:
            continue
        source = settled[max(above, key=lambda one: one.line).at]
        taken = replace(source, unit=unit) if source.kind in _MEASURED and unit != EACH else source
        if not conflict(other, taken, reading):
            yield other.at, taken


def _meaning(source: Source) -> tuple[object, ...]:
    """What is counted, whatever the unit and the period; shares and counts of an indicator are one."""
    elements = tuple(sorted(one.element for one in source.operands))
    return source.kind, elements, source.words
