"""Draws figures of earlier units over the units of another day: only where a successor takes whole units."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit


class UnitBasis(StrEnum):
    """By which units a table shows figures. Values are never moved: `NOW` merges those of `THEN` where it can."""

    THEN = "luc-do"  # the units that were in force in each period
    NOW = "hien-nay"  # today's units


class ObstacleReason(StrEnum):
    """Why a figure cannot be drawn over the units of another day («không tách được»)."""

    SPLIT = "split"  # the unit went to several units
    ENDED = "ended"  # the unit ended without a successor
    NOT_YET = "not_yet"  # the unit begins after the day
    SHARED = "shared"  # the successor also took a part of another unit
    MISSING = "missing"  # the successor also took units that are not among those asked about


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`heirs`: the units of the day concerned. `other_names`: of the units shared or missing, «cũ» where they ended."""

    reason: ObstacleReason
    heirs: tuple[Unit, ...] = ()
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedUnits:
    """Each unit asked about is in exactly one value of `merged` or in `remainder`.

    merged      by unit of the day: the units that went into it as a whole, which may be itself
    remainder   the units that stand under their own name, with the reason
    blocked     the units of the day that have no figure, because they took only a part, or more than was asked about
    """

    merged: Mapping[Unit, tuple[Unit, ...]]
    remainder: Mapping[Unit, Obstacle]
    blocked: Mapping[Unit, Obstacle]


