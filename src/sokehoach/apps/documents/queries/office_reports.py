"""The periodic reports that an office owes its superiors as documents: due dates, and whether they were issued."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.permissions import may_act_for
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries.obligations import DAYS_AHEAD, DAYS_BEHIND
from sokehoach.domain.documents.document_workflow import IN_FORCE_STATES, ISSUED_STATES, DocumentState
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.periods import half_years, working_days
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.window import compute_window


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


@dataclass(frozen=True, slots=True)
class FollowedOffices:
    """`own`: reports of the account's own unit or the committee that it works for. `others`: those of other offices."""

    own: tuple[OfficeReport, ...]
    others: tuple[OfficeReport, ...]


def list_followed_reports(user: User, half: Period, day: date) -> FollowedOffices:
    """The reports of a half-year, and of the year that ends with it. Two queries."""
    due_outlines = [(row, row.issuer) for row in outlines.list_outlines(user)]
    reports = _list_reports(due_outlines, (half.id, *half_years.list_years_closing_with(half)), day)
    own_reports = tuple(report for report in reports if may_act_for(user, report.issuer))
    return FollowedOffices(own_reports, tuple(report for report in reports if report not in own_reports))


def list_unit_reports(user: User, half: Period, day: date) -> tuple[OfficeReport, ...]:
    """The account's own unit's reports, by outlines that the standing office maintains for its kind. Two queries."""
    return _list_reports([(row, user.unit) for row in outlines.list_own_outlines(user)], (half.id,), day)


def list_reports_falling_due(day: date) -> tuple[OfficeReport, ...]:
    """Reports that are owed and due between DAYS_BEHIND before the day and DAYS_AHEAD after it. Two queries."""
    due_outlines = [
        (row, row.issuer) for row in outlines.list_current_outlines().filter(writers=ReportOutline.Writers.ISSUER)
    ]
    first, last = day - timedelta(days=DAYS_BEHIND), day + timedelta(days=DAYS_AHEAD)
    period_ids = [
        period.id
        for kind in (PeriodType.SIX_MONTH, PeriodType.YEAR)
        for period in periods.list_periods(kind, day.year - 1, day.year + 1)
        if any(first <= compute_due_date(row, period) <= last for row, _issuer in due_outlines)
    ]
    reports = _list_reports(due_outlines, period_ids, day)
    return tuple(report for report in reports if report.is_owed and first <= report.due <= last)


def compute_due_date(row: ReportOutline, period: Period) -> date:
    cut_off = compute_window(period).cut_off
    return working_days.compute_due_day(cut_off, row.due_days, holidays.list_holidays(cut_off.year, cut_off.year + 1))


def _list_reports(
    due_outlines: Sequence[_DueOutline], period_ids: Collection[str], day: date
) -> tuple[OfficeReport, ...]:
    """Every outline for every period, in their order. One query."""
    documents_by_period: dict[tuple[int, str], list[OfficialDocument]] = defaultdict(list)
    rows = OfficialDocument.objects.filter(
        kind=DocumentKind.REPORT,
        period__in=period_ids,
        issuer__in={issuer.pk for _row, issuer in due_outlines},
    )
    for document in rows.select_related("outline").defer("content").order_by("drafted_at", "pk"):
        documents_by_period[document.issuer_id, document.period].append(document)
    outline_counts = Counter(issuer.pk for _row, issuer in due_outlines)
    return tuple(
        _build_report(
            row,
            issuer,
            periods.parse_period(period),
            day,
            _filter_by_outline(
                documents_by_period[issuer.pk, period], row, is_only_outline=outline_counts[issuer.pk] == 1
            ),
        )
        for row, issuer in due_outlines
        for period in period_ids
    )


def _filter_by_outline(
    documents: Iterable[OfficialDocument], row: ReportOutline, *, is_only_outline: bool
) -> list[OfficialDocument]:
    """Documents written by any version of the outline, and those without an outline where the issuer has no other."""
    return [
        document
        for document in documents
        if (is_only_outline if document.outline is None else document.outline.code == row.code)
    ]


def _build_report(
    row: ReportOutline, issuer: Unit, period: Period, day: date, documents: list[OfficialDocument]
) -> OfficeReport:
    due = compute_due_date(row, period)
    in_force = [document for document in documents if document.life in IN_FORCE_STATES]
    if not in_force:
        drafts = [document for document in documents if document.life not in ISSUED_STATES]
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
        if document.issued_at is not None and document.life is not DocumentState.REVOKED
    ]
    return OfficeReport(row, issuer, period, due, document=in_force[-1], issued_on=timezone.localdate(min(issue_times)))
