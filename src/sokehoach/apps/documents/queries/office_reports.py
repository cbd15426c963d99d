"""The periodic reports that an office owes its superiors as documents: due dates, and whether they were issued."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.permissions import may_act_for
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.queries.outline_schedules import get_schedule
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries.obligations import DAYS_AHEAD, DAYS_BEHIND, MAX_DAYS_BEHIND
from sokehoach.apps.reporting.queries.plan_schedules import get_outline_schedules
from sokehoach.domain.documents.document_workflow import IN_FORCE_STATES, ISSUED_STATES, DocumentState
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.current import get_current_period, list_current_periods, list_periods_behind
from sokehoach.domain.periods.due import compute_due_day
from sokehoach.domain.periods.period import Period, list_periods
from sokehoach.domain.reporting.due_schedules import find_schedule


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """The report of one outline for one period.

    document      the report that was issued and is in force; None while it is owed
    issued_on     the day of the first issue, of this document or one that it replaced; None while it is owed
    draft         the newest document in preparation
    overdue_days  working days between `due` and the day asked about; 0 once it is issued
    """

    outline: ReportOutline
    issuer: Unit
    period: Period
    due: date
    document: OfficialDocument | None = None
    issued_on: date | None = None
    draft: OfficialDocument | None = None
    overdue_days: int = 0

    @property
    def is_owed(self) -> bool:
        return self.document is None


type _DueOutline = tuple[ReportOutline, Unit]  # an outline and the issuer of the report by it
type _DueReport = tuple[ReportOutline, Unit, Period]


@dataclass(frozen=True, slots=True)
class FollowedOffices:
    """`own`: reports of the account's own unit or the committee that it works for. `others`: those of other offices."""

    own: tuple[OfficeReport, ...]
    others: tuple[OfficeReport, ...]


def list_followed_reports(user: User, day: date) -> FollowedOffices:
    """The reports of the current periods of each outline, and earlier ones still to be issued. Two queries."""
    reports = _list_current_reports([(row, row.issuer) for row in outlines.list_outlines(user)], day)
    own_reports = tuple(report for report in reports if may_act_for(user, report.issuer))
    return FollowedOffices(own_reports, tuple(report for report in reports if report not in own_reports))


def list_unit_reports(user: User, day: date) -> tuple[OfficeReport, ...]:
    """The account's own unit's reports, by outlines that the standing office maintains for its kind. Two queries."""
    due_reports = [
        (row, user.unit, period)
        for row in outlines.list_own_outlines(user)
        for schedule in (get_schedule(row),)
        for period in list_current_periods(day, schedule.period_types[:1], schedule.window)
        if schedule.is_in_force(period)
    ]
    return _list_reports(due_reports, day)


def get_own_period(row: ReportOutline, day: date) -> Period:
    """The current period of the shortest type for which reports by the outline are written."""
    schedule = get_schedule(row)
    return get_current_period(day, schedule.period_types[0], schedule.window)


def list_reports_falling_due(day: date) -> tuple[OfficeReport, ...]:
    """Reports that are owed and due between DAYS_BEHIND before the day and DAYS_AHEAD after it. Two queries."""
    due_outlines = [
        (row, row.issuer) for row in outlines.list_current_outlines().filter(writers=ReportOutline.Writers.ISSUER)
    ]
    first, last = day - timedelta(days=DAYS_BEHIND), day + timedelta(days=DAYS_AHEAD)
    due_reports = [
        (row, issuer, period)
        for row, issuer in due_outlines
        for kind in get_schedule(row).period_types
        for period in list_periods(kind, day.year - 2, day.year + 1)
        if get_schedule(row).is_in_force(period) and first <= compute_due_date(row, period) <= last
    ]
    return tuple(report for report in _list_reports(due_reports, day) if report.is_owed)


def compute_due_date(row: ReportOutline, period: Period) -> date:
    """The day by the outline's schedule, or by one accepted from a plan."""
    schedule = get_schedule(row)
    accepted = find_schedule(get_outline_schedules(row.uid), period, schedule.window)
    free_days = holidays.list_holidays(period.end.year - 1, period.end.year, period.end.year + 1)
    return compute_due_day(accepted.due if accepted else schedule.due, period, schedule.window, free_days)


def _list_current_reports(due_outlines: Sequence[_DueOutline], day: date) -> tuple[OfficeReport, ...]:
    due_reports: list[_DueReport] = []
    outstanding_periods: set[tuple[int, Period]] = set()
    for row, issuer in due_outlines:
        schedule = get_schedule(row)
        current = list_current_periods(day, schedule.period_types, schedule.window)
        earlier_periods = [
            period
            for kind in schedule.period_types
            for period in list_periods_behind(day, kind, schedule.window, days=MAX_DAYS_BEHIND)
            if compute_due_date(row, period) + timedelta(days=DAYS_BEHIND) >= day
        ]
        due_reports += [
            (row, issuer, period) for period in (*current, *earlier_periods) if schedule.is_in_force(period)
        ]
        outstanding_periods |= {(row.pk, period) for period in earlier_periods}
    return tuple(
        report
        for report in _list_reports(due_reports, day)
        if report.is_owed or (report.outline.pk, report.period) not in outstanding_periods
    )


def _list_reports(due_reports: Sequence[_DueReport], day: date) -> tuple[OfficeReport, ...]:
    """The reports in their order. One query."""
    documents_by_period: dict[tuple[int, str], list[OfficialDocument]] = defaultdict(list)
    rows = OfficialDocument.objects.filter(
        kind=DocumentKind.REPORT,
        period__in={period.id for _row, _issuer, period in due_reports},
        issuer__in={issuer.pk for _row, issuer, _period in due_reports},
    )
    for document in rows.select_related("outline").defer("content").order_by("drafted_at", "pk"):
        documents_by_period[document.issuer_id, document.period].append(document)
    outline_counts = Counter(issuer for _row, issuer in {(row.pk, issuer.pk) for row, issuer, _period in due_reports})
    return tuple(
        _build_report(
            row,
            issuer,
            period,
            day,
            _filter_by_outline(
                documents_by_period[issuer.pk, period.id], row, is_only_outline=outline_counts[issuer.pk] == 1
            ),
        )
        for row, issuer, period in due_reports
    )


def _filter_by_outline(
    documents: Iterable[OfficialDocument], row: ReportOutline, *, is_only_outline: bool
) -> list[OfficialDocument]:
    """Documents written by any version of the outline, and those without an outline where the issuer has no other."""
    return [
        document
        for document in documents
        if (is_only_outline if document.outline is None else document.outline.uid == row.uid)
    ]


def _build_report(
    row: ReportOutline, issuer: Unit, period: Period, day: date, documents: list[OfficialDocument]
) -> OfficeReport:
    due = compute_due_date(row, period)
    in_force = [document for document in documents if document.current_state in IN_FORCE_STATES]
    if not in_force:
        drafts = [document for document in documents if document.current_state not in ISSUED_STATES]
        years = range(due.year, max(due.year, day.year) + 1)
        return OfficeReport(
            row,
            issuer,
            period,
            due,
            draft=drafts[-1] if drafts else None,
            overdue_days=working_days.count_working_days(due, day, holidays.list_holidays(*years)),
        )
    issue_times = [
        document.issued_at
        for document in documents
        if document.issued_at is not None and document.current_state is not DocumentState.REVOKED
    ]
    return OfficeReport(row, issuer, period, due, document=in_force[-1], issued_on=timezone.localdate(min(issue_times)))
