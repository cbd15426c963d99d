"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from typing import Any

from sokehoach.apps.registers.enforcement.models import NUMBERS, CaseTally
from sokehoach.apps.registers.shelf.counting import Counting, Over


def _sum(name: str) -> Callable[[Sequence[Any]], int | None]:
    """Of the lines that tell the number: a line of another source says nothing of it, which is not 0."""

    def of(rows: Sequence[Any]) -> int | None:
        told = [number for row in rows if (number := getattr(row, name)) is not None]
        return sum(told) if told else None

    return of


def _last_hot_spots(rows: Sequence[Any]) -> int | None:
    """A stock: as the last of the lines tells it; they come by day."""
    told = [row.hot_spots for row in rows if row.hot_spots is not None]
    return told[-1] if told else None


# Every number of a line is a measure of the same name. `fines` is in whole đồng.
COUNTING = Counting(
    register="enforcement",
    model=CaseTally,
    numbers={name: Over(_sum(name)) for name in NUMBERS} | {"hot_spots": Over(_last_hot_spots)},
    options={"case_source": "source"},
    reads=NUMBERS,
)
