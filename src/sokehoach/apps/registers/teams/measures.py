"""What the three registers count for a report: of the district and its agencies for any of these, or of a commune."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sokehoach.apps.registers.shelf.areas import OfArea
from sokehoach.apps.registers.shelf.counting import Counting
from sokehoach.apps.registers.teams.models import Conclusion, Meeting, TeamDecision
from sokehoach.domain.registers.inspections import counting_year_start


def _standing(rows: QuerySet[Any], cut_off: date) -> Iterable[Any]:
    """The latest decision on each team by the cut-off, and whether it is of the year as `renewed`."""
    latest: dict[tuple[int, int], Any] = {}
    for row in rows.prefetch_related("heads", "deputies", "members"):  # by day
        latest[row.unit_id, row.body_id] = row
    for row in latest.values():
        row.renewed = row.day >= counting_year_start(cut_off)
    return latest.values()


def _members(row: Any) -> int:
    return sum(len(part.all()) for part in (row.heads, row.deputies, row.members))


# renewed  teams with a decision in the counting year, so 0 or 1 of one team
# members  staff named in the decision that holds at the cut-off, head and deputies among them
COUNTING = OfArea(
    Counting(
        register="teams",
        model=TeamDecision,
        numbers={"teams": None, "members": _members, "renewed": lambda row: int(row.renewed)},
        options={"team_body": "body"},
        stock=True,
        standing=_standing,
    )
)
MEETINGS = OfArea(
    Counting(register="meetings", model=Meeting, numbers={"meetings": None}, options={"team_body": "body"})
)
CONCLUSIONS = OfArea(
    Counting(
        register="conclusions",
        model=Conclusion,
        numbers={"conclusions": None, "assigned": lambda row: int(row.plan_id is not None)},
        options={"team_body": lambda row: [row.meeting.body.code]},
        reads=("meeting__body",),
    )
)
