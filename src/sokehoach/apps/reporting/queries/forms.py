"""Reads report forms and reporting schedules as domain objects."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.own_programmes import list_named_programmes
from sokehoach.apps.accounts.queries.scopes import filter_programmes, get_scope_cache, scope_of
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models.definition import parse_form
from sokehoach.apps.reporting.queries.due_days import get_counting_window, period_of
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.statements import PreparedStatement, TextParameter
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.messages import name_definition
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.serialization import parse_day, parse_due, parse_window
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.reporting_schedule import Channel, ContentKind, ReportingSchedule, Stage


def list_forms(programme: Programme | None = None) -> tuple[Form, ...]:
    """The forms of one programme, or of all, by code. One query."""
    rows = models.Form.objects.all() if programme is None else models.Form.objects.filter(programme=programme)
    return tuple(row.definition for row in rows.only("definition"))


def has_forms() -> bool:
    """Whether any programme has a form. One query."""
    return models.Form.objects.exists()


def list_form_names() -> dict[str, str]:
    """How a form is named among those of all programmes, by uid: its printed code, and the code of its programme where
    another one has a form of that code, too. One query.
    """
    rows = list(models.Form.objects.values_list("uid", "code", "programme__code"))
    counts = Counter(code for _uid, code, _programme in rows)
    return {uid: code if counts[code] == 1 else f"{code} ({programme})" for uid, code, programme in rows}


def list_period_types(user: User) -> tuple[PeriodType, ...]:
    """The types of all periods for which a form of the account's programmes is or was owed, the shortest first.

    Half-year and year without a form.
    """
    used = {kind for form in list_own_forms(user) for kind in form.all_period_types}
    return tuple(kind for kind in PeriodType if kind in (used or {PeriodType.SIX_MONTH, PeriodType.YEAR}))


def list_own_forms(user: User) -> tuple[Form, ...]:
    """The forms of the programmes in which the account has a role, without withdrawn ones. One query beside those of
    its scope.
    """
    rows = models.Form.objects.filter(filter_programmes(scope_of(user)))
    return tuple(row.definition for row in rows.only("definition") if not row.definition.is_withdrawn)


@dataclass(frozen=True, slots=True)
class ProgrammeForms:
    """The forms of a programme (row id), by code."""

    programme: int
    forms: tuple[Form, ...]

    def get(self, uid: str) -> Form:
        return next(form for form in self.forms if form.uid == uid)


def load_forms_beside(uid: str, period: str) -> ProgrammeForms:
    """The forms of that form's programme as they hold for the period, itself among them; NotFoundError where there is
    no such form. One query.
    """
    rows = list(models.Form.objects.filter(programme__forms__uid=uid).values_list("programme", "definition"))
    if not rows:
        raise NotFoundError
    when = period_of(period)
    return ProgrammeForms(rows[0][0], tuple(definition.at(when) for _programme, definition in rows))


@dataclass(frozen=True, slots=True)
class FormPlace:
    """The programme (row id, short name) of a form (uid)."""

    uid: str
    programme: int
    name: str


def list_form_places(user: User) -> tuple[FormPlace, ...]:
    """The forms of the account's programmes, by programme and code. Asked once for an account object."""
    cache, key = get_scope_cache(user), "form places"
    if key not in cache:
        rows = models.Form.objects.filter(filter_programmes(scope_of(user)))
        cache[key] = tuple(FormPlace(*row) for row in rows.values_list("uid", "programme_id", "programme__short_name"))
    places: tuple[FormPlace, ...] = cache[key]
    return places


def get_form_programme(user: User, uid: str) -> int:
    """The programme (row id) of the form; NotFoundError outside the account's programmes."""
    for place in list_form_places(user):
        if place.uid == uid:
            return place.programme
    raise NotFoundError


def name_form_programmes(user: User) -> dict[str, str]:
    """The names of programmes by form (uid), where entries of several stand on one page; empty otherwise."""
    if not (names := list_named_programmes(user)):
        return {}
    return {place.uid: names[place.programme] for place in list_form_places(user) if place.programme in names}


