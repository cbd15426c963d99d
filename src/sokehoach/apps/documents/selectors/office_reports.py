"""The periodic reports that an office owes its superiors as documents: by when, and whether they were issued."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.permissions import stands_for
from sokehoach.apps.documents.selectors import outlines
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors.obligations import AHEAD, BEHIND
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.life import OUT, STANDING, State
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.window import window


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """The report of one outline for one period.

    document      what discharges it: issued and still in force; None while it is owed
    issued_on     the day of the first issue of what stands now or was replaced; None while it is owed
    draft         the newest document under way
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


type _Owing = tuple[ReportOutline, Unit]  # an outline and who issues the report by it


@dataclass(frozen=True, slots=True)
class FollowedOffices:
    """The reports of the account's own unit, or of the committee that it works for, and those of other offices."""

    own: tuple[OfficeReport, ...]
    others: tuple[OfficeReport, ...]


def followed(user: User, half: Period, day: date) -> FollowedOffices:
    """Of a half-year, and of the year that closes with it: two queries."""
    owing = [(row, row.issuer) for row in outlines.outlines_for(user)]
    reports = _reports(owing, (half.id, *periods.closing_with(half)), day)
    own = tuple(report for report in reports if stands_for(user, report.issuer))
    return FollowedOffices(own, tuple(report for report in reports if report not in own))


def unit_reports(user: User, half: Period, day: date) -> tuple[OfficeReport, ...]:
    """The account's own unit's, by the outlines that the standing office keeps for all of its kind: two queries."""
    return _reports([(row, user.unit) for row in outlines.own_for(user)], (half.id,), day)


def falling_due(day: date) -> tuple[OfficeReport, ...]:
    """What is owed and due around the day, as far as the reports of forms are: two queries."""
    owing = [(row, row.issuer) for row in outlines.standing().filter(writers=ReportOutline.Writers.ISSUER)]
    first, last = day - timedelta(days=BEHIND), day + timedelta(days=AHEAD)
    near = [
        period.id
        for kind in (PeriodType.SIX_MONTH, PeriodType.YEAR)
        for period in periods.of_years(kind, day.year - 1, day.year + 1)
        if any(first <= due_on(row, period) <= last for row, _issuer in owing)
    ]
    reports = _reports(owing, near, day)
    return tuple(report for report in reports if report.is_owed and first <= report.due <= last)


def due_on(row: ReportOutline, period: Period) -> date:
    cut_off = window(period).cut_off
    return working_days.due(cut_off, row.due_days, holidays.of_years(cut_off.year, cut_off.year + 1))


def _reports(owing: Sequence[_Owing], wanted: Collection[str], day: date) -> tuple[OfficeReport, ...]:
    """Every outline for every period, in their order: one query."""
    written: dict[tuple[int, str], list[OfficialDocument]] = defaultdict(list)
    found = OfficialDocument.objects.filter(
        kind=Kind.REPORT, period__in=wanted, issuer__in={issuer.pk for _row, issuer in owing}
    )
    for document in found.select_related("outline").defer("content").order_by("drafted_at", "pk"):
        written[document.issuer_id, document.period].append(document)
    only = Counter(issuer.pk for _row, issuer in owing)
    return tuple(
        _report(
            row, issuer, periods.parse(period), day,
            _by_outline(written[issuer.pk, period], row, alone=only[issuer.pk] == 1),
        )
        for row, issuer in owing
        for period in wanted
    )  # fmt: skip


def _by_outline(
    documents: Iterable[OfficialDocument], row: ReportOutline, *, alone: bool
) -> list[OfficialDocument]:
    """Those written by any version of the outline, and those written by none where the issuer has no other."""
    return [
        document
        for document in documents
        if (alone if document.outline is None else document.outline.code == row.code)
    ]


def _report(
    row: ReportOutline, issuer: Unit, period: Period, day: date, documents: list[OfficialDocument]
) -> OfficeReport:
    due = due_on(row, period)
    standing = [document for document in documents if document.life in STANDING]
    if not standing:
        under_way = [document for document in documents if document.life not in OUT]
        years = range(due.year, max(due.year, day.year) + 1)
        return OfficeReport(
            row,
            issuer,
            period,
            due,
            draft=under_way[-1] if under_way else None,
            overdue_days=working_days.working_days_between(due, day, holidays.of_years(*years)),
        )
    issued = [
        document.issued_at
        for document in documents
        if document.issued_at is not None and document.life is not State.REVOKED
    ]
    return OfficeReport(
        row, issuer, period, due, document=standing[-1], issued_on=timezone.localdate(min(issued))
    )
