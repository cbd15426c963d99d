"""An organisational unit (đơn vị), in versions by time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.text import fold_accents

_LONGEST_SUFFIX = 12


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

    def __hash__(self) -> int:
        return hash(self.identity)

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def move_into_span(day: date, valid_from: date, valid_to: date | None) -> date:
    """The day, or the nearest one on which a version of a unit was in force."""
    if day < valid_from:
        return valid_from
    return day if valid_to is None else min(day, valid_to - timedelta(days=1))


def make_agency_suffix(name: str, taken_suffixes: Collection[str]) -> str:
    """What the code of an agency adds to that of its area: «BDT» for «Ban Dân tộc», with a number where it is taken."""
    letters = "".join(word[0] for word in fold_accents(name).split() if word[0].isalnum())[:_LONGEST_SUFFIX].upper()
    suffixes = (f"{letters or 'CQ'}{number or ''}" for number in count())
    return next(suffix for suffix in suffixes if suffix not in taken_suffixes)
