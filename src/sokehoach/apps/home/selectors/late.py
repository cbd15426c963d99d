"""Who is late: other units' reports and dated duties past their day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.home.selectors.tasks import report_name
from sokehoach.apps.plans.selectors.assignments import Owed
from sokehoach.apps.reporting.selectors.obligations import Expected

DOING = {"not_started": "open", "doing": "doing"}


@dataclass(frozen=True, slots=True)
class Late:
    """`days` are working days; `state` is a name in `shell.marks`: how far the work has come."""

    unit: str
    what: str
    clause: str
    due_on: date
    days: int
    url: str
    state: str = ""


def late(reports: Iterable[Expected], duties: Iterable[Owed]) -> list[Late]:
    """The latest first. A returned report is not late, standing work and requests never are."""
    rows = [
        Late(
            row.unit.letterhead or row.unit.name,
            report_name(row),
            "",
            row.due,
            row.overdue_days,
            "",
            row.shown_state,
        )
        for row in reports
        if row.overdue_days and row.state != "returned"
    ]
    rows += [
        Late(one.unit_name, one.title, one.clause, one.due_on, one.days_late, one.url, DOING[one.state])
        for one in duties
        if one.days_late and one.due_on is not None
    ]
    return sorted(rows, key=lambda row: (-row.days, row.unit))
