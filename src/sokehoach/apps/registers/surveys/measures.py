"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import QuerySet

from sokehoach.apps.registers.shelf.counting import Counting, Countings, Over
from sokehoach.apps.registers.surveys.models import Survey

_OPTIONS = {"survey_method": "method"}


def _ended(lines: QuerySet[Survey], cut_off: date) -> QuerySet[Survey]:
    """Rounds over by the cut-off, of whatever year: an estimate holds until the next."""
    return lines.filter(ended_on__lte=cut_off, best__isnull=False)


def _latest(name: str) -> Callable[[Sequence[Survey]], int | None]:
    def of(rows: Sequence[Survey]) -> int | None:
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
    ),
)
