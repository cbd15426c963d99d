"""The page of due days: the stages of each schedule, unsent reports, and requests for extensions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_levels, is_attached
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.pages.plan_schedules import ScheduleEntry, list_schedule_entries
from sokehoach.apps.reporting.permissions import build_answerable_extension_filter, build_own_extension_filter
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.forms import parse_reporting_schedule
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.reporting.queries.plan_schedules import get_form_schedules
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.periods.due import DueRule
from sokehoach.domain.periods.period import Period, parse_period
from sokehoach.domain.reporting.due_schedules import find_schedule
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.obligation import ReportTally, tally_reports
from sokehoach.domain.reporting.reporting_schedule import (
    ReportingSchedule,
    SchedulePart,
    Stage,
    StageDates,
    compute_stage_dates,
    list_schedule_parts,
)


@dataclass(frozen=True, slots=True)
class DueStage:
    """One stage of a schedule in one period, or a part with its own day, with units and forms by name.

    `forms`: empty where all forms of the stage are due alike.
    """

    who: str
    receiver: str
    through: str
    forms: tuple[str, ...]
    dates: StageDates


@dataclass(frozen=True, slots=True)
class ScheduleDates:
    """`programme`: row id."""

    programme: int
    reporting_schedule: ReportingSchedule
    period: Period
    parts: tuple[SchedulePart, ...]
    stages: tuple[DueStage, ...]

    @property
    def period_vi(self) -> str:
        return period_name(self.period)


def list_schedule_dates(user: User, periods: Sequence[Period]) -> tuple[ScheduleDates, ...]:
    """The schedules in force with such periods, each stage with its days. Three queries."""
    forms = {row.uid: row.definition for row in models.Form.objects.only("uid", "definition")}
    names = {uid: form.code for uid, form in forms.items()} | {
        row.code: row.short_name if is_attached(row) else row.letterhead
        for row in units.list_known_units(max(period.end for period in periods))
    }
    names |= {level.code: _name_senders(level) for level in get_levels()}
    schedules = []
    for row in models.ReportingSchedule.objects.filter(filter_programmes(scope_of(user))):
        reporting_schedule = parse_reporting_schedule(row.definition)
        for period in periods:
            if period.type in reporting_schedule.period_types and reporting_schedule.in_force(period.start):
                stages = tuple(
                    due_stage
                    for stage in reporting_schedule.stages
                    for due_stage in _list_due_stages(stage, period, names, forms)
                )
                parts = tuple(_name_part(part, names) for part in list_schedule_parts(reporting_schedule))
                schedules.append(ScheduleDates(row.programme_id, reporting_schedule, period, parts, stages))
    return tuple(schedules)


def _name_senders(level: Level) -> str:
    if level.attached:
        return level.name
    return (_("UBND cấp %(level)s") if level.consolidates else _("UBND %(level)s")) % {"level": level.name}


def _list_due_stages(
    stage: Stage, period: Period, names: Mapping[str, str], forms: Mapping[str, Form]
) -> Iterable[DueStage]:
    """The stage, in several parts where plans set different days for its senders and forms."""
    senders = [Reporters(levels=(level,)) for level in stage.reporters.levels]
    senders += [Reporters(codes=(code,)) for code in stage.reporters.codes]
    rules: dict[DueRule, tuple[dict[str, None], dict[str, None]]] = {}
    for sender in senders:
        reported = [uid for uid in stage.forms if _is_reported(forms.get(uid), sender)]
        for uid in reported or ("",):
            level, code = "".join(sender.levels), "".join(sender.codes)
            schedule = find_schedule(get_form_schedules(uid), period, stage.window, level=level, code=code)
            codes, uids = rules.setdefault(schedule.due if schedule else stage.due, ({}, {}))
            codes[level or code] = None
            uids |= dict.fromkeys(filter(None, [uid]))
    free_days = holidays.list_holidays(period.year, period.year + 1)
    for due, (codes, uids) in rules.items():
        yield DueStage(
            who=_replace_codes(", ".join(codes), names),
            receiver=names.get(stage.receiver, stage.receiver),
            through=names.get(stage.through, stage.through),
            forms=tuple(names.get(uid, uid) for uid in uids) if len(rules) > 1 else (),
            dates=compute_stage_dates(replace(stage, due=due), period, free_days),
        )


def _is_reported(form: Form | None, sender: Reporters) -> bool:
    return form is not None and bool(
        set(sender.levels) & set(form.reporters.levels) or set(sender.codes) & set(form.reporters.codes)
    )


def _name_part(part: SchedulePart, names: Mapping[str, str]) -> SchedulePart:
    """The part with names of units in place of their codes; without codes as it is, in the language of the page."""
    named = "; ".join(_replace_codes(codes, names) for codes in part.text.split("; "))
    return part if named == part.text else replace(part, text=named)


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
        return period_name(self.period)


@dataclass(frozen=True, slots=True)
class Dates:
    """`asked_period`: the id of the period asked for, «» for each form in its own current periods."""

    asked_period: str
    periods: tuple[Period, ...]
    reporting_schedules: tuple[ScheduleDates, ...]
    unsent: tuple[UnsentReport, ...]
    waiting: tuple[models.Extension, ...]
    answered: tuple[models.Extension, ...]
    punctual: tuple[Punctual, ...]
    plan_dues: tuple[ScheduleEntry, ...]

    @property
    def period_vi(self) -> str:
        return ", ".join(period_name(period) for period in self.periods)

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
        reporting_schedules=list_schedule_dates(user, periods),
        unsent=tuple(
            _build_unsent_report(report, requests, day) for report in followed.own if report.first_sent is None
        ),
        waiting=tuple(request for request in requests if request.pk in reviewed and not request.answer),
        answered=tuple(request for request in requests if request.answer),
        punctual=tuple(_tally_punctuality(followed.others)),
        plan_dues=list_schedule_entries(user, day),
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
