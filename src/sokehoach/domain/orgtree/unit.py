"""An organisational unit (đơn vị), in versions by time."""

from dataclasses import dataclass
from datetime import date

from sokehoach.domain.orgtree.level import Level


@dataclass(frozen=True, slots=True)
class Unit:
    """One version of a unit, in force from `valid_from` up to, not including, `valid_to`.

    The identity is the pair (code, valid_from), not the code: the eight communes of July 2025 reuse codes of communes
    that ended the day before, with other territory and often another name.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: date
    valid_to: date | None = None  # None: still in force
    successors: tuple[str, ...] = ()  # codes of the units in force on valid_to that took its territory over
    other_predecessors: tuple[str, ...] = ()  # names of units outside the installation of which it took territory too

    @property
    def identity(self) -> tuple[str, date]:
        return self.code, self.valid_from

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
