"""Lists the reports that units owe, with their due days, extensions and states."""

import uuid
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
from sokehoach.apps.reporting import models, permissions
from sokehoach.apps.reporting.queries import forms
from sokehoach.apps.reporting.queries.due_days import (
    late_by,
    list_due_days,
    period_of,
)
from sokehoach.apps.reporting.queries.handed_in import list_granted, list_handed_in
from sokehoach.apps.reporting.queries.owed import list_owed, restrict_to_units
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.dates import format_date
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.current import list_periods_behind
from sokehoach.domain.periods.due import MAX_DAYS_TO_DUE
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import (
    find_first_day,
    list_choosable_periods,
    list_form_periods,
    list_owed_periods,
    pick_common_period,
)
from sokehoach.domain.reporting.obligation import (
    Extension,
    apply_extensions,
    is_locked,
)
from sokehoach.domain.reporting.status import ReportStatus, compute_report_status
from sokehoach.domain.reporting.workflow import ReportState

type FormPeriod = tuple[models.Form, Form, str]  # a form for a period


class ExpectedReport(NamedTuple):
    """A report that a unit owes.

    form          its uid; `form_code` is printed
    programme     row id
    version       of the report: above 1 where a step has been taken
    state         a ReportState, or «» where it is not begun; a consolidated one is «accepted» here
    first_sent    the day of the first sending, which later returns do not change
    due           the day by which it must be sent: the regular one, or the last granted extension
    regular_due   the unit's day by its form, its level or a schedule accepted from a plan
    late_days     working days between `due` and the first sending; 0 where it is not sent yet
    overdue_days  working days between `due` and the day asked about, if it was never sent
    locked_from   from that day it is accepted only with an extension; None: never locked
    owes          the days that it covers, if the unit began or ended within the window: [start, end)
    extensions    granted extensions
    can_open      whether the account asked for may open it
    """

    unit: Unit
    form: str
    form_code: str
    programme: int
    name: str
    function: str
    period: str
    due: date
    regular_due: date
    locked_from: date | None = None
    owes: tuple[date, date] | None = None
    extensions: tuple[Extension, ...] = ()
    asked_on: date | None = None  # the day of this state; None: today
    state: str = ""
    submission: uuid.UUID | None = None
    version: int = 0
    first_sent: date | None = None
    late_days: int = 0
    overdue_days: int = 0
    can_open: bool = False

    @property
    def status(self) -> ReportStatus:
        day = self.asked_on or clock.today()
        return compute_report_status(self.state, due=self.regular_due, timely_until=self.due, day=day)

    @property
    def period_vi(self) -> str:
        return period_name(periods.parse_period(self.period))

    @property
    def shown_state(self) -> str:
        """The name of the state in `shell.status_badges`."""
        if self.state == ReportState.ACCEPTED and self.late_days:
            return "accepted_late"
        return self.status.value

    def locked(self, day: date) -> bool:
        """Whether a first sending is refused on the day. A returned report may always be sent again."""
        return self.first_sent is None and is_locked(self.locked_from, self.extensions, day)


@dataclass(frozen=True, slots=True)
class FollowedReports:
    """The reports that an account owes itself, and those that it follows.

    forms    all forms of the periods asked for, whoever owes them
    period   the period asked for; of current reports that of most forms
    choices  the periods that a page offers
    asks_ad_hoc  whether a form is reported for days that somebody states
    collected_from  the day from which forms are collected whose reports of the period asked for were due before
    """

    own: tuple[ExpectedReport, ...]
    others: tuple[ExpectedReport, ...]
    forms: tuple[Form, ...]
    period: periods.Period
    choices: frozenset[periods.Period]
    asks_ad_hoc: bool = False
    collected_from: date | None = None

    @property
    def periods(self) -> tuple[periods.Period, ...]:
        """The periods of these reports in order, a longer one after those that it contains."""
        ids = {report.period for report in (*self.own, *self.others)}
        return tuple(sorted(map(periods.parse_period, ids), key=lambda period: (period.end, -period.start.toordinal())))


def list_expected(
    form: Form, period: str, day: date | None = None, *, units: Container[int] | None = None
) -> tuple[ExpectedReport, ...]:
    """Every unit that owes the form for some days of the period, by code; only those of `units` (row ids). Four
    queries.
    """
    row = models.Form.objects.select_related("unit").get(uid=form.uid)
    return tuple(_list_expected([(row, form, period)], day, list_units=lambda _form: units))


def load_followed(user: User, period: str, day: date) -> FollowedReports:
    """The account's own reports of one period and those that it follows. Four queries.

    Of a form that is not owed for the period, only what was handed in by it.
    Of a confidential form it sees who has reported; numbers are decided by permissions.build_visibility_filter.
    """
    when, form_rows = period_of(period), _list_form_rows(filter_programmes(scope_of(user)))
    form_periods = [(row, form, period) for row, form in form_rows if when.type in form.at(when).period_types]
    followed = _follow(user, form_rows, form_periods, when, day)
    not_owed = {form.uid for _row, form, _period in form_periods if not form.is_in_force(when)}
    if not not_owed:
        return followed
    own_reports, other_reports = (
        tuple(report for report in reports if report.form not in not_owed or report.state)
        for reports in (followed.own, followed.others)
    )
    left_out = not_owed - {report.form for report in (*own_reports, *other_reports)}
    return replace(
        followed,
        own=own_reports,
        others=other_reports,
        forms=tuple(form for form in followed.forms if form.uid not in left_out),
        collected_from=find_first_day((form for form in followed.forms if form.uid in left_out), when),
    )


