"""Definitions that hold for earlier windows, because a later version asks for more or counts otherwise."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EarlierDefinition[T]:
    """A definition for the counting windows that begin before `valid_until`, but not before that of an earlier one."""

    valid_until: date
    definition: T


@dataclass(frozen=True, slots=True)
class DefinedSpan:
    """Days from `start` up to, not including, `end`; None: without limit."""

    start: date | None = None
    end: date | None = None

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def pick_definition[T](current: T, earlier_definitions: Iterable[EarlierDefinition[T]], day: date) -> T:
    """The definition for a window that begins on the day. `earlier` is in the order of time."""
    return next((row.definition for row in earlier_definitions if day < row.valid_until), current)


def count_breaks(breaks: Iterable[date], day: date) -> int:
    """How often what is counted had changed when a window begins on the day: equal numbers, comparable figures."""
    return sum(changed_on <= day for changed_on in breaks)


def has_break(breaks: Collection[date], days: Iterable[date]) -> bool:
    """Whether what is counted changed between the windows that begin on these days."""
    return len({count_breaks(breaks, day) for day in days}) > 1


def is_defined(spans: Collection[DefinedSpan], day: date) -> bool:
    """Whether what a version may have closed is defined on the day; without spans it always is."""
    return not spans or any(span.contains(day) for span in spans)
