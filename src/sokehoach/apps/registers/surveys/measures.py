"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sokehoach.apps.registers.shelf.counting import Counting, Countings, Over
from sokehoach.apps.registers.surveys.models import Survey

_OPTIONS = {"survey_method": "method"}


def _ended(lines: Sequence[Any], cut_off: date) -> list[Any]:
    """Rounds over by the cut-off, of whatever year: an estimate holds until the next."""
    return [
        line
        for line in lines
        if line.ended_on is not None and line.ended_on <= cut_off and line.best is not None
    ]


def _latest(name: str) -> Callable[[Sequence[Any]], int | None]:
    def of(rows: Sequence[Any]) -> int | None:
        if not rows:
            return None
        last = max(rows, key=lambda row: (row.ended_on or row.day, row.created_at))
        number: int | None = getattr(last, name)
        return number

    return of


# rounds, establishments   begun in the days
# low, best, high          of the last round that gave an estimate by the cut-off; None where none did
COUNTING = Countings(
    Counting(
        register="surveys",
        model=Survey,
        numbers={"rounds": None, "establishments": "establishments"},
        options=_OPTIONS,
    ),
    Counting(
        register="surveys",
        model=Survey,
        numbers={name: Over(_latest(name)) for name in ("low", "best", "high")},
        options=_OPTIONS,
        stock=True,
        standing=_ended,
        reads=("ended_on", "low", "best", "high"),
    ),
)
