"""What the register counts for a report: courses for their organiser, staff for the unit that sent them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sokehoach.apps.indicators.queries import denominators
from sokehoach.apps.registers.core.batch_query import RelatedRows
from sokehoach.apps.registers.core.joint import BY_PROGRAMME, is_joint
from sokehoach.apps.registers.core.measure_definitions import (
    Aggregate,
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    list_area_communes,
    list_area_units_and_below,
)
from sokehoach.apps.registers.training.models import Course


def _build_sum(name: str) -> Callable[[Any], int | None]:
    """Over the units of a course; None where nobody has filled in its table."""

    def sum_numbers(course: Any) -> int | None:
        rows = course.told
        return sum(getattr(row, name) for row in rows) if rows else None

    return sum_numbers


def _add_year(courses: Sequence[Any], scope: MeasureScope) -> list[Any]:
    """Each with the year of the report as `counting_year`, whose numbers of staff it is measured by."""
    return [course.with_fields(counting_year=scope.cut_off.year) for course in courses]


def _all_trained(courses: Sequence[Any]) -> int | None:
    """Communes all of whose staff in charge were trained; None where it is not known how many a commune has."""
    trained: Counter[int] = Counter()
    for course in courses:
        for row in course.told:
            trained[row.unit_id] += row.in_charge
    year = courses[-1].counting_year if courses else 0
    staff = denominators.list_values(trained.keys(), "staff_in_charge", year)
    if trained.keys() - staff.keys():
        return None
    return sum(number >= staff[unit] for unit, number in trained.items())


# courses                                 organised; summoned_to, sent_to, trained_at: all units' staff in these
# summoned, sent, trained                 the unit's own staff, in any course
# in_charge_trained                       its staff in charge trained since the year began, each counted once
# joint                                   courses of its area that serve another programme too
# communes_all_trained                    communes of its area whose staff in charge were all trained in the year
_TABLE = ("unit_id", "summoned", "sent", "trained", "in_charge")
_COURSES: dict[str, Any] = {
    "register": "training",
    "model": Course,
    "options": {"course_level": "level", **BY_PROGRAMME},
}
_ATTENDED: dict[str, Any] = {
    **_COURSES,
    "through": "attendances__unit",
    "rows": {"told": RelatedRows("attendances", _TABLE, in_scope_only=True)},
}
COUNTING = CombinedMeasureSet(
    MeasureSet(
        **_COURSES,
        numbers={
            "courses": None,
            "summoned_to": _build_sum("summoned"),
            "sent_to": _build_sum("sent"),
            "trained_at": _build_sum("trained"),
        },
        rows={"told": RelatedRows("attendances", _TABLE)},
    ),
    MeasureSet(**_ATTENDED, numbers={name: _build_sum(name) for name in ("summoned", "sent", "trained")}),
    MeasureSet(**_ATTENDED, numbers={"in_charge_trained": _build_sum("in_charge")}, of_year=True),
    MeasureSet(
        **_ATTENDED,
        numbers={"communes_all_trained": Aggregate(_all_trained)},
        of_year=True,
        select_current=_add_year,
        select_units=list_area_communes,
    ),
    MeasureSet(**_COURSES, numbers={"joint": is_joint}, select_units=list_area_units_and_below),
)
