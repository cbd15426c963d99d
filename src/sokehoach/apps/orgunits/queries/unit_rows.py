"""The rows of units, their successions and levels for files that other programs read: each unit by a number."""

from collections.abc import Iterator
from functools import cached_property

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels

type Row = tuple[object, ...]


class UnitRows:
    """All versions of all units, numbered in the order of code and first day. One query."""

    @cached_property
    def units(self) -> list[Unit]:
        rows = Unit.objects.select_related("parent").order_by()
        return sorted(rows, key=lambda unit: (unit.code, unit.valid_from))

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of a unit, by its row id."""
        return {unit.pk: number for number, unit in enumerate(self.units)}

    def iter_units(self) -> Iterator[Row]:
        for number, unit in enumerate(self.units):
            parent = unit.parent.code if unit.parent else None
            yield number, unit.code, unit.name, unit.level, parent, unit.valid_from, unit.valid_to

    def iter_successions(self) -> Iterator[Row]:
        yield from ((number, code) for number, unit in enumerate(self.units) for code in unit.successors)

    def iter_other_predecessors(self) -> Iterator[Row]:
        yield from ((number, name) for number, unit in enumerate(self.units) for name in unit.other_predecessors)

    def iter_levels(self) -> Iterator[Row]:
        for level in get_levels():
            yield level.code, level.rank, level.name, level.attached, level.consolidates, level.counts_persons
