"""What the register counts for a report."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Subquery

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.core.joint import BY_PROGRAMME, is_joint
from sokehoach.apps.registers.core.measure_definitions import (
    Aggregate,
    CombinedMeasureSet,
    MeasureSet,
    list_area_units_and_below,
)


def _count_contents(rows: Sequence[Any]) -> int:
    """How many of the required contents have been given (Kế hoạch II.2)."""
    return len({option.code for row in rows for option in row.contents})


def _has_all_contents(rows: Sequence[Any]) -> int:
    """1 where each of them has: the programme's set of contents is the list of those required."""
    return int(any(_count_contents(rows) == row.required for row in rows))


_REQUIRED = (
    Option.objects.filter(option_set__uid="content")
    .order_by()
    .values("option_set")
    .annotate(all=Count("pk"))
    .values("all")
)
_OPTIONS = {
    "kind": "kind",
    "channel": "channel",
    "audience": "audiences",
    "content": "contents",
    "language": "languages",
    **BY_PROGRAMME,
}
# A line for two audiences counts under both: audiences do not add up to the total.
COUNTING = CombinedMeasureSet(
    MeasureSet(
        register="activities",
        model=Activity,
        numbers={
            "sessions": None,
            "people": "people",
            "women": "women",
            "items": "items",
            "minutes": "minutes",
        },
        options=_OPTIONS,
    ),
    MeasureSet(
        register="activities",
        model=Activity,
        numbers={"contents": Aggregate(_count_contents), "reached": Aggregate(_has_all_contents)},
        options=_OPTIONS,
        of_year=True,
        works_out={"required": Subquery(_REQUIRED)},
    ),
    # Those that serve another programme too, of the whole area: each is written once, by its organiser.
    MeasureSet(
        register="activities",
        model=Activity,
        numbers={"joint": is_joint, "joint_people": lambda row: row.people or 0 if is_joint(row) else 0},
        options=_OPTIONS,
        reads=("people",),
        select_units=list_area_units_and_below,
    ),
)
MEASURES, WHERE, measure_all = COUNTING.MEASURES, COUNTING.WHERE, COUNTING.measure_all