class Succession:
    """Follows the successors of units, over several changes, to the units in force on `day`."""

    __slots__ = ("_heirs", "_predecessors", "day", "tree")

    def __init__(self, tree: Tree, day: date) -> None:
        self.tree, self.day = tree, day
        self._heirs: dict[Unit, frozenset[Unit | None]] = {}
        self._predecessors: dict[tuple[Unit, tuple[int, int]], tuple[Unit, ...] | Obstacle] = {}

    def find_heirs(self, unit: Unit) -> frozenset[Unit | None]:
        """The units of the day that have its territory. None among them: a part that nobody took over, or not yet.

        A unit that was divided and put together again has one heir.
        """
        if unit not in self._heirs:
            if unit.in_force(self.day):
                self._heirs[unit] = frozenset({unit})
            elif unit.valid_from > self.day or not (successors := self.tree.successors(unit)):
                self._heirs[unit] = frozenset({None})
            else:
                self._heirs[unit] = frozenset().union(*map(self.find_heirs, successors))
        return self._heirs[unit]

    def merge_units(self, units: Collection[Unit], *, start: date, end: date) -> MergedUnits:
        """Merges units of the days [start, end), none of which lies within another, into those of the day."""
        asked_units = frozenset(units)
        sources = self._find_sources(start, end)
        nested = self._find_nested(asked_units, start, end)
        obstacles: dict[Unit, Obstacle] = {}
        wholes: dict[Unit, list[Unit]] = defaultdict(list)
        remainder: dict[Unit, Obstacle] = {}
        blocked: dict[Unit, Obstacle] = {}
        for unit in sorted(asked_units, key=lambda unit: unit.identity):
            heirs = _sort(heir for heir in self.find_heirs(unit) if heir is not None)
            for heir in heirs:
                if heir not in obstacles and (
                    obstacle := self._find_obstacle(heir, sources[heir], asked_units, nested, start)
                ):
                    obstacles[heir] = obstacle
            if (whole_heir := self.find_whole_heir(unit)) is not None:
                wholes[whole_heir].append(unit)
            else:
                reason = ObstacleReason.SPLIT if heirs else ObstacleReason.ENDED
                remainder[unit] = Obstacle(reason if unit.valid_from <= self.day else ObstacleReason.NOT_YET, heirs)
                blocked |= {heir: obstacles[heir] for heir in heirs if heir.level.kind is unit.level.kind}
        for heir, whole_units in wholes.items():
            if heir in obstacles:
                blocked[heir] = obstacles[heir]
                remainder |= dict.fromkeys(whole_units, obstacles[heir])
        merged = {heir: tuple(whole_units) for heir, whole_units in wholes.items() if heir not in blocked}
        return MergedUnits(merged, remainder, blocked)

    def find_predecessors(self, heir: Unit, *, start: date, end: date) -> tuple[Unit, ...] | Obstacle:
        """The units of [start, end) of the same kind that together are `heir`, a unit of the day; else the reason."""
        key = heir, self.tree.find_span(start, end)
        if key not in self._predecessors:
            self._predecessors[key] = self._find_predecessors(heir, start, end)
        return self._predecessors[key]

    def _find_predecessors(self, heir: Unit, start: date, end: date) -> tuple[Unit, ...] | Obstacle:
        units = [unit for unit in self._find_sources(start, end)[heir] if unit.level.kind is heir.level.kind]
        whole_units = [unit for unit in units if self.find_whole_heir(unit) is not None] or units
        highest = [unit for unit in whole_units if not {*whole_units} & {*self._iter_above(unit, end)}]
        result = self.merge_units(highest, start=start, end=end)
        unknown = Obstacle(ObstacleReason.MISSING, (heir,), heir.other_predecessors)
        return result.merged.get(heir) or result.blocked.get(heir) or unknown

    def list_sources(self, heir: Unit, *, start: date, end: date) -> tuple[Unit, ...]:
        """The units of [start, end) of the same kind that went into `heir` as a whole or in part."""
        sources = self._find_sources(start, end)[heir]
        return _sort(unit for unit in sources if unit.level.kind is heir.level.kind)

    def find_whole_heir(self, unit: Unit) -> Unit | None:
        """The unit of the day that has all of its territory; None where there is no such unit."""
        heirs = self.find_heirs(unit)
        return next(iter(heirs)) if len(heirs) == 1 else None

    def _find_sources(self, start: date, end: date) -> Mapping[Unit, list[Unit]]:
        """By unit of the day: all units of the tree, in force on some day of [start, end), that went into it."""
        sources: dict[Unit, list[Unit]] = defaultdict(list)
        for unit in self.tree.units:
            if unit.valid_from < end and (unit.valid_to is None or unit.valid_to > start):
                for heir in self.find_heirs(unit):
                    if heir is not None:
                        sources[heir].append(unit)
        return sources

    def _find_obstacle(
        self, heir: Unit, sources: Iterable[Unit], asked_units: frozenset[Unit], nested: frozenset[Unit], start: date
    ) -> Obstacle | None:
        sources = [unit for unit in sources if unit in asked_units or unit not in nested]
        shared = [unit for unit in sources if self.find_whole_heir(unit) is None and unit.level.kind is heir.level.kind]
        if shared:
            return Obstacle(ObstacleReason.SHARED, (heir,), tuple(self._name(unit) for unit in shared))
        missing = [
            self._name(unit) for unit in sources if self.find_whole_heir(unit) is not None and unit not in asked_units
        ]
        for successor in (unit for source in sources for unit in self._iter_path(source)):
            if successor.valid_from > start:
                missing.extend(successor.other_predecessors)
        return Obstacle(ObstacleReason.MISSING, (heir,), tuple(dict.fromkeys(missing))) if missing else None

    def _name(self, unit: Unit) -> str:
        """The name, with «cũ» for a unit that ended: another may have its name by now."""
        return unit.name if unit.in_force(self.day) else say("%(name)s cũ", name=unit.name)

    def _iter_path(self, unit: Unit) -> Iterator[Unit]:
        """The unit and all that took it over up to the day."""
        yield unit
        if not unit.in_force(self.day):
            for successor in self.tree.successors(unit):
                yield from self._iter_path(successor)

    def _find_nested(self, asked_units: frozenset[Unit], start: date, end: date) -> frozenset[Unit]:
        """The units of the window above or below one that is asked about: they have the same territory."""
        nested: set[Unit] = set()
        for unit in self.tree.units:
            if unit.valid_from < end and (unit.valid_to is None or unit.valid_to > start):
                ancestors = list(self._iter_above(unit, end))
                if unit in asked_units:
                    nested.update(ancestors)
                elif not asked_units.isdisjoint(ancestors):
                    nested.add(unit)
        return frozenset(nested)

    def _iter_above(self, unit: Unit, end: date) -> Iterator[Unit]:
        last_day = min(end, unit.valid_to or end) - timedelta(days=1)
        while unit.parent is not None and (parent := self.tree.version(unit.parent, last_day)) is not None:
            yield parent
            unit = parent


def _sort(units: Iterable[Unit]) -> tuple[Unit, ...]:
    return tuple(sorted(units, key=lambda unit: unit.identity))
