"""The page of due days: the stages of each regime, unsent reports, and requests for extensions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_levels, is_attached
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.permissions import build_answerable_extension_filter, build_own_extension_filter
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.forms import parse_regime
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.periods.period import Period, name_vi, parse_period
from sokehoach.domain.reporting.obligation import ReportTally, tally_reports
from sokehoach.domain.reporting.regime import (
    Regime,
    RegimePart,
    Stage,
    StageDates,
    compute_stage_dates,
    list_regime_parts,
)


@dataclass(frozen=True, slots=True)
class DueStage:
    """One stage of a regime in one period, with units by name."""

    who: str
    receiver: str
    through: str
    forms: tuple[str, ...]
    dates: StageDates


@dataclass(frozen=True, slots=True)
class RegimeSchedule:
    """`programme`: row id."""

    programme: int
    regime: Regime
    period: Period
    parts: tuple[RegimePart, ...]
    stages: tuple[DueStage, ...]

    @property
    def period_vi(self) -> str:
        return name_vi(self.period)


def list_regime_schedules(user: User, periods: Sequence[Period]) -> tuple[RegimeSchedule, ...]:
    """The regimes in force with such periods, each stage with its days. Three queries."""
    names = dict(models.Form.objects.values_list("uid", "code")) | {
        row.code: row.short_name if is_attached(row) else row.letterhead
        for row in units.list_known_units(max(period.end for period in periods))
    }
    names |= {level.code: _name_senders(level) for level in get_levels()}
    schedules = []
    for row in models.Regime.objects.filter(filter_programmes(scope_of(user))):
        regime = parse_regime(row.definition)
        for period in periods:
            if period.type in regime.period_types and regime.in_force(period.start):
                stages = tuple(_build_due(stage, period, names) for stage in regime.stages)
                parts = tuple(_name_part(part, names) for part in list_regime_parts(regime))
                schedules.append(RegimeSchedule(row.programme_id, regime, period, parts, stages))
    return tuple(schedules)


def _name_senders(level: Level) -> str:
    if level.attached:
        return level.name
    return f"UBND cấp {level.name}" if level.consolidates else f"UBND {level.name}"


def _build_due(stage: Stage, period: Period, names: Mapping[str, str]) -> DueStage:
    free_days = holidays.list_holidays(period.year, period.year + 1)
    return DueStage(
        who=_replace_codes(stage.sender_codes, names),
        receiver=names.get(stage.receiver, stage.receiver),
        through=names.get(stage.through, stage.through),
        forms=stage.forms,
        dates=compute_stage_dates(stage, period, free_days),
    )


def _name_part(part: RegimePart, names: Mapping[str, str]) -> RegimePart:
    """The part with names of units in place of their codes."""
    return RegimePart(
        part.number, part.title_vi, "; ".join(_replace_codes(codes, names) for codes in part.text.split("; "))
    )


def _replace_codes(listed: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in listed.split(", "))


@dataclass(frozen=True, slots=True)
class UnsentReport:
    """The account's own report that is not sent, with its requests for extension, the newest first."""

    report: ExpectedReport
    requests: tuple[models.Extension, ...]
    locked: bool

    @property
    def has_open_request(self) -> bool:
        return any(not request.answer for request in self.requests)


@dataclass(frozen=True, slots=True)
class Punctual:
    form: str
    name: str
    programme: int
    period: Period
    tally: ReportTally

    @property
    def period_vi(self) -> str:
        return name_vi(self.period)


@dataclass(frozen=True, slots=True)
class Dates:
    """`asked_period`: the id of the period asked for, «» for each form in its own current periods."""

    asked_period: str
    periods: tuple[Period, ...]
    regimes: tuple[RegimeSchedule, ...]
    unsent: tuple[UnsentReport, ...]
    waiting: tuple[models.Extension, ...]
    answered: tuple[models.Extension, ...]
    punctual: tuple[Punctual, ...]

    @property
    def period_vi(self) -> str:
        return ", ".join(name_vi(period) for period in self.periods)

    @property
    def has_many_periods(self) -> bool:
        return len(self.periods) > 1


def load_dates(user: User, *, day: date, period: str) -> Dates:
    """The page of the given period, by default of each form in its own current periods.

    NotFoundError for an invalid period.
    """
    scope = scope_of(user, day)
    followed = obligations.load_followed(user, period, day) if period else obligations.load_current(user, day)
    periods = (followed.period,) if period else followed.periods or (followed.period,)
    period_ids = [period_shown.id for period_shown in periods]
    requests = list(
        _list_visible(scope).filter(period__in=period_ids).select_related("form", "unit", "asked_by", "answered_by")
    )
    reviewed = set(
        models.Extension.objects.filter(build_answerable_extension_filter(scope), period__in=period_ids).values_list(
            "pk", flat=True
        )
    )
    return Dates(
        asked_period=period,
        periods=periods,
        regimes=list_regime_schedules(user, periods),
        unsent=tuple(
            _build_unsent_report(report, requests, day) for report in followed.own if report.first_sent is None
        ),
        waiting=tuple(request for request in requests if request.pk in reviewed and not request.answer),
        answered=tuple(request for request in requests if request.answer),
        punctual=tuple(_tally_punctuality(followed.others)),
    )


def _list_visible(scope: Scope) -> QuerySet[models.Extension]:
    """Requests of the account's own units, and those that it answers."""
    return models.Extension.objects.filter(build_answerable_extension_filter(scope) | build_own_extension_filter(scope))


def _build_unsent_report(report: ExpectedReport, requests: list[models.Extension], day: date) -> UnsentReport:
    own_requests = [
        request
        for request in requests
        if (request.unit_id, request.form.uid, request.period) == (report.unit.pk, report.form, report.period)
    ]
    return UnsentReport(report, tuple(reversed(own_requests)), report.locked(day))


def _tally_punctuality(reports: tuple[ExpectedReport, ...]) -> list[Punctual]:
    by_form: dict[tuple[str, str], list[ExpectedReport]] = {}
    for report in reports:
        by_form.setdefault((report.form, report.period), []).append(report)
    return [
        Punctual(rows[0].form_code, rows[0].name, rows[0].programme, parse_period(period), tally_reports(rows))
        for (_uid, period), rows in by_form.items()
    ]
