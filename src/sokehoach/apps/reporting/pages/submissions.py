"""Lists the reports of a period, and those that may be entered on behalf of their units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import obligations, submissions
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods import half_years
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.status import ReportStatus
from sokehoach.domain.reporting.workflow import ReportState


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """All reports of one form, and those that match the filter."""

    form: str
    name: str
    due: date
    all: tuple[ExpectedReport, ...]
    filtered: tuple[ExpectedReport, ...]

    @property
    def waiting(self) -> int:
        return sum(report.state == "sent" for report in self.all)

    @property
    def segments(self) -> list[tuple[str, str]]:
        return [(report.unit.short_name, report.shown_state) for report in self.all]


@dataclass(frozen=True, slots=True)
class ReportList:
    period: periods.Period
    periods: tuple[tuple[periods.Period, str], ...]  # each with its name
    own_reports: tuple[ExpectedReport, ...]
    groups: tuple[ReportGroup, ...]
    state: str
    form: str
    can_enter_by_proxy: bool  # whether the account may enter reports for others
    corrections: tuple[Submission, ...]  # in progress: the editions that they correct still count

    @property
    def statuses(self) -> tuple[ReportStatus, ...]:
        """The statuses that the filter offers."""
        return tuple(
            status for status in ReportStatus if status not in (ReportStatus.BLANK, ReportStatus.NOT_APPLICABLE)
        )

    @property
    def of_many(self) -> tuple[ReportGroup, ...]:
        """Forms that several units owe, each with a table of its own; only the form filtered by, if there is one."""
        return tuple(group for group in self._asked if len(group.all) > 1)

    @property
    def of_one(self) -> tuple[ReportGroup, ...]:
        """Forms that a single unit owes, shown in one table."""
        return tuple(group for group in self._asked if len(group.all) == 1 and group.filtered)

    @property
    def _asked(self) -> tuple[ReportGroup, ...]:
        return tuple(group for group in self.groups if not self.form or group.form == self.form)

    @property
    def waiting(self) -> int:
        return sum(report.state == "sent" for group in self.groups for report in group.all)

    @property
    def received(self) -> int:
        return sum(report.state == "accepted" for group in self.groups for report in group.all)

    @property
    def expected(self) -> int:
        return sum(len(group.all) for group in self.groups)

    @property
    def overdue(self) -> int:
        return sum(report.overdue_days > 0 for group in self.groups for report in group.all)

    @property
    def period_vi(self) -> str:
        return period_name(self.period)


def load_report_list(user: User, *, day: date, period: str, form: str, state: str) -> ReportList:
    """The list of the given period, by default the half-year of the day. Six queries. NotFoundError for an invalid
    period.
    """
    now = obligations.period_of(period) if period else half_years.get_reporting_half(day)
    reports = obligations.load_followed(user, now.id, day)
    at_hand = half_years.get_reporting_half(day)
    period_ids = {now.id, at_hand.id, str(at_hand.year), *submissions.list_periods()}
    return ReportList(
        period=now,
        periods=tuple((listed_period, period_name(listed_period)) for listed_period in _newest_first(period_ids)),
        own_reports=reports.own,
        groups=_group_reports(reports.others, form, state),
        state=state,
        form=form,
        corrections=submissions.list_corrections(user, now.id),
        can_enter_by_proxy=bool(permissions.list_reviewable_units(scope_of(user), permissions.GENERAL)),
    )


def _newest_first(period_ids: Iterable[str]) -> list[periods.Period]:
    """Newest first, a year before its half-years."""
    return sorted(
        map(periods.parse_period, period_ids),
        key=lambda period: (period.end, -period.start.toordinal()),
        reverse=True,
    )


def _group_reports(reports: Sequence[ExpectedReport], form: str, state: str) -> tuple[ReportGroup, ...]:
    by_form: dict[str, list[ExpectedReport]] = {}
    for report in reports:
        by_form.setdefault(report.form, []).append(report)
    return tuple(
        ReportGroup(
            form=code,
            name=form_reports[0].name,
            due=form_reports[0].regular_due,
            all=tuple(form_reports),
            filtered=tuple(
                sorted(
                    (report for report in form_reports if _matches_filter(report, form, state)),
                    key=_compute_urgency,
                )
            ),
        )
        for code, form_reports in by_form.items()
    )


# Reports that wait for the reader come first, finished ones last; within each, by code of the unit.
_STATE_ORDER = ("sent", "", "returned", "draft", "accepted")


def _compute_urgency(report: ExpectedReport) -> int:
    return _STATE_ORDER.index(report.state)


def _matches_filter(report: ExpectedReport, form: str, state: str) -> bool:
    if form and report.form != form:
        return False
    if state == "late":
        return report.late_days > 0 or report.overdue_days > 0
    return not state or state == report.status


_UNSENT_STATES = ("", ReportState.DRAFT, ReportState.RETURNED)


@dataclass(frozen=True, slots=True)
class ProxyEntryChoices:
    period: periods.Period
    reports: tuple[ExpectedReport, ...]

    @property
    def period_vi(self) -> str:
        return periods.name_vi(self.period)

    @property
    def choices(self) -> list[tuple[str, ExpectedReport]]:
        return [(format_report_name(report), report) for report in self.reports]


def load_proxy_entry_choices(user: User, *, day: date, period: str = "") -> ProxyEntryChoices:
    """Unsent reports of the units that the account reviews; NotFoundError where it reviews none."""
    now = obligations.period_of(period) if period else half_years.get_reporting_half(day)
    scope = scope_of(user)
    if not permissions.list_reviewable_units(scope, permissions.GENERAL):
        raise NotFoundError
    followed = obligations.load_followed(user, now.id, day)
    return ProxyEntryChoices(
        now,
        tuple(
            report
            for report in followed.others
            if report.state in _UNSENT_STATES and permissions.can_enter_by_proxy(scope, report.unit, report.function)
        ),
    )


def format_report_name(report: ExpectedReport) -> str:
    """«01-XA 03304»: identifies a report that may not be begun yet."""
    return f"{report.form} {report.unit.code}"