def list_placed_forms(user: User) -> tuple[tuple[Form, str, int], ...]:
    """The forms of the account's programmes, each with the code of its consolidating unit and its programme (row id).

    One query beside those of the account's scope.
    """
    rows = models.Form.objects.filter(filter_programmes(scope_of(user))).select_related("unit")
    return tuple((row.definition, row.unit.code, row.programme_id) for row in rows)


def get_form(uid: str, period: str = "") -> Form:
    """The form, as it holds for the period if one is given; NotFoundError where there is none."""
    rows = _prepare_form_query().rows({"uid": uid})
    if not rows:
        raise NotFoundError
    form: Form = rows[0][0]
    return form.at(period_of(period)) if period else form


def get_own_form(user: User, uid: str, period: str) -> tuple[Form, int]:
    """The form as it holds for the period, and its programme (row id); NotFoundError outside the account's programmes.

    One query beside those of its scope.
    """
    programmes = scope_of(user).programmes
    for definition, programme in _prepare_form_query().rows({"uid": uid}):
        if programmes is None or programme in programmes:
            return definition.at(period_of(period)), programme
    raise NotFoundError


@cache
def _prepare_form_query() -> PreparedStatement:
    rows = models.Form.objects.filter(uid=TextParameter("uid")).order_by()
    return PreparedStatement(rows.values_list("definition", "programme_id"))


def list_report_elements(submission: models.Submission) -> dict[str, DataElement]:
    """The elements of the report's programme by uid, those of its form as the report counts them. One query."""
    form = submission.definition
    day = get_counting_window(form, submission.period).start
    elements = list_elements(programme=submission.form.programme_id, day=day)
    if submission.form_version is None:
        return elements
    return elements | {
        uid: replace(element, persons_policy=elements[uid].persons_policy, breaks=elements[uid].breaks)
        for uid, element in submission.form_version.sent_form.elements.items()
    }


def get_unit_code(uid: str) -> str:
    """The code of the unit that consolidates the form."""
    return get_form_unit(uid).code


def get_form_unit(uid: str) -> Unit:
    """The unit that consolidates the form."""
    return models.Form.objects.select_related("unit").get(uid=uid).unit


def read_form(definition: Form | Mapping[str, Any]) -> Form:
    """The form of a row's `definition`, which is plain JSON in a migration's state."""
    return definition if isinstance(definition, Form) else parse_form(definition)


def serialize_reporting_schedule(schedule: ReportingSchedule) -> dict[str, Any]:
    """The schedule as JSON: `parse_reporting_schedule(serialize_reporting_schedule(schedule)) == schedule`."""
    plain = asdict(schedule)
    plain["valid_from"] = schedule.valid_from.isoformat()
    plain["valid_to"] = None if schedule.valid_to is None else schedule.valid_to.isoformat()
    return plain


def parse_reporting_schedule(stored: Mapping[str, Any]) -> ReportingSchedule:
    values = dict(stored) | {
        "content": ContentKind(stored["content"]),
        "stages": tuple(_parse_stage(stage) for stage in stored["stages"]),
        "channels": tuple(Channel(channel) for channel in stored["channels"]),
        "period_types": tuple(PeriodType(period_type) for period_type in stored["period_types"]),
        "outlines": tuple(stored["outlines"]),
        "assumed": tuple(map(name_definition, stored["assumed"])),
        "valid_from": date.fromisoformat(stored["valid_from"]),
        "valid_to": parse_day(stored["valid_to"]),
    }
    return ReportingSchedule(**values)


def list_reporting_schedules(user: User) -> tuple[ReportingSchedule, ...]:
    """The schedules of the account's programmes by code. One query beside those of its scope."""
    rows = models.ReportingSchedule.objects.filter(filter_programmes(scope_of(user)))
    return tuple(parse_reporting_schedule(row.definition) for row in rows)


def _parse_stage(stored: Mapping[str, Any]) -> Stage:
    reporters = Reporters(tuple(stored["reporters"]["levels"]), tuple(stored["reporters"]["codes"]))
    schedule = {
        "window": parse_window(stored["window"]),
        "due": parse_due(stored["due"] if "due" in stored else stored["due_days"]),
    }
    stage_fields = {name: value for name, value in stored.items() if name != "due_days"}
    return Stage(**{**stage_fields, **schedule, "reporters": reporters, "forms": tuple(stored["forms"])})
