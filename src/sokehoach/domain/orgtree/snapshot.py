"""The tree as it stood on one day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from sokehoach.domain.orgtree.unit import Level, Unit


class Reporters(Protocol):
    """Whom a form names: units of these levels, and units of these codes."""

    @property
    def levels(self) -> tuple[str, ...]: ...
    @property
    def codes(self) -> tuple[str, ...]: ...


class Snapshot:
    """Answers by code, which is unique within a day. Lists are in the order of codes.

    A code that is not in force on the day raises LookupError, saying so.
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
            raise LookupError(f"Không có đơn vị mã {code} vào ngày {self.day:%d/%m/%Y}.")
        return self._units[code]

    def children(self, code: str) -> tuple[Unit, ...]:
        return tuple(self._children.get(self.unit(code).code, ()))

    def descendants(self, code: str) -> tuple[Unit, ...]:
        """Everything below, each unit before what is below it."""
        units: list[Unit] = []
        pending = list(reversed(self.children(code)))
        while pending:
            unit = pending.pop()
            units.append(unit)
            pending.extend(reversed(self.children(unit.code)))
        return tuple(units)

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """From the parent up to the root."""
        units: list[Unit] = []
        parent_code = self.unit(code).parent
        while parent_code is not None:
            units.append(self.unit(parent_code))
            parent_code = units[-1].parent
        return tuple(units)

    def place_level(self, code: str) -> Level:
        """The level at which a unit stands; an agency stands where the unit that it is attached to does."""
        lineage = (self.unit(code), *self.ancestors(code))
        return next((unit.level for unit in lineage if unit.level != Level.AGENCY), Level.AGENCY)

    def reporters(self, reporters: Reporters, *, root_code: str) -> tuple[Unit, ...]:
        """The units of the subtree of `root_code`, itself among them, that owe the form on this day.

        A unit named by its code but no longer in force owes nothing and is left out: whether the code exists
        at all is checked where the form is loaded.
        """
        subtree = (self.unit(root_code), *self.descendants(root_code))
        reporting_units = (
            unit for unit in subtree if unit.level in reporters.levels or unit.code in reporters.codes
        )
        return tuple(sorted(reporting_units, key=lambda unit: unit.code))