def list_left_to_send(user: User, submission: models.Submission, day: date) -> list[ExpectedReport]:
    """The other reports of the same unit and period that the account still has to send. Four queries."""
    own_reports = load_followed(user, submission.period, day).own
    return [
        report
        for report in own_reports
        if report.unit.id == submission.unit_id
        and report.submission != submission.pk
        and report.state in _TO_SEND_STATES
    ]


def load_current(user: User, day: date) -> FollowedReports:
    """The account's own reports and those that it follows, of each form in its own current periods. Four queries.

    Reports of earlier periods, unless long overdue: those still to be sent, and others' to be accepted.
    """
    form_rows = _list_form_rows(filter_programmes(scope_of(user)))
    current = {
        (row.pk, period.id): (row, form, period.id)
        for row, form in form_rows
        for period in list_form_periods(form, day)
    }
    outstanding = [
        (row, form, period.id)
        for row, form in form_rows
        for definition in form.definitions
        for kind in definition.period_types
        for period in list_periods_behind(day, kind, definition.counting_window, days=MAX_DAYS_BEHIND)
        if form.at(period) is definition
        if form.is_in_force(period) and max(list_due_days(form, period.id)) + timedelta(days=DAYS_BEHIND) >= day
    ]
    common_period = pick_common_period([form for _row, form in form_rows], day)
    return _follow(user, form_rows, [*current.values(), *outstanding], common_period, day, current=current)


def find_common_period(user: User, day: date) -> periods.Period:
    """The current period of most forms in force in the account's programmes, for a page that shows one. One query."""
    return pick_common_period(forms.list_own_forms(user), day)


def _follow(
    user: User,
    form_rows: Sequence[tuple[models.Form, Form]],
    form_periods: Sequence[FormPeriod],
    period: periods.Period,
    day: date,
    *,
    current: Collection[tuple[int, str]] | None = None,
) -> FollowedReports:
    """`current`: forms (row id) with their current periods; of all others only reports to be sent or accepted.

    Who may both write and review another unit's report follows it: a first administrator holds every role.
    """
    scope = scope_of(user)
    own_reports, other_reports = list[ExpectedReport](), list[ExpectedReport]()
    form_ids = {row.uid: row.pk for row, _form in form_rows}
    restrict_scope = cache(scope.restrict_to)

    @cache
    def list_concerned(programme: int, function: str) -> frozenset[int]:
        """The units whose reports the account writes or follows: of all others nothing is computed."""
        programme_scope = restrict_scope(programme)
        own_units = programme_scope.units(Action.REPORT_EDIT, function)
        return own_units | permissions.list_followed_units(programme_scope, function)

    @cache
    def list_own_units(programme: int, function: str) -> frozenset[int]:
        programme_scope = restrict_scope(programme)
        reviewed_units = permissions.list_reviewable_units(programme_scope, function) - {user.unit_id}
        return programme_scope.units(Action.REPORT_EDIT, function) - reviewed_units

    @cache
    def list_opened_units(programme: int, function: str, state: str) -> frozenset[int]:
        return permissions.list_opened_units(restrict_scope(programme), function, state)

    for expected_report in _list_expected(
        form_periods,
        day,
        list_units=lambda form: list_concerned(form.programme_id, form.function),
        list_opened=lambda form, state: list_opened_units(form.programme_id, form.function, state),
    ):
        is_current = current is None or (form_ids[expected_report.form], expected_report.period) in current
        is_own = expected_report.unit.id in list_own_units(expected_report.programme, expected_report.function)
        states = _TO_SEND_STATES if is_own else (*_TO_SEND_STATES, ReportState.SENT)
        if not is_current and expected_report.state not in states:
            continue
        (own_reports if is_own else other_reports).append(expected_report)
    return FollowedReports(
        tuple(own_reports),
        tuple(other_reports),
        tuple(dict.fromkeys(form for _row, form, _period in form_periods)),
        period,
        list_choosable_periods([form for _row, form in form_rows], day),
        any(periods.PeriodType.AD_HOC in form.period_types for _row, form in form_rows),
    )


