"""What the registers count for a report."""

from datetime import date

from django.db.models import Q, QuerySet

from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.apps.registers.supervision.models import SupervisionProgramme, SupervisionVisit
from sokehoach.domain.periods.period import parse
from sokehoach.domain.periods.window import window

_OPTIONS = {"supervision_subject": "subject"}


def _of_the_year(lines: QuerySet[SupervisionProgramme], cut_off: date) -> QuerySet[SupervisionProgramme]:
    return lines.filter(year=cut_off.year, day__lte=cut_off)


def _replied(lines: QuerySet[SupervisionVisit], cut_off: date) -> QuerySet[SupervisionVisit]:
    """Answered by the cut-off, since the year's window began."""
    began = window(parse(str(cut_off.year))).start
    return lines.filter(replied_on__gte=began, replied_on__lte=cut_off)


def _waiting(lines: QuerySet[SupervisionVisit], cut_off: date) -> QuerySet[SupervisionVisit]:
    return lines.exclude(recommendation="").filter(Q(replied_on__isnull=True) | Q(replied_on__gt=cut_off))


# programmes       of the year, by the cut-off
PROGRAMMES = Counting(
    register="supervision_programmes",
    model=SupervisionProgramme,
    numbers={"programmes": None, "planned": "visits"},
    options={},
    stock=True,
    standing=_of_the_year,
)
# visits, recommendations   of the days
# replied                   recommendations answered since the year began, waiting: as they stood at the cut-off
COUNTING = Countings(
    Counting(
        register="supervision",
        model=SupervisionVisit,
        numbers={"visits": None, "recommendations": lambda row: int(bool(row.recommendation))},
        options=_OPTIONS,
    ),
    Counting(
        register="supervision",
        model=SupervisionVisit,
        numbers={"replied": None},
        options=_OPTIONS,
        stock=True,
        standing=_replied,
    ),
    Counting(
        register="supervision",
        model=SupervisionVisit,
        numbers={"waiting": None},
        options=_OPTIONS,
        stock=True,
        standing=_waiting,
    ),
)
