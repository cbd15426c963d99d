"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from typing import Any

from sokehoach.apps.registers.core.measure_definitions import Aggregate, MeasureSet
from sokehoach.apps.registers.enforcement.models import NUMBERS, CaseTally


def _build_sum(name: str) -> Callable[[Sequence[Any]], int | None]:
    """Of the lines that tell the number: a line of another source says nothing of it, which is not 0."""

    def sum_numbers(rows: Sequence[Any]) -> int | None:
        numbers = [number for row in rows if (number := getattr(row, name)) is not None]
        return sum(numbers) if numbers else None

    return sum_numbers


def _last_hot_spots(rows: Sequence[Any]) -> int | None:
    """A stock: as the last of the lines tells it; they come by day."""
    hot_spots = [row.hot_spots for row in rows if row.hot_spots is not None]
    return hot_spots[-1] if hot_spots else None


# Every number of a line is a measure of the same name. `fines` is in whole đồng.
COUNTING = MeasureSet(
    register="enforcement",
    model=CaseTally,
    numbers={name: Aggregate(_build_sum(name)) for name in NUMBERS} | {"hot_spots": Aggregate(_last_hot_spots)},
    options={"case_source": "source"},
    reads=NUMBERS,
)
