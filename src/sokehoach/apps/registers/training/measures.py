"""What the register counts for a report: courses for their organiser, staff for the unit that sent them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from sokehoach.apps.indicators.selectors import denominators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.registers.shelf.counting import Counting, Countings, Over
from sokehoach.apps.registers.training.models import Attendance, Course
from sokehoach.domain.periods.window import counted_in

_OPTIONS = {"course_level": "level"}


def _sum(name: str) -> Callable[[Course], int | None]:
    """Over the units of a course; None where nobody has filled in its table."""

    def of(course: Course) -> int | None:
        rows = course.told  # type: ignore[attr-defined]
        return sum(getattr(row, name) for row in rows) if rows else None

    return of


@dataclass(frozen=True, kw_only=True)
class _Organised(Counting):
    """Courses that the units organised, with the table of each."""

    def _rows(self, units: Sequence[Unit], start: date | None, end: date) -> QuerySet[Any]:
        return super()._rows(units, start, end).prefetch_related(Prefetch("attendances", to_attr="told"))


@dataclass(frozen=True, kw_only=True)
class _Attended(Counting):
    """Courses to which the units were summoned, whoever organised them, with their own rows alone."""

    def _rows(self, units: Sequence[Unit], start: date | None, end: date) -> QuerySet[Any]:
        organisers = Unit.objects.filter(courses__attendances__unit__in=units)
        own = Prefetch("attendances", Attendance.objects.filter(unit__in=units), to_attr="told")
        rows = super()._rows(organisers, start, end)  # type: ignore[arg-type]
        return rows.filter(attendances__unit__in=units).distinct().prefetch_related(own)


@dataclass(frozen=True, kw_only=True)
class _InArea(Counting):
    """Courses to which communes of the units' area were summoned, whoever organised them, with their rows."""

    def _rows(self, units: Sequence[Unit], start: date | None, end: date) -> QuerySet[Any]:
        reach = {pk for unit in units for pk in orgunits.within(orgunits.area_of(unit))}
        communes = Attendance.objects.filter(unit__in=reach, unit__level__in=(Level.COMMUNE, Level.TOWNSHIP))
        organisers = Unit.objects.filter(courses__attendances__in=communes)
        rows = super()._rows(organisers, start, end)  # type: ignore[arg-type]
        return rows.distinct().prefetch_related(Prefetch("attendances", communes, to_attr="told"))


def _all_trained(courses: Sequence[Any]) -> int | None:
    """Communes all of whose staff in charge were trained; None where it is not known how many a commune has."""
    trained: Counter[int] = Counter()
    for course in courses:
        for row in course.told:
            trained[row.unit_id] += row.in_charge
    year = counted_in(courses[-1].day).year if courses else 0
    staff = denominators.values(trained.keys(), "staff_in_charge", year)
    if trained.keys() - staff.keys():
        return None
    return sum(number >= staff[unit] for unit, number in trained.items())


# courses                                 organised; summoned_to, sent_to, trained_at: all units' staff in these
# summoned, sent, trained                 the unit's own staff, in any course
# in_charge_trained                       its staff in charge trained since the year began, each counted once
# communes_all_trained                    communes of its area whose staff in charge were all trained in the year
COUNTING = Countings(
    _Organised(
        register="training",
        model=Course,
        numbers={
            "courses": None,
            "summoned_to": _sum("summoned"),
            "sent_to": _sum("sent"),
            "trained_at": _sum("trained"),
        },
        options=_OPTIONS,
    ),
    _Attended(
        register="training",
        model=Course,
        numbers={name: _sum(name) for name in ("summoned", "sent", "trained")},
        options=_OPTIONS,
    ),
    _Attended(
        register="training",
        model=Course,
        numbers={"in_charge_trained": _sum("in_charge")},
        options=_OPTIONS,
        of_year=True,
    ),
    _InArea(
        register="training",
        model=Course,
        numbers={"communes_all_trained": Over(_all_trained)},
        options=_OPTIONS,
        of_year=True,
    ),
)
