"""What the register counts for a report: visits that were held, each on its day.

02-CA has one reporter, the police: whoever inspects in the district is counted for it, `team_body` tells whom.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.shelf.areas import OfArea
from sokehoach.apps.registers.shelf.counting import Counting, Countings, distinct
from sokehoach.domain.registers.inspections import FollowUp, Held, follow_up


class _Visits(Counting):
    """With the sanctions of each visit in one query more."""

    def _rows(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        return super()._rows(*args, **kwargs).prefetch_related("sanctions")


def _kinds(row: Visit) -> set[str]:
    return {sanction.kind for sanction in row.sanctions.all()}


def _fines(row: Visit) -> int:
    return sum(sanction.amount or 0 for sanction in row.sanctions.all())


def _overdue(rows: QuerySet[Any], cut_off: date) -> Iterable[Any]:
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


_OPTIONS: dict[str, Any] = {
    "inspection_kind": "manner",
    "team_body": "body",
    "establishment_type": lambda row: [row.establishment.kind.code],
    "sanction": _kinds,
}
_ALL: dict[str, Any] = {
    "register": "inspections",
    "model": Visit,
    "options": _OPTIONS,
    "reads": ("establishment__kind",),
}
# rounds          cuộc: what one unit does on one day in one manner, at however many establishments
# visits          lượt cơ sở; with `sanction`: those that were sanctioned so, a visit once for each manner
# establishments  different ones since the beginning of the counting year
# fines           whole đồng, of licence holders
# remedied        by the day on which it was put right; overdue: still not put right at the cut-off
COUNTING = OfArea(
    Countings(
        _Visits(
            **_ALL,
            when="held_on",
            numbers={
                "rounds": distinct(lambda row: (row.unit_id, row.held_on, row.manner_id)),
                "visits": None,
                "rechecks": lambda row: int(row.recheck_of_id is not None),
                "records": lambda row: int(bool(row.record)),
                "reminded": lambda row: int(row.reminded),
                "sanctioned": lambda row: int(bool(row.sanctions.all())),
                "fines": _fines,
                "cultural": "cultural",
                "wanting": lambda row: int(row.wanting),
            },
        ),
        _Visits(
            **_ALL,
            when="held_on",
            of_year=True,
            numbers={"establishments": distinct(lambda row: row.establishment_id)},
        ),
        _Visits(**_ALL, when="remedied_on", numbers={"remedied": None}),
        _Visits(**_ALL, when="held_on", stock=True, standing=_overdue, numbers={"overdue": None}),
    )
)
