"""The table of a course: which units may stand in it, and what it says of each."""

from collections.abc import Mapping

from django.db.models import Sum

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.registers.training.models import Attendance, Course
from sokehoach.apps.registers.training.rules import NUMBERS

_ORDER = (Level.TOWNSHIP, Level.COMMUNE, Level.AGENCY)


def units_of(course: Course) -> list[Unit]:
    """A commune's course is for its own staff; a district's or an agency's for all units of the district."""
    if course.unit.level in (Level.COMMUNE, Level.TOWNSHIP):
        return [course.unit]
    reach = orgunits.get_ids_within(orgunits.get_unit_area(course.unit))
    units = orgunits.as_of(course.day).filter(pk__in=reach, level__in=_ORDER)
    return sorted(units, key=lambda unit: (_ORDER.index(Level(unit.level)), unit.code))


def numbers_of(course: Course) -> dict[str, dict[str, int]]:
    """By code of the unit: summoned, sent, trained, in_charge. A unit that is missing was not summoned."""
    rows = Attendance.objects.filter(course=course).select_related("unit")
    return {row.unit.code: {name: getattr(row, name) for name in NUMBERS} for row in rows}


def totals_of(course: Course) -> Mapping[str, int | None]:
    return Attendance.objects.filter(course=course).aggregate(**{name: Sum(name) for name in NUMBERS})


def label_of(name: str) -> str:
    """What a number is called: «triệu tập»."""
    return str(Attendance._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