def list_falling_due(day: date) -> tuple[ExpectedReport, ...]:
    """Reports of every form due between DAYS_BEHIND before the day and DAYS_AHEAD after it. Five queries."""
    first, last = day - timedelta(days=DAYS_BEHIND), day + timedelta(days=DAYS_AHEAD)
    extended_periods = set(
        models.Extension.objects.filter(answer=models.Extension.Answer.GRANTED, until__range=(first, last)).values_list(
            "form_id", "period"
        )
    )
    candidates = [
        (row, form, period.id)
        for row, form in _list_form_rows()
        for period in list_owed_periods(form, day.year - 2, day.year + 1)
        if (row.pk, period.id) in extended_periods
        or any(first <= due <= last for due in list_due_days(form, period.id))
    ]
    return tuple(report for report in _list_expected(candidates, day) if first <= report.due <= last)


DAYS_BEHIND, DAYS_AHEAD = 90, 30
MAX_DAYS_BEHIND = DAYS_BEHIND + MAX_DAYS_TO_DUE  # from the last counted day
_TO_SEND_STATES = ("", ReportState.DRAFT, ReportState.RETURNED)


def _list_form_rows(condition: Q | None = None) -> list[tuple[models.Form, Form]]:
    return [(row, row.definition) for row in models.Form.objects.filter(condition or Q()).select_related("unit")]


def _list_expected(
    form_periods: Iterable[FormPeriod],
    day: date | None,
    *,
    list_units: Callable[[models.Form], Container[int] | None] = lambda _form: None,
    list_opened: Callable[[models.Form, str], Container[int]] = lambda _form, _state: (),
) -> Iterable[ExpectedReport]:
    """`list_units`: of which units (row ids) it is asked, None: of all; `list_opened`: whose reports may be opened."""
    known_tree, owed_by_form = load_known_tree(), []
    for row, form, period in form_periods:
        if form.is_defined(period_of(period)):
            all_owed = list_owed(known_tree, form.at(period_of(period)), row.unit.code, period)
            owed_by_form.append(((row, period), restrict_to_units(all_owed, list_units(row))))
    unit_ids = {owed.unit_id for _form_period, all_owed in owed_by_form for owed in all_owed}
    condition = Q(
        period__in={period for (_row, period), _all_owed in owed_by_form},
        form__in={row.pk for (row, _period), _all_owed in owed_by_form},
    )
    if len(unit_ids) <= _MAX_NAMED_UNITS:
        condition &= Q(unit__in=unit_ids)
    handed_in, granted = list_handed_in(condition), list_granted(condition)
    count_late_days = cache(late_by)
    for (row, period), all_owed in owed_by_form:
        list_opened_here = cache(partial(list_opened, row))
        form_id = row.pk
        for unit_id, unit, regular_due, locked_from, owes in all_owed:
            key = form_id, unit_id, period
            extensions = tuple(granted[key]) if key in granted else ()
            due = apply_extensions(regular_due, extensions) if extensions else regular_due
            pk, state, version, first_sent = handed_in.get(key, _NOTHING)
            yield ExpectedReport(
                unit,
                row.uid,
                row.code,
                row.programme_id,
                row.name,
                row.function,
                period,
                due,
                regular_due,
                locked_from,
                owes,
                extensions,
                day,
                state,
                pk,
                version,
                first_sent,
                0 if first_sent is None else count_late_days(due, first_sent),  # late_days
                0 if first_sent is not None or day is None else count_late_days(due, day),  # overdue_days
                state != "" and unit_id in list_opened_here(state),  # can_open
            )


_MAX_NAMED_UNITS = 500  # whose reports are asked for by unit; of more units those of all are read
_NOTHING = (None, "", 0, None)  # of what a unit that has not begun has handed in


def list_delay_reasons(scope: Scope, periods: Collection[str]) -> dict[tuple[str, int, str], str]:
    """The reason and answer of the newest request, by form, unit (row id) and period. One query.

    The caller asks about reports that the account follows. Reasons of confidential reports are for reviewers.
    """
    rows = models.Extension.objects.filter(period__in=set(periods)).filter(
        Q(form__function=GENERAL) | permissions.build_answerable_extension_filter(scope)
    )
    return {
        (request.form.uid, request.unit_id, request.period): _format_request(request)
        for request in rows.select_related("form")
    }


def _format_request(request: models.Extension) -> str:
    day, answer = format_date(request.until, "j/n"), request.get_answer_display()
    params = {"reason": request.reason.rstrip("."), "day": day, "answer": answer}
    return _("%(reason)s. Xin lùi đến %(day)s: %(answer)s") % params


def access_own_unit(user: User, *, code: str, form: str, period: str) -> Unit:
    """The unit of that code that owes the form and for which the account writes; NotFoundError where there is none."""
    unit = list_own_units(user, form=form, period=period).get(code)
    if unit is None:
        raise NotFoundError
    return unit


def list_own_units(user: User, *, form: str, period: str) -> dict[str, Unit]:
    """The units by code that owe the form and for which the account writes. NotFoundError where there is no form."""
    definition = forms.get_form(form)
    scope = scope_of(user)
    own_units: dict[str, Unit] = {}
    for report in list_expected(definition, period):
        if scope.restrict_to(report.programme).may(Action.REPORT_EDIT, report.unit.pk, definition.function):
            own_units.setdefault(report.unit.code, report.unit)
    return own_units
