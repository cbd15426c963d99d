"""The levels that a programme states for an indicator: for a year, for a unit, or for all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import Period, PeriodType

BOUNDS = (">=", "<=", ">", "<", "==")  # «==» is exactly


@dataclass(frozen=True, slots=True)
class TargetLevel:
    """A level to be reached, in the unit of its indicator: a percentage, a rate, a number, or a rise or fall.

    unit      code of the unit for which it is set; «» for the whole area, and for units without levels of their own
    year      None: for every year that is not stated
    carry     whether it also holds for later years, until the next one that is stated
    baseline  the level from which a change counts
    """

    value: Decimal
    bound: str = ">="
    unit: str = ""
    year: int | None = None
    carry: bool = False
    baseline: Decimal | None = None
    source: str = ""


class LevelSpan(StrEnum):
    """For what time a level is stated, beside the period of the figure that stands next to it."""

    OF_PERIOD = "of_period"  # the figure is compared with it
    OF_YEAR = "of_year"  # the figure counts a part of the year
    OF_LATER_YEAR = "of_later_year"
    OF_EARLIER_YEAR = "of_earlier_year"


def get_level_span(level: TargetLevel, period: Period, *, counts_period: bool, due_on: date | None) -> LevelSpan:
    """How the level stands to a figure of the period.

    `counts_period`: the figure adds up what happens within the period, so a half-year has half of it; a share, a rate,
    a change and what is measured at a cut-off date are compared in each period. `due_on`: of the target. A period that
    begins with the year and has this day in it is compared, not one of a later year.
    """
    if level.year is not None and level.year > period.year:
        return LevelSpan.OF_LATER_YEAR
    if level.year is not None and level.year < period.year and not level.carry:
        return LevelSpan.OF_EARLIER_YEAR
    if not counts_period or period.type is PeriodType.YEAR:
        return LevelSpan.OF_PERIOD
    if due_on is not None and period.contains(due_on) and (period.start.month, period.start.day) == (1, 1):
        return LevelSpan.OF_PERIOD
    is_of_later_year = level.year is None and due_on is not None and due_on.year > period.year
    return LevelSpan.OF_LATER_YEAR if is_of_later_year else LevelSpan.OF_YEAR


def sort_levels(levels: Iterable[TargetLevel]) -> tuple[TargetLevel, ...]:
    """In their one order: for all units first, then by unit; the level without a year before those of years."""
    return tuple(sorted(levels, key=lambda level: (level.unit, level.year or 0)))


def find_level(levels: Iterable[TargetLevel], *, unit: str, year: int) -> TargetLevel | None:
    """The level of a unit in a year: its own, else the one for all units; None where none is stated.

    Nothing is interpolated: a year between two stated ones has a level only by `carry` or by a level without a year.
    """
    listed = list(levels)
    for code in dict.fromkeys((unit, "")):
        level = _find_in_years([level for level in listed if level.unit == code], year)
        if level is not None:
            return level
    return None


def find_later_level(levels: Iterable[TargetLevel], *, unit: str, year: int) -> TargetLevel | None:
    """The next level after the year that is stated for the unit, else for all units."""
    listed = [level for level in levels if level.year is not None and level.year > year]
    own_levels = [level for level in listed if level.unit == unit] or [level for level in listed if not level.unit]
    return min(own_levels, key=lambda level: level.year or 0, default=None)


def find_earlier_level(levels: Iterable[TargetLevel], *, unit: str, year: int) -> TargetLevel | None:
    """The last level before the year that is stated for the unit, else for all units."""
    listed = [level for level in levels if level.year is not None and level.year < year]
    own_levels = [level for level in listed if level.unit == unit] or [level for level in listed if not level.unit]
    return max(own_levels, key=lambda level: level.year or 0, default=None)


def find_own_level(levels: Iterable[TargetLevel], *, unit: str, year: int) -> TargetLevel | None:
    """The level that is stated for the unit itself in the year."""
    return _find_in_years([level for level in levels if level.unit == unit], year)


def _find_in_years(levels: Sequence[TargetLevel], year: int) -> TargetLevel | None:
    stated = [level for level in levels if level.year is not None and level.year <= year]
    last = max(stated, key=lambda level: level.year or 0, default=None)
    if last is not None and (last.year == year or last.carry):
        return last
    return next((level for level in levels if level.year is None), None)


def find_level_problems(level: TargetLevel, *, takes_baseline: bool) -> Iterator[tuple[str, str]]:
    """Reasons why a level contradicts itself, each with its field. `takes_baseline`: of a change since a baseline."""
    if level.bound not in BOUNDS:
        yield (
            "bound",
            say("«bound» là «%(bound)s», phải là một trong: %(bounds)s", bound=level.bound, bounds=", ".join(BOUNDS)),
        )
    if level.carry and level.year is None:
        yield "carry", say("mức không ghi năm đã dùng cho mọi năm: bỏ «carry» hoặc ghi «year»")
    if level.baseline is not None and not takes_baseline:
        yield "baseline", say("chỉ chỉ số so với mức gốc (compared_with: baseline) mới có «baseline»")
