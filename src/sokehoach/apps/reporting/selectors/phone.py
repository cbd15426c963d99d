"""Lists the reports that may be entered on behalf of their units."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import ExpectedReport
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.workflow import ReportState

_OPEN = ("", ReportState.DRAFT, ReportState.RETURNED)


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
    """Unsent reports of the units that the account reviews; 404 where it reviews none."""
    now = obligations.period_of(period) if period else periods.get_reporting_half(day)
    scope = scope_of(user)
    if not permissions.list_reviewable_units(scope, permissions.GENERAL):
        raise Http404
    followed = obligations.load_followed(user, now.id, day)
    return ProxyEntryChoices(
        now,
        tuple(
            report
            for report in followed.others
            if report.state in _OPEN and permissions.can_enter_by_proxy(scope, report.unit, report.function)
        ),
    )


def format_report_name(report: ExpectedReport) -> str:
    """«01-XA 03304»: identifies a report that may not be begun yet."""
    return f"{report.form} {report.unit.code}"
