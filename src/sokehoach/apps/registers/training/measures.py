"""What the register counts for a report: courses for their organiser, staff for the unit that sent them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sokehoach.apps.indicators.selectors import denominators
from sokehoach.apps.registers.shelf.counting import (
    Counting,
    Countings,
    Over,
    communes_of_area,
    of_area_and_below,
)
from sokehoach.apps.registers.shelf.gathering import Rows
from sokehoach.apps.registers.shelf.joint import BY_PROGRAMME, is_joint
from sokehoach.apps.registers.training.models import Course
from sokehoach.domain.periods.window import counted_in


def _sum(name: str) -> Callable[[Any], int | None]:
    """Over the units of a course; None where nobody has filled in its table."""

    def of(course: Any) -> int | None:
        rows = course.told
        return sum(getattr(row, name) for row in rows) if rows else None

    return of


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
    "rows": {"told": Rows("attendances", _TABLE, own=True)},
}
COUNTING = Countings(
    Counting(
        **_COURSES,
        numbers={
            "courses": None,
            "summoned_to": _sum("summoned"),
            "sent_to": _sum("sent"),
            "trained_at": _sum("trained"),
        },
        rows={"told": Rows("attendances", _TABLE)},
    ),
    Counting(**_ATTENDED, numbers={name: _sum(name) for name in ("summoned", "sent", "trained")}),
    Counting(**_ATTENDED, numbers={"in_charge_trained": _sum("in_charge")}, of_year=True),
    Counting(
        **_ATTENDED,
        numbers={"communes_all_trained": Over(_all_trained)},
        of_year=True,
        whose=communes_of_area,
    ),
    Counting(**_COURSES, numbers={"joint": is_joint}, whose=of_area_and_below),
)
