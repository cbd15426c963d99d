"""The tree of units as of one day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.orgtree.unit import Unit


class Reporters(Protocol):
    """The units that owe a form: units of these levels, and units with these codes."""

    @property
    def levels(self) -> tuple[str, ...]: ...
    @property
    def codes(self) -> tuple[str, ...]: ...


class Snapshot:
    """Queries by code, which is unique within a day. Lists are in the order of codes.

    Raises LookupError for a code that is not in force on the day.
    """

    __slots__ = ("_children", "_units", "day")

    def __init__(self, day: date, units: Iterable[Unit]) -> None:
        self.day = day
        self._units = {unit.code: unit for unit in sorted(units, key=lambda unit: unit.code)}
        self._children: dict[str | None, list[Unit]] = {}
        for unit in self._units.values():
            self._children.setdefault(unit.parent, []).append(unit)

    def __contains__(self, code: object) -> bool:
        return code in self._units

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def unit(self, code: str) -> Unit:
        if code not in self._units:
            raise LookupError(say("Không có đơn vị mã %(code)s vào ngày %(day)s.", code=code, day=write_day(self.day)))
        return self._units[code]

    def children(self, code: str) -> tuple[Unit, ...]:
        return tuple(self._children.get(self.unit(code).code, ()))

    def descendants(self, code: str) -> tuple[Unit, ...]:
        """All units below, each one before the units below it."""
        units: list[Unit] = []
        pending = list(reversed(self.children(code)))
        while pending:
            unit = pending.pop()
            units.append(unit)
            pending.extend(reversed(self.children(unit.code)))
        return tuple(units)

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """The units above, from the parent up to the root."""
        units: list[Unit] = []
        parent_code = self.unit(code).parent
        while parent_code is not None:
            units.append(self.unit(parent_code))
            parent_code = units[-1].parent
        return tuple(units)

    def place_level(self, code: str) -> Level:
        """The level of a unit; for an agency, that of the unit to which it is attached."""
        unit = self.unit(code)
        return next((place.level for place in (unit, *self.ancestors(code)) if not place.level.attached), unit.level)

    def reporters(self, reporters: Reporters, *, root_code: str) -> tuple[Unit, ...]:
        """The units of the subtree of `root_code`, including itself, that owe the form on this day.

        A unit that is named by code but no longer in force is left out: whether the code exists at all is checked when
        the form is loaded.
        """
        subtree = (self.unit(root_code), *self.descendants(root_code))
        reporting_units = (
            unit for unit in subtree if unit.level.code in reporters.levels or unit.code in reporters.codes
        )
        return tuple(sorted(reporting_units, key=lambda unit: unit.code))
