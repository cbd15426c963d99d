"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from typing import Any

from sokehoach.apps.registers.core.measure_definitions import Aggregate, CombinedMeasureSet, MeasureScope, MeasureSet
from sokehoach.apps.registers.surveys.models import Survey

_OPTIONS = {"survey_method": "method"}


def _select_ended(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    """Rounds over by the cut-off, of whatever year: an estimate holds until the next."""
    return [
        line for line in lines if line.ended_on is not None and line.ended_on <= scope.cut_off and line.best is not None
    ]


def _build_latest(name: str) -> Callable[[Sequence[Any]], int | None]:
    def latest_number(rows: Sequence[Any]) -> int | None:
        if not rows:
            return None
        last = max(rows, key=lambda row: (row.ended_on or row.day, row.created_at))
        number: int | None = getattr(last, name)
        return number

    return latest_number


# rounds, establishments   begun in the days
# low, best, high          of the last round that gave an estimate by the cut-off; None where none did
COUNTING = CombinedMeasureSet(
    MeasureSet(
        register="surveys",
        model=Survey,
        numbers={"rounds": None, "establishments": "establishments"},
        options=_OPTIONS,
    ),
    MeasureSet(
        register="surveys",
        model=Survey,
        numbers={name: Aggregate(_build_latest(name)) for name in ("low", "best", "high")},
        options=_OPTIONS,
        stock=True,
        select_current=_select_ended,
        reads=("ended_on", "low", "best", "high"),
    ),
)
