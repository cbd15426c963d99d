"""What the register counts for a report."""

from datetime import date

from django.db.models import Q, QuerySet

from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.apps.registers.work_checks.models import WorkCheck
from sokehoach.domain.periods.window import counted_in, window

_OPTIONS = {"check_result": "result"}


def _remedied(lines: QuerySet[WorkCheck], cut_off: date) -> QuerySet[WorkCheck]:
    """Mended by the cut-off, since the year's window began."""
    began = window(counted_in(cut_off)).start
    return lines.filter(remedied_on__gte=began, remedied_on__lte=cut_off)


def _open(lines: QuerySet[WorkCheck], cut_off: date) -> QuerySet[WorkCheck]:
    unmended = Q(remedied_on__isnull=True) | Q(remedied_on__gt=cut_off)
    return lines.filter(unmended, remedy_by__isnull=False)


def _overdue(lines: QuerySet[WorkCheck], cut_off: date) -> QuerySet[WorkCheck]:
    return _open(lines, cut_off).filter(remedy_by__lt=cut_off)


# checks    lines of the days
# remedied  conclusions mended since the year began, open, overdue: as they stood at the cut-off
COUNTING = Countings(
    Counting(register="work_checks", model=WorkCheck, numbers={"checks": None}, options=_OPTIONS),
    *(
        Counting(
            register="work_checks",
            model=WorkCheck,
            numbers={name: None},
            options=_OPTIONS,
            stock=True,
            standing=standing,
        )
        for name, standing in (("remedied", _remedied), ("open", _open), ("overdue", _overdue))
    ),
)
