"""Lists who is late and why: overdue reports and dated duties of other units."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.translation import ngettext

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.documents.queries.office_reports import OfficeReport
from sokehoach.apps.home.pages.report_tasks import format_report_name
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.home.queries.reminders import build_report_line, format_duty_name
from sokehoach.apps.notices import queries as notice_queries
from sokehoach.apps.notices.queries import RemindedItem
from sokehoach.apps.orgunits.queries.succession import say_version
from sokehoach.apps.plans.queries.assignments import OwedDuty
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.shell import clock

MAX_OVERDUE = 20  # overdue items shown; the others are collapsed
MAX_NAMED_UNITS = 10  # that are late with one duty; of more the first page tells the number
PROGRESS_STATES = {"not_started": "open", "doing": "doing"}


@dataclass(frozen=True, slots=True)
class OverdueWork:
    """A late report or duty. `days` are working days; `state` is a name in `shell.status_badges`.

    why       the unit's reason for an extension request and the reply to it; «» for none
    reminded  on how many days somebody of the unit was reminded; of several units, how many of them were
    programme row id; None for work of no programme
    list_url  the page that lists it with others of its kind
    units     how many are late with it; `unit` says the number where the row is of several
    """

    unit: str
    title: str
    clause: str
    due_on: date
    days: int
    url: str
    state: str
    list_url: str
    is_duty: bool = False
    why: str = ""
    reminded: int = 0
    programme: int | None = None
    units: int = 1


@dataclass(frozen=True, slots=True)
class UnshownWork:
    """Overdue duties, or reports, that have no row: how many, and the page that lists them."""

    count: int
    url: str
    is_duty: bool


@dataclass(frozen=True, slots=True)
class OverdueReasons:
    """Reasons for lateness: extension requests, and on how many days somebody was reminded of each item."""

    extensions: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    reminded: Mapping[RemindedItem, int] = field(default_factory=dict)


def load_reasons(
    reports: Iterable[ExpectedReport],
    duties: Iterable[OwedDuty],
    offices: Iterable[OfficeReport],
    scope: Scope,
    day: date,
) -> OverdueReasons:
    """Loads reasons for the overdue ones among these, with two queries or none."""
    overdue_reports, overdue_duties = _filter_overdue_reports(reports), _filter_overdue_duties(duties)
    first: dict[RemindedItem, date] = {_name_report(row): row.due for row in overdue_reports}
    first |= {(_format_duty_line(duty), duty.programme): due for duty, due in overdue_duties}
    first |= {_name_office_report(report): report.due for report in offices if report.overdue_days}
    return OverdueReasons(
        extensions=obligations.list_delay_reasons(scope, {row.period for row in overdue_reports})
        if overdue_reports
        else {},
        reminded=notice_queries.count_days_reminded(first, day),
    )


def list_overdue(
    reports: Iterable[ExpectedReport],
    duties: Iterable[OwedDuty],
    offices: Iterable[OfficeReport],
    reasons: OverdueReasons | None = None,
) -> list[OverdueWork]:
    """Returns the overdue work, most days late first. Returned reports, standing work and requests are never late."""
    reasons = reasons or OverdueReasons()
    name_report, list_url = cache(format_report_name), reverse("reporting:list")
    rows = [
        OverdueWork(
            say_version(row.unit.letterhead or row.unit.name, row.unit, row.asked_on or clock.today()),
            name_report(row.period, row.form_code), "", row.due, row.overdue_days, "", row.shown_state, list_url,
            why=reasons.extensions.get((row.form, row.unit.pk, row.period), ""),
            reminded=reasons.reminded.get(_name_report(row), 0) if reasons.reminded else 0, programme=row.programme,
        )
        for row in _filter_overdue_reports(reports)
    ]  # fmt: skip
    rows += [_build_office_report_row(report, reasons) for report in offices if report.overdue_days]
    rows += [
        OverdueWork(
            duty.unit_name, duty.title, duty.clause, due, duty.days_late, duty.url, PROGRESS_STATES[duty.state],
            list_url=reverse("plans:board", args=[duty.plan]), is_duty=True,
            reminded=reasons.reminded.get((_format_duty_line(duty), duty.programme), 0), programme=duty.programme,
        )
        for duty, due in _filter_overdue_duties(duties)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.days, row.unit))


def merge_units(rows: Sequence[OverdueWork]) -> list[OverdueWork]:
    """One row of a duty that many units owe: how many they are, and the page of the plan that names them.

    A plan that is put in after one of its days makes all communes late at once.
    """
    rows_by_work: dict[Hashable, list[OverdueWork]] = defaultdict(list)
    for place, row in enumerate(rows):
        same_work = (row.title, row.clause, row.due_on, row.programme, row.list_url)
        rows_by_work[same_work if row.is_duty else place].append(row)
    merged: list[OverdueWork] = []
    for same_rows in rows_by_work.values():
        count = len(same_rows)
        if count > MAX_NAMED_UNITS:
            name = ngettext("%(n)s đơn vị", "%(n)s đơn vị", count) % {"n": count}
            reminded = sum(row.reminded > 0 for row in same_rows)
            url = same_rows[0].list_url
            merged.append(replace(same_rows[0], unit=name, url=url, why="", reminded=reminded, units=count))
        else:
            merged += same_rows
    return sorted(merged, key=lambda row: -row.days)


def count_unshown(rows: Iterable[OverdueWork]) -> tuple[UnshownWork, ...]:
    """Counts overdue work by the page that lists it; duties of several plans are reached from the list of plans."""
    rows = list(rows)
    boards = {row.list_url for row in rows if row.is_duty}
    duties_url = reverse("plans:list") if len(boards) > 1 else next(iter(boards), "")
    counts = Counter((row.is_duty, duties_url if row.is_duty else row.list_url) for row in rows)
    return tuple(UnshownWork(count, url, is_duty) for (is_duty, url), count in counts.items())


def _filter_overdue_reports(reports: Iterable[ExpectedReport]) -> list[ExpectedReport]:
    return [row for row in reports if row.overdue_days and row.state != "returned"]


def _filter_overdue_duties(duties: Iterable[OwedDuty]) -> list[tuple[OwedDuty, date]]:
    return [(duty, duty.due_on) for duty in duties if duty.days_late and duty.due_on is not None]


def _build_office_report_row(report: OfficeReport, reasons: OverdueReasons) -> OverdueWork:
    return OverdueWork(
        unit=report.issuer.letterhead or report.issuer.name,
        title=reminders.format_office_report_name(report),
        clause="",
        due_on=report.due,
        days=report.overdue_days,
        url="",
        state="not_reported" if report.draft is None else report.draft.state,
        list_url=reverse("documents:list"),
        reminded=reasons.reminded.get(_name_office_report(report), 0),
        programme=report.outline.programme_id,
    )


def _name_report(report: ExpectedReport) -> RemindedItem:
    return build_report_line(report), report.programme


def _name_office_report(report: OfficeReport) -> RemindedItem:
    return reminders.format_office_report_name(report), report.outline.programme_id


def _format_duty_line(duty: OwedDuty) -> str:
    return format_duty_name(duty.title) + f" ({duty.unit_name})"
