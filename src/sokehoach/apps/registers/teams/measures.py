"""What the three registers count for a report: of the district and its agencies for any of these, or of a commune."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sokehoach.apps.registers.shelf.counting import Counting, of_area
from sokehoach.apps.registers.shelf.gathering import Rows
from sokehoach.apps.registers.teams.models import Conclusion, Meeting, TeamDecision
from sokehoach.domain.registers.inspections import counting_year_start


def _standing(lines: Sequence[Any], cut_off: date) -> Iterable[Any]:
    """The latest decision on each team by the cut-off, and whether it is of the year as `renewed`."""
    latest = {(line.unit_id, line.body_id): line for line in lines}  # by day
    return [line.but(renewed=line.day >= counting_year_start(cut_off)) for line in latest.values()]


def _members(line: Any) -> int:
    return len(line.heads) + len(line.deputies) + len(line.members)


# renewed  teams with a decision in the counting year, so 0 or 1 of one team
# members  staff named in the decision that holds at the cut-off, head and deputies among them
COUNTING = Counting(
    register="teams",
    model=TeamDecision,
    numbers={"teams": None, "members": _members, "renewed": lambda row: int(row.renewed)},
    options={"team_body": "body"},
    stock=True,
    standing=_standing,
    reads=("body_id",),
    rows={part: Rows(part, ("id",)) for part in ("heads", "deputies", "members")},
    whose=of_area,
)
MEETINGS = Counting(
    register="meetings",
    model=Meeting,
    numbers={"meetings": None},
    options={"team_body": "body"},
    whose=of_area,
)
CONCLUSIONS = Counting(
    register="conclusions",
    model=Conclusion,
    numbers={"conclusions": None, "assigned": lambda row: int(row.plan_id is not None)},
    options={"team_body": "meeting__body"},
    reads=("plan_id",),
    whose=of_area,
)
