"""Disclosure control: turns a Figure into the PublishedFigure that an audience may see.

Figures leave consolidation in no other form. Two limits apply. Support and enforcement are
separated below the district's total (limits.md, 3). Counts of persons exist for the district and above and have no
commune dimension (limits.md, 4). Permissions decide elsewhere who may request a figure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.consolidation.figure import Coverage, Figure, FigurePart
from sokehoach.domain.indicators.element import DataElement, ElementFunction
from sokehoach.domain.orgtree.unit import Level

_DISTRICT_AND_ABOVE = frozenset({Level.DISTRICT, Level.PROVINCE})


class WithholdingReason(StrEnum):
    """Why a value or its parts are withheld."""

    PERSONS = "persons"
    WALL = "wall"

    @property
    def message_vi(self) -> str:
        return {
            WithholdingReason.PERSONS: "Số liệu về người chỉ tổng hợp từ cấp huyện trở lên.",
            WithholdingReason.WALL: "Số liệu dưới cấp huyện chỉ dành cho bộ phận phụ trách lĩnh vực này.",
        }[self]


@dataclass(frozen=True, slots=True)
class Audience:
    """The viewer: the functions that they serve, and the level of their place.

    No audience serves both sides of the wall (limits.md, 3): ValueError.
    """

    functions: frozenset[ElementFunction]
    level: Level

    def __post_init__(self) -> None:
        if sum(function.walled for function in self.functions) > 1:
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
    unit_level: str,
    audience: Audience,
    part_levels: Mapping[str, str] | None = None,
) -> PublishedFigure:
    """What the audience may see of a figure aggregated for a unit of `unit_level`.

    Levels are those of places: for an agency, that of the unit to which it is attached (`Snapshot.place_level`).
    `part_levels` gives them for the reporters by unit. Counts of persons show parts only if all reporters are known to
    be at the district level or above. They are withheld entirely if a reporter is known to be below it: comparing the
    total before and after one report reveals that report's number. ValueError for a figure of another element.
    """
    if figure.element != element.uid:
        raise ValueError(f"figure of {figure.element} published as {element.uid}")
    reason = _find_withholding_reason(element, unit_level, audience)
    if reason is None and element.counts_persons and _is_any_below_district(figure.expected, part_levels or {}):
        reason = WithholdingReason.PERSONS
    if reason is not None:
        return PublishedFigure(figure.element, figure.disaggregation, None, (), 0, 0, (), withheld=reason)
    parts_reason = _find_parts_withholding_reason(figure, element, audience, part_levels or {})
    return PublishedFigure(
        element=figure.element,
        disaggregation=figure.disaggregation,
        value=figure.value,
        parts=figure.parts if parts_reason is None else (),
        expected=figure.coverage.expected,
        received=figure.coverage.received,
        missing=figure.missing,
        parts_withheld=parts_reason,
    )


def _is_any_below_district(reporters: Iterable[str], levels: Mapping[str, str]) -> bool:
    return any(levels.get(unit, Level.DISTRICT) not in _DISTRICT_AND_ABOVE for unit in reporters)


def may_see_parts(element: DataElement, audience: Audience) -> bool:
    """Whether the audience is on the element's side of the wall (limits.md, 3)."""
    return not element.function.walled or element.function in audience.functions


def _find_withholding_reason(element: DataElement, unit_level: str, audience: Audience) -> WithholdingReason | None:
    at_district = unit_level in _DISTRICT_AND_ABOVE
    if element.counts_persons and not at_district:
        return WithholdingReason.PERSONS  # line 4: for every audience
    if may_see_parts(element, audience) or (at_district and audience.level in _DISTRICT_AND_ABOVE):
        return None
    return (
        WithholdingReason.WALL
    )  # line 3: only those who consolidate, sign or lead at the district and above see the total


def _find_parts_withholding_reason(
    figure: Figure, element: DataElement, audience: Audience, part_levels: Mapping[str, str]
) -> WithholdingReason | None:
    if not may_see_parts(element, audience):
        return WithholdingReason.WALL
    if element.counts_persons:
        levels = {part_levels.get(part.unit) for part in figure.parts}
        return None if levels <= _DISTRICT_AND_ABOVE else WithholdingReason.PERSONS
    return None
