"""The levels that a programme states for an indicator: for a year, for a unit, or for all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.domain.messages import say

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
