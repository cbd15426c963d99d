"""What each unit's staff went through in a year, whoever held the courses."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.selectors import denominators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.registers.shelf import permissions
from sokehoach.apps.registers.shelf.catalogue import get_register
from sokehoach.apps.registers.training.models import Attendance
from sokehoach.apps.registers.training.rules import NUMBERS
from sokehoach.apps.registers.training.selectors.attendances import label_of
from sokehoach.domain.periods.window import compute_window, get_counting_period

_COMMUNES = (Level.TOWNSHIP, Level.COMMUNE)


@dataclass(frozen=True, slots=True)
class TrainedUnit:
    """`numbers` by label; None where the unit was summoned to no course. `staff` are those in charge, if known."""

    name: str
    courses: int
    numbers: tuple[tuple[str, int | None], ...]
    staff: int | None


def list_trained_units(user: User, day: date) -> list[TrainedUnit]:
    """Communes first, each with its numbers, and the agencies that were summoned to a course: three queries."""
    units = Unit.objects.filter(pk__in=permissions.list_readable_unit_ids(scope_of(user), get_register("training")))
    sums_by_unit = {row["unit"]: row for row in _sum_attendances(day)}
    staff = denominators.list_values({unit.pk for unit in units}, "staff_in_charge", get_counting_period(day).year)
    return [
        TrainedUnit(
            name=unit.short_name,
            courses=sums_by_unit.get(unit.pk, {}).get("courses", 0),
            numbers=tuple((label_of(name), sums_by_unit.get(unit.pk, {}).get(name)) for name in NUMBERS),
            staff=staff.get(unit.pk),
        )
        for unit in sorted(units, key=lambda unit: (unit.level not in _COMMUNES, unit.code))
        if unit.level in _COMMUNES or unit.pk in sums_by_unit
    ]


def _sum_attendances(day: date) -> list[dict[str, Any]]:
    year = compute_window(get_counting_period(day))
    rows = Attendance.objects.filter(course__struck=False, course__day__gte=year.start, course__day__lt=year.end)
    sums = {name: Sum(name) for name in NUMBERS}
    return [{**row} for row in rows.order_by().values("unit").annotate(courses=Count("pk"), **sums)]
