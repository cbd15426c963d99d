"""Lists requests for extensions for units and offices, and builds the page of due days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Extension
from sokehoach.apps.reporting.selectors import obligations, regimes
from sokehoach.apps.reporting.selectors.obligations import ExpectedReport
from sokehoach.apps.reporting.selectors.regimes import RegimeSchedule
from sokehoach.domain.periods.period import Period, get_reporting_half, name_vi
from sokehoach.domain.reporting.obligation import ReportTally, tally_reports


@dataclass(frozen=True, slots=True)
class UnsentReport:
    """The account's own report that is not sent, with its requests for extension, the newest first."""

    report: ExpectedReport
    requests: tuple[Extension, ...]
    locked: bool

    @property
    def has_open_request(self) -> bool:
        return any(not request.answer for request in self.requests)


@dataclass(frozen=True, slots=True)
class Punctual:
    form: str
    name: str
    tally: ReportTally


@dataclass(frozen=True, slots=True)
class Dates:
    period: Period
    regimes: tuple[RegimeSchedule, ...]
    unsent: tuple[UnsentReport, ...]
    waiting: tuple[Extension, ...]
    answered: tuple[Extension, ...]
    punctual: tuple[Punctual, ...]

    @property
    def period_vi(self) -> str:
        return name_vi(self.period)


def build_answerable_filter(scope: Scope) -> Q:
    """The requests that the account answers: those of units whose reports it reviews."""
    condition = Q(pk__in=[])
    for function in Function.values:
        condition |= Q(form__function=function, unit__in=permissions.list_reviewable_units(scope, function))
    return condition


def load_dates(user: User, *, day: date, period: str) -> Dates:
    """The page of the given period, by default the half-year of the day. 404 for an invalid period."""
    when = obligations.period_of(period) if period else get_reporting_half(day)
    scope = scope_of(user, day)
    followed = obligations.load_followed(user, when.id, day)
    requests = list(
        _list_visible(scope).filter(period=when.id).select_related("form", "unit", "asked_by", "answered_by")
    )
    reviewed = set(
        Extension.objects.filter(build_answerable_filter(scope), period=when.id).values_list("pk", flat=True)
    )
    return Dates(
        period=when,
        regimes=regimes.list_regime_schedules(when),
        unsent=tuple(
            _build_unsent_report(report, requests, day) for report in followed.own if report.first_sent is None
        ),
        waiting=tuple(request for request in requests if request.pk in reviewed and not request.answer),
        answered=tuple(request for request in requests if request.answer),
        punctual=tuple(_tally_punctuality(followed.others)),
    )


def _list_visible(scope: Scope) -> QuerySet[Extension]:
    """Requests of the account's own units, and those that it answers."""
    condition = build_answerable_filter(scope)
    for function in Function.values:
        condition |= Q(form__function=function, unit__in=scope.units(Action.REPORT_SEND, function))
    return Extension.objects.filter(condition)


def _build_unsent_report(report: ExpectedReport, requests: list[Extension], day: date) -> UnsentReport:
    own_requests = [
        request for request in requests if (request.unit_id, request.form.code) == (report.unit.pk, report.form)
    ]
    return UnsentReport(report, tuple(reversed(own_requests)), report.locked(day))


def _tally_punctuality(reports: tuple[ExpectedReport, ...]) -> list[Punctual]:
    by_form: dict[str, list[ExpectedReport]] = {}
    for report in reports:
        by_form.setdefault(report.form, []).append(report)
    return [Punctual(code, rows[0].name, tally_reports(rows)) for code, rows in by_form.items()]


def list_delay_reasons(scope: Scope, periods: Collection[str]) -> dict[tuple[str, int, str], str]:
    """The reason and answer of the newest request, by form, unit (row id) and period. One query.

    The caller asks about reports that the account follows. Reasons of confidential reports are for reviewers.
    """
    rows = Extension.objects.filter(period__in=set(periods)).filter(
        Q(form__function=Function.GENERAL) | build_answerable_filter(scope)
    )
    return {
        (request.form.code, request.unit_id, request.period): _format_request(request)
        for request in rows.select_related("form")
    }


def _format_request(request: Extension) -> str:
    return _("%(reason)s. Xin lùi đến %(day)s: %(answer)s") % {
        "reason": request.reason.rstrip("."),
        "day": f"{request.until.day}/{request.until.month}",
        "answer": request.get_answer_display(),
    }
