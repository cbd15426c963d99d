"""Disclosure control: turns a Figure into the PublishedFigure that an audience may see.

Figures leave consolidation in no other form. Two limits apply. Figures of a confidential group are read by its holders
alone below the total of a consolidating area (limits.md, 3). Counts of persons exist only at the levels that the policy
of their programme allows, and have no dimension below them (limits.md, 4). At a level that is not known nothing of
either is shown. Permissions decide elsewhere who may request a figure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.consolidation.figure import Coverage, Figure, FigurePart
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.indicators.operators import aggregate_values
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.policy.groups import is_confidential, stand_on_one_side


class WithholdingReason(StrEnum):
    """Why a value or its parts are withheld."""

    PERSONS = "persons"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Audience:
    """The viewer: the functions that they serve, and the level of their place.

    `walls`: the wall of each confidential group of the installation: figures of another function are not shown; None:
    any function may be a group, and all stand in one wall. No audience serves both sides of one (limits.md, 3):
    ValueError.
    """

    functions: frozenset[str]
    level: Level
    walls: Mapping[str, str] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not stand_on_one_side(self.functions, self.walls or {}):
            raise ValueError("no audience stands on both sides of the wall")


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as one audience may see it.

    `withheld`: why nothing is shown; then value is None, parts and missing are empty, both counts are 0.
    `parts_withheld`: why only the total is shown; units that still owe their number are named all the same.
    """

    element: str
    disaggregation: str
    value: Decimal | None
    parts: tuple[FigurePart, ...]
    expected: int  # expected answers: units, except those to which it does not apply
    received: int
    missing: tuple[str, ...]
    withheld: WithholdingReason | None = None
    parts_withheld: WithholdingReason | None = None

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.received, self.expected)


def publish_figure(
    figure: Figure,
    element: DataElement,
    *,
    unit_level: Level,
    audience: Audience,
    part_levels: Mapping[str, Level],
    counted_from: date | None = None,
) -> PublishedFigure:
    """What the audience may see of a figure aggregated for a unit of `unit_level`.

    Levels are those of places: for an agency, that of the unit to which it is attached (`Snapshot.place_level`).
    `part_levels` gives them for the reporters by unit. Counts of persons are withheld entirely if a reporter is at a
    level without counts of persons, or at a level that is not known: comparing the total before and after one report
    reveals that report's number. `counted_from`: the first day of what was counted, whose policy decides with that of
    today; None: every policy that there was decides. ValueError for a figure of another element.
    """
    if figure.element != element.uid:
        raise ValueError(f"figure of {figure.element} published as {element.uid}")
    reason = _find_withholding_reason(element, unit_level, audience, counted_from)
    if reason is None and element.counts_persons:
        units = {unit for unit, level in part_levels.items() if element.may_exist_at(level, counted_from)}
        if _is_any_without_persons(figure, units):
            reason = WithholdingReason.PERSONS
    if reason is not None:
        return PublishedFigure(figure.element, figure.disaggregation, None, (), 0, 0, (), withheld=reason)
    parts_reason = _find_parts_withholding_reason(element, audience)
    return PublishedFigure(
        element=figure.element,
        disaggregation=figure.disaggregation,
        value=element.restore_value(figure.value),
        parts=_restore_parts(figure.parts, element) if parts_reason is None else (),
        expected=figure.coverage.expected,
        received=figure.coverage.received,
        missing=figure.missing,
        parts_withheld=parts_reason,
    )


def merge_published_figures(
    figures: Sequence[PublishedFigure],
    element: DataElement,
    *,
    unit_level: Level,
    audience: Audience,
    counted_from: date | None = None,
) -> PublishedFigure:
    """The figure of a unit of `unit_level` that took whole units over, from their figures as published to the audience.

    What is withheld in one of them, or would be at the level of the unit, is withheld. Parts are those figures
    themselves, so it has none. ValueError without a figure.
    """
    reasons = [figure.withheld for figure in figures if figure.withheld is not None]
    reason = reasons[0] if reasons else _find_withholding_reason(element, unit_level, audience, counted_from)
    name = figures[0].element, figures[0].disaggregation
    if reason is not None:
        return PublishedFigure(*name, None, (), 0, 0, (), withheld=reason)
    return PublishedFigure(
        *name,
        value=figures[0].value
        if len(figures) == 1
        else aggregate_values([figure.value for figure in figures], element.over_place),
        parts=(),
        expected=sum(figure.expected for figure in figures),
        received=sum(figure.received for figure in figures),
        missing=tuple(unit for figure in figures for unit in figure.missing),
        parts_withheld=next((figure.parts_withheld for figure in figures if figure.parts_withheld), None),
    )


def _restore_parts(parts: tuple[FigurePart, ...], element: DataElement) -> tuple[FigurePart, ...]:
    if element.kind is not ValueKind.DATE:
        return parts
    return tuple(FigurePart(part.unit, element.restore_value(part.value)) for part in parts)


def _is_any_without_persons(figure: Figure, units_with_persons: Collection[str]) -> bool:
    """Whether a reporter or a part is at a level without counts of persons, or at an unknown one."""
    units = {*figure.expected, *(part.unit for part in figure.parts)}
    return not units.issubset(units_with_persons)


def may_see_parts(element: DataElement, audience: Audience) -> bool:
    """Whether the audience is on the element's side of the wall (limits.md, 3)."""
    return not element.is_confidential or element.function in audience.functions


def may_see_texts(function: str, audience: Audience) -> bool:
    """Whether the audience may read what units wrote in a form of that function (limits.md, 3)."""
    return not is_confidential(function) or function in audience.functions


def _find_withholding_reason(
    element: DataElement, unit_level: Level, audience: Audience, counted_from: date | None
) -> WithholdingReason | None:
    if not element.may_exist_at(unit_level, counted_from):
        return WithholdingReason.PERSONS  # line 4: for every audience
    if element.is_confidential and audience.walls is not None and element.function not in audience.walls:
        return WithholdingReason.WALL  # a function that nobody defined
    if may_see_parts(element, audience) or (unit_level.consolidates and audience.level.consolidates):
        return None
    return WithholdingReason.WALL  # line 3: only those who consolidate, sign or lead for an area see the total


def _find_parts_withholding_reason(element: DataElement, audience: Audience) -> WithholdingReason | None:
    return None if may_see_parts(element, audience) else WithholdingReason.WALL
