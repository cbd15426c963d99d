"""What the register counts for a report: visits that were held, each on its day.

02-CA has one reporter, the police: whoever inspects in the district is counted for it, `team_body` tells whom.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.shelf.counting import Counting, Countings, distinct, of_area
from sokehoach.apps.registers.shelf.gathering import Rows
from sokehoach.domain.registers.inspections import FollowUp, Held, follow_up


def _kinds(row: Any) -> set[str]:
    return {sanction.kind for sanction in row.sanctions}


def _fines(row: Any) -> int:
    return sum(sanction.amount or 0 for sanction in row.sanctions)


def _overdue(rows: Sequence[Any], cut_off: date) -> Iterable[Any]:
    for row in rows:
        held = Held(
            str(row.establishment_id),
            row.held_on,
            wanting=row.wanting,
            remedy_by=row.remedy_by,
            remedied_on=row.remedied_on,
        )
        if follow_up(held, cut_off) is FollowUp.OVERDUE:
            yield row


_ALL: dict[str, Any] = {
    "register": "inspections",
    "model": Visit,
    "options": {
        "inspection_kind": "manner",
        "team_body": "body",
        "establishment_type": "establishment__kind",
        "sanction": _kinds,
    },
    "reads": (
        "establishment_id",
        "held_on",
        "manner_id",
        "recheck_of_id",
        "record",
        "reminded",
        "wanting",
        "remedy_by",
        "remedied_on",
    ),
    "rows": {"sanctions": Rows("sanctions", ("kind", "amount"))},
    "whose": of_area,
}
# rounds          cuộc: what one unit does on one day in one manner, at however many establishments
# visits          lượt cơ sở; with `sanction`: those that were sanctioned so, a visit once for each manner
# establishments  different ones since the beginning of the counting year
# fines           whole đồng, of licence holders
# remedied        by the day on which it was put right; overdue: still not put right at the cut-off
COUNTING = Countings(
    Counting(
        **_ALL,
        when="held_on",
        numbers={
            "rounds": distinct(lambda row: (row.unit_id, row.held_on, row.manner_id)),
            "visits": None,
            "rechecks": lambda row: int(row.recheck_of_id is not None),
            "records": lambda row: int(bool(row.record)),
            "reminded": lambda row: int(row.reminded),
            "sanctioned": lambda row: int(bool(row.sanctions)),
            "fines": _fines,
            "cultural": "cultural",
            "wanting": lambda row: int(row.wanting),
        },
    ),
    Counting(
        **_ALL,
        when="held_on",
        of_year=True,
        numbers={"establishments": distinct(lambda row: row.establishment_id)},
    ),
    Counting(**_ALL, when="remedied_on", numbers={"remedied": None}),
    Counting(**_ALL, when="held_on", stock=True, standing=_overdue, numbers={"overdue": None}),
)
