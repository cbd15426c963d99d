"""Lists the reports of a period, and those that may be entered on behalf of their units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.queries.succession import name_version
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import obligations, submissions
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods import period as periods
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.status import ReportStatus
from sokehoach.domain.reporting.workflow import ReportState


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """All reports of one form and period, and those that match the filter."""

    form: str  # uid
    code: str
    name: str
    period: periods.Period
    due: date
    all: tuple[ExpectedReport, ...]
    filtered: tuple[ExpectedReport, ...]

    @property
    def period_vi(self) -> str:
        return period_name(self.period)

    @property
    def programme(self) -> int:
        return self.all[0].programme

    @property
    def waiting(self) -> int:
        return sum(report.state == "sent" for report in self.all)

    @property
    def segments(self) -> list[tuple[str, str]]:
        return [(name_version(report.unit, clock.today()), report.shown_state) for report in self.all]


@dataclass(frozen=True, slots=True)
class ReportList:
    """`period`: that asked for; None for each form in its own current periods."""

    period: periods.Period | None
    shown_periods: tuple[periods.Period, ...]
    periods: tuple[tuple[periods.Period, str], ...]  # to choose from, each with its name
    own_reports: tuple[ExpectedReport, ...]
    groups: tuple[ReportGroup, ...]
    state: str
    form: str
    asks_ad_hoc: bool  # whether days of an ad hoc report can be chosen
    can_enter_by_proxy: bool  # whether the account may enter reports for others
    corrections: tuple[Submission, ...]  # in progress: the editions that they correct still count
    collected_from: date | None = None  # where reports of the period were due before the programme ran

    @property
    def statuses(self) -> tuple[ReportStatus, ...]:
        """The statuses that the filter offers."""
        return tuple(status for status in ReportStatus if not status.is_of_number)

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
    def waiting_periods(self) -> tuple[tuple[str, str, int], ...]:
        """The periods (id, name) of which reports of several general forms wait, and how many."""
        counts: dict[periods.Period, list[int]] = {}
        for group in self.groups:
            if group.waiting and group.all[0].function == GENERAL:
                counts.setdefault(group.period, []).append(group.waiting)
        return tuple((period.id, period_name(period), sum(n)) for period, n in counts.items() if len(n) > 1)

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
    def forms(self) -> tuple[tuple[str, str], ...]:
        """The forms that the filter offers: uid and printed code."""
        return tuple(dict.fromkeys((group.form, group.code) for group in self.groups))

    @property
    def has_many_periods(self) -> bool:
        """Whether each report is named with its period: the heading names the period of all."""
        return len(self.shown_periods) > 1

    @property
    def period_vi(self) -> str:
        return _("kỳ này") if self.has_many_periods else period_name(self.shown_periods[0])


def load_report_list(user: User, *, day: date, period: str, form: str, state: str) -> ReportList:
    """The list of the given period, by default of each form in its own current periods. Six queries.

    NotFoundError for an invalid period.
    """
    reports = obligations.load_followed(user, period, day) if period else obligations.load_current(user, day)
    shown_periods = (reports.period,) if period else reports.periods or (reports.period,)
    choices = {*reports.choices, *shown_periods, *map(periods.parse_period, submissions.list_periods())}
    return ReportList(
        period=shown_periods[0] if len(shown_periods) == 1 else None,
        shown_periods=shown_periods,
        periods=tuple((choice, period_name(choice)) for choice in _newest_first(choices)),
        own_reports=reports.own,
        groups=_group_reports(reports.others, form, state),
        state=state,
        form=form,
        asks_ad_hoc=reports.asks_ad_hoc,
        collected_from=reports.collected_from,
        corrections=submissions.list_corrections(user, [shown_period.id for shown_period in shown_periods]),
        can_enter_by_proxy=bool(permissions.list_reviewable_units(scope_of(user), GENERAL)),
    )


def _newest_first(choices: Iterable[periods.Period]) -> list[periods.Period]:
    """Newest first, a longer period before those that it contains."""
    return sorted(
        choices,
        key=lambda period: (period.end, -period.start.toordinal()),
        reverse=True,
    )


def _group_reports(reports: Sequence[ExpectedReport], form: str, state: str) -> tuple[ReportGroup, ...]:
    by_form: dict[_GroupKey, list[ExpectedReport]] = {}
    for report in reports:
        by_form.setdefault((report.form, report.period, report.regular_due), []).append(report)
    return tuple(
        ReportGroup(
            form=uid,
            code=form_reports[0].form_code,
            name=form_reports[0].name,
            period=periods.parse_period(period),
            due=due,
            all=tuple(form_reports),
            filtered=tuple(
                sorted(
                    (report for report in form_reports if _matches_filter(report, form, state)),
                    key=_compute_urgency,
                )
            ),
        )
        for (uid, period, due), form_reports in sorted(by_form.items(), key=_get_form_order)
    )


type _GroupKey = tuple[str, str, date]  # form, period, due day


def _get_form_order(group: tuple[_GroupKey, Sequence[ExpectedReport]]) -> tuple[str, str]:
    (uid, _period, _due), reports = group
    return reports[0].form_code, uid


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
    """`asked_period`: the id of the period asked for, «» for each form in its own current periods."""

    asked_period: str
    reports: tuple[ExpectedReport, ...]

    @property
    def period_vi(self) -> str:
        """The names of the periods of these reports."""
        period_ids = dict.fromkeys(report.period for report in self.reports) or [self.asked_period]
        return ", ".join(period_name(periods.parse_period(period)) for period in period_ids if period)

    @property
    def choices(self) -> list[tuple[str, ExpectedReport]]:
        return [(format_report_name(report), report) for report in self.reports]


def load_proxy_entry_choices(user: User, *, day: date, period: str = "") -> ProxyEntryChoices:
    """Unsent reports of the units that the account reviews; NotFoundError where it reviews none."""
    scope = scope_of(user)
    if not permissions.list_reviewable_units(scope, GENERAL):
        raise NotFoundError
    followed = obligations.load_followed(user, period, day) if period else obligations.load_current(user, day)
    return ProxyEntryChoices(
        period,
        tuple(
            report
            for report in followed.others
            if report.state in _UNSENT_STATES
            and permissions.can_enter_by_proxy(
                scope.restrict_to(report.programme), report.unit, report.function, own_unit=user.unit_id
            )
        ),
    )


def format_report_name(report: ExpectedReport) -> str:
    """«01-XA 03304 2021S1»: identifies a report that may not be begun yet."""
    return f"{report.form} {report.unit.code} {report.period}"
