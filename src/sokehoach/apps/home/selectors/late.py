"""Who is late and why: other units' reports and dated duties past their day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.documents.selectors.office_reports import OfficeReport
from sokehoach.apps.home.selectors import office
from sokehoach.apps.home.selectors.plan_reminders import duty_name
from sokehoach.apps.home.selectors.reminders import report_line
from sokehoach.apps.home.selectors.tasks import report_name
from sokehoach.apps.notices.selectors import messages
from sokehoach.apps.plans.selectors.assignments import Owed
from sokehoach.apps.reporting.selectors import extensions
from sokehoach.apps.reporting.selectors.obligations import Expected

DOING = {"not_started": "open", "doing": "doing"}


@dataclass(frozen=True, slots=True)
class Late:
    """`days` are working days; `state` is a name in `shell.marks`: how far the work has come.

    why       what the unit said when it asked to send later, and how that was answered; «» for nothing
    reminded  on how many days somebody of the unit was reminded
    """

    unit: str
    what: str
    clause: str
    due_on: date
    days: int
    url: str
    state: str
    why: str = ""
    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is known of why: requests to send later, and on how many days each line was a reminder."""

    asked: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    reminded: Mapping[str, int] = field(default_factory=dict)


def grounds(
    reports: Iterable[Expected],
    duties: Iterable[Owed],
    offices: Iterable[OfficeReport],
    scope: Scope,
    day: date,
) -> Grounds:
    """Of what is late among these: two queries, or none."""
    behind, undone = _behind(reports), _undone(duties)
    first = {report_line(row): row.due for row in behind} | {_duty_line(one): due for one, due in undone}
    first |= {office.report_name(report): report.due for report in offices if report.overdue_days}
    return Grounds(
        asked=extensions.reasons(scope, {row.period for row in behind}) if behind else {},
        reminded=messages.days_told(first, day),
    )


def late(
    reports: Iterable[Expected],
    duties: Iterable[Owed],
    offices: Iterable[OfficeReport],
    known: Grounds | None = None,
) -> list[Late]:
    """The latest first. A returned report is not late, standing work and requests never are."""
    known = known or Grounds()
    rows = [_report(row, known) for row in _behind(reports)]
    rows += [_office_report(report, known) for report in offices if report.overdue_days]
    rows += [
        Late(
            one.unit_name, one.title, one.clause, due, one.days_late, one.url, DOING[one.state],
            reminded=known.reminded.get(_duty_line(one), 0),
        )
        for one, due in _undone(duties)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.days, row.unit))


def _behind(reports: Iterable[Expected]) -> list[Expected]:
    return [row for row in reports if row.overdue_days and row.state != "returned"]


def _undone(duties: Iterable[Owed]) -> list[tuple[Owed, date]]:
    return [(one, one.due_on) for one in duties if one.days_late and one.due_on is not None]


def _report(row: Expected, known: Grounds) -> Late:
    return Late(
        unit=row.unit.letterhead or row.unit.name,
        what=report_name(row),
        clause="",
        due_on=row.due,
        days=row.overdue_days,
        url="",
        state=row.shown_state,
        why=known.asked.get((row.form, row.unit.pk, row.period), ""),
        reminded=known.reminded.get(report_line(row), 0),
    )


def _office_report(report: OfficeReport, known: Grounds) -> Late:
    name = office.report_name(report)
    return Late(
        unit=report.issuer.letterhead or report.issuer.name,
        what=name,
        clause="",
        due_on=report.due,
        days=report.overdue_days,
        url="",
        state="not_reported" if report.draft is None else report.draft.state,
        reminded=known.reminded.get(name, 0),
    )


def _duty_line(one: Owed) -> str:
    return f"{duty_name(one.title)} ({one.unit_name})"
