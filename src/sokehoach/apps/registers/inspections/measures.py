"""What the register counts for a report: visits that were held, each on its day.

02-CA has one reporter, the police: whoever inspects in the district is counted for it, `team_body` tells whom.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sokehoach.apps.registers.core.batch_query import RelatedRows
from sokehoach.apps.registers.core.measure_definitions import (
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    count_distinct,
    list_area_units,
)
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.domain.registers.inspections import FollowUp, VisitRecord, compute_follow_up


def _sanction_kinds(row: Any) -> set[str]:
    return {sanction.kind for sanction in row.sanctions}


def _sum_fines(row: Any) -> int:
    return sum(sanction.amount or 0 for sanction in row.sanctions)


def _select_overdue(rows: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
    for row in rows:
        visit = VisitRecord(
            str(row.establishment_id),
            row.held_on,
            wanting=row.wanting,
            remedy_by=row.remedy_by,
            remedied_on=row.remedied_on,
        )
        if compute_follow_up(visit, scope.cut_off) is FollowUp.OVERDUE:
            yield row


_ALL: dict[str, Any] = {
    "register": "inspections",
    "model": Visit,
    "options": {
        "inspection_kind": "manner",
        "team_body": "body",
        "establishment_type": "establishment__kind",
        "sanction": _sanction_kinds,
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
    "rows": {"sanctions": RelatedRows("sanctions", ("kind", "amount"))},
    "select_units": list_area_units,
}
# rounds          cuộc: what one unit does on one day in one manner, at however many establishments
# visits          lượt cơ sở; with `sanction`: those that were sanctioned so, a visit once for each manner
# establishments  different ones since the beginning of the counting year
# fines           whole đồng, of licence holders
# remedied        by the day on which it was put right; overdue: still not put right at the cut-off
COUNTING = CombinedMeasureSet(
    MeasureSet(
        **_ALL,
        when="held_on",
        numbers={
            "rounds": count_distinct(lambda row: (row.unit_id, row.held_on, row.manner_id)),
            "visits": None,
            "rechecks": lambda row: int(row.recheck_of_id is not None),
            "records": lambda row: int(bool(row.record)),
            "reminded": lambda row: int(row.reminded),
            "sanctioned": lambda row: int(bool(row.sanctions)),
            "fines": _sum_fines,
            "cultural": "cultural",
            "wanting": lambda row: int(row.wanting),
        },
    ),
    MeasureSet(
        **_ALL,
        when="held_on",
        of_year=True,
        numbers={"establishments": count_distinct(lambda row: row.establishment_id)},
    ),
    MeasureSet(**_ALL, when="remedied_on", numbers={"remedied": None}),
    MeasureSet(**_ALL, when="held_on", stock=True, select_current=_select_overdue, numbers={"overdue": None}),
)
