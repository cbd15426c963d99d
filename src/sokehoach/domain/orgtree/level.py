"""Levels of units (cấp): data of an installation. Rules ask for kind and rank of a level, never for its code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.messages import say, say_both

_UNKNOWN_RANK = 9_999


class LevelKind(StrEnum):
    CONSOLIDATING = "consolidating"  # areas that add up the reports of the units below them
    BASE = "base"  # areas that report and consolidate nothing: communes, wards, special zones
    ATTACHED = "attached"  # units that belong to another unit: agencies, schools, stations


@dataclass(frozen=True, slots=True)
class Level:
    """One level. An area has a People's Committee; a unit of an attached level belongs to another unit.

    `rank`: the smaller, the higher; attached levels rank below all areas. `consolidates`: areas of this level add up
    the reports of the units below them. `counts_persons`: counts of persons may exist at this level (limits.md, 4).
    Names are as in a sentence: «xã», plural «xã»; in English «commune», «communes».
    """

    code: str
    rank: int
    name: str
    plural: str = ""  # «»: as the singular
    english: str = ""  # «»: as in Vietnamese
    english_plural: str = ""
    attached: bool = False
    consolidates: bool = False
    counts_persons: bool = False

    @property
    def is_area(self) -> bool:
        return not self.attached and self.rank != _UNKNOWN_RANK

    @property
    def is_base(self) -> bool:
        return self.is_area and not self.consolidates

    @property
    def kind(self) -> LevelKind | None:
        """The kind; None for an unknown level."""
        if self.attached:
            return LevelKind.ATTACHED
        if not self.is_area:
            return None
        return LevelKind.CONSOLIDATING if self.consolidates else LevelKind.BASE

    @property
    def sort_key(self) -> tuple[bool, int]:
        return self.attached, self.rank

    def is_above(self, other: "Level") -> bool:
        return self.sort_key < other.sort_key

    def format_name(self, count: int = 1, *, english: bool = False) -> str:
        """The name in the singular for 1, else in the plural; English where it has an English name."""
        if english and self.english:
            return self.english if count == 1 else self.english_plural or self.english
        return self.name if count == 1 else self.plural or self.name


def make_unknown_level(code: str) -> Level:
    """The level of a unit whose code no row describes: no area, nothing is consolidated or shown there."""
    return Level(code, _UNKNOWN_RANK, code)


class Levels:
    """The levels of an installation, in the order in which sentences name them.

    `in_use`: codes of the levels that have a unit; all of them by default.
    """

    __slots__ = ("_levels", "in_use")

    def __init__(self, levels: Iterable[Level], in_use: Iterable[str] | None = None) -> None:
        self._levels = {level.code: level for level in sorted(levels, key=lambda level: level.sort_key)}
        self.in_use = frozenset(self._levels if in_use is None else in_use)

    def __iter__(self) -> Iterator[Level]:
        return iter(self._levels.values())

    def __getitem__(self, code: str) -> Level:
        """The level; for an unknown code a level at which nothing is allowed."""
        return self._levels.get(code) or make_unknown_level(code)

    def __contains__(self, code: object) -> bool:
        return code in self._levels

    @property
    def areas(self) -> tuple[Level, ...]:
        return tuple(level for level in self if level.is_area)

    @property
    def base(self) -> tuple[Level, ...]:
        return tuple(level for level in self if level.is_base)

    @property
    def consolidating(self) -> tuple[Level, ...]:
        return tuple(level for level in self if level.consolidates)

    @property
    def attached(self) -> tuple[Level, ...]:
        return tuple(level for level in self if level.attached)

    @property
    def lowest_with_persons(self) -> Level | None:
        """The lowest level in use at which counts of persons may exist by the strict default."""
        return next((level for level in reversed(self.list_used()) if level.counts_persons), None)

    @property
    def lowest_consolidating(self) -> Level | None:
        return next((level for level in reversed(self.list_used()) if level.consolidates), None)

    def list_used_base(self) -> tuple[Level, ...]:
        """The base levels that have a unit; all base levels where none has."""
        return tuple(level for level in self.base if level.code in self.in_use) or self.base

    def list_used(self) -> tuple[Level, ...]:
        return tuple(level for level in self if level.code in self.in_use) or tuple(self)


def find_level_problems(levels: Iterable[Level]) -> list[tuple[str, str]]:
    """The contradictions among levels, each with the code at fault: what reports would be counted or shown wrongly."""
    areas = [level for level in levels if level.is_area]
    problems = []
    for level in levels:
        if level.attached and (level.consolidates or level.counts_persons):
            problems.append((level.code, say("cấp trực thuộc không tổng hợp và không có số về người của riêng mình")))
        if level.counts_persons and not level.consolidates:
            problems.append((level.code, say("số về người chỉ có ở cấp tổng hợp số liệu")))
        if level.consolidates and any(area.rank <= level.rank and not area.consolidates for area in areas):
            problems.append((level.code, say("cấp trên hoặc ngang cấp này không tổng hợp số liệu")))
        if level.counts_persons and any(area.rank <= level.rank and not area.counts_persons for area in areas):
            problems.append((level.code, say("cấp trên hoặc ngang cấp này không có số về người")))
    return problems


def say_levels(levels: Iterable[Level], count: int = 2) -> str:
    """The collective name as a message: a page in English shows the English names of the levels."""
    named = [*levels]
    return say_both(format_levels(named, count), format_levels(named, count, english=True))


def format_levels(levels: Iterable[Level], count: int = 2, *, english: bool = False) -> str:
    """The names of levels as one collective name: «xã, phường»; in English «communes and wards»."""
    names = list(
        dict.fromkeys(
            level.format_name(count, english=english) for level in sorted(levels, key=lambda level: level.sort_key)
        )
    )
    if not english or len(names) < 2:
        return ", ".join(names)
    return f"{', '.join(names[:-1])} {'or' if count == 1 else 'and'} {names[-1]}"
