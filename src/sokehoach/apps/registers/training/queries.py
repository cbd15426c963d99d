"""Reads attendances, and how many of those who must attend did, by unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.queries import denominators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.levels import get_list_order, is_base, list_attached_codes, list_base_codes
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.queries.register_owners import get_register_scope
from sokehoach.apps.registers.core.reports import get_register_year, get_register_year_window
from sokehoach.apps.registers.training.models import Attendance, Course
from sokehoach.apps.registers.training.rules import NUMBERS
from sokehoach.domain.periods.window import Window


def units_of(course: Course) -> list[Unit]:
    """A commune's course is for its own staff; another's for all base areas and agencies of its area."""
    if is_base(course.unit):
        return [course.unit]
    reach = orgunits.get_ids_within(orgunits.get_unit_area(course.unit))
    units = orgunits.as_of(course.day).filter(pk__in=reach, level__in=[*list_base_codes(), *list_attached_codes()])
    return sorted(units, key=get_list_order)


def numbers_of(course: Course) -> dict[str, dict[str, int]]:
    """By code of the unit: summoned, sent, trained, in_charge. A unit that is missing was not summoned."""
    rows = Attendance.objects.filter(course=course).select_related("unit")
    return {row.unit.code: {name: getattr(row, name) for name in NUMBERS} for row in rows}


def totals_of(course: Course) -> Mapping[str, int | None]:
    return Attendance.objects.filter(course=course).aggregate(**{name: Sum(name) for name in NUMBERS})


def label_of(name: str) -> str:
    """What a number is called: «triệu tập»."""
    return str(Attendance._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class TrainedUnit:
    """`numbers` by label; None where the unit was summoned to no course. `staff` are those in charge, if known."""

    name: str
    courses: int
    numbers: tuple[tuple[str, int | None], ...]
    staff: int | None


def list_trained_units(user: User, day: date) -> list[TrainedUnit]:
    """Communes first, each with its numbers, and the agencies that were summoned to a course: three queries."""
    units = Unit.objects.filter(
        pk__in=permissions.list_readable_unit_ids(
            get_register_scope(user, get_register("training").code), get_register("training")
        )
    )
    year_window = get_register_year_window(user, "training", day)
    sums_by_unit = {row["unit"]: row for row in _sum_attendances(year_window)}
    year = get_register_year(user, "training", day).year
    staff = denominators.list_values({unit.pk for unit in units}, "staff_in_charge", year)
    return [
        TrainedUnit(
            name=unit.short_name,
            courses=sums_by_unit.get(unit.pk, {}).get("courses", 0),
            numbers=tuple((label_of(name), sums_by_unit.get(unit.pk, {}).get(name)) for name in NUMBERS),
            staff=staff.get(unit.pk),
        )
        for unit in sorted(units, key=lambda unit: (not is_base(unit), get_list_order(unit)))
        if is_base(unit) or unit.pk in sums_by_unit
    ]


def _sum_attendances(year: Window) -> list[dict[str, Any]]:
    rows = Attendance.objects.filter(course__voided=False, course__day__gte=year.start, course__day__lt=year.end)
    sums = {name: Sum(name) for name in NUMBERS}
    return [{**row} for row in rows.order_by().values("unit").annotate(courses=Count("pk"), **sums)]
