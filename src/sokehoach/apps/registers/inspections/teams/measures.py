"""What the three registers count for a report: of the district and its agencies for any of these, or of a commune."""

from collections.abc import Iterable, Sequence
from typing import Any

from sokehoach.apps.registers.core.batch_query import RelatedRows
from sokehoach.apps.registers.core.measure_definitions import MeasureScope, MeasureSet, list_area_units
from sokehoach.apps.registers.inspections.teams.models import Conclusion, Meeting, TeamDecision


def _select_latest(lines: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
    """The latest decision on each team by the cut-off, and whether it is of the year as `renewed`."""
    latest = {(line.unit_id, line.body_id): line for line in lines}  # by day
    return [line.with_fields(renewed=line.day >= scope.year) for line in latest.values()]


def _count_members(line: Any) -> int:
    return len(line.heads) + len(line.deputies) + len(line.members)


# renewed  teams with a decision in the counting year, so 0 or 1 of one team
# members  staff named in the decision that holds at the cut-off, head and deputies among them
COUNTING = MeasureSet(
    register="teams",
    model=TeamDecision,
    numbers={"teams": None, "members": _count_members, "renewed": lambda row: int(row.renewed)},
    options={"team_body": "body"},
    stock=True,
    select_current=_select_latest,
    reads=("body_id",),
    rows={part: RelatedRows(part, ("id",)) for part in ("heads", "deputies", "members")},
    select_units=list_area_units,
)
MEETINGS = MeasureSet(
    register="meetings",
    model=Meeting,
    numbers={"meetings": None},
    options={"team_body": "body"},
    select_units=list_area_units,
)
CONCLUSIONS = MeasureSet(
    register="conclusions",
    model=Conclusion,
    numbers={"conclusions": None, "assigned": lambda row: int(row.plan_id is not None)},
    options={"team_body": "meeting__body"},
    reads=("plan_id",),
    select_units=list_area_units,
)
