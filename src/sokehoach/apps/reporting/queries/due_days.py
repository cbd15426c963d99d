"""By when a report is due: the day of its form's own rule, or of a schedule accepted from a plan."""

from collections.abc import Callable
from datetime import date
from functools import cache

from sokehoach.adapters import holidays
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.queries.plan_schedules import get_form_schedules
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.due import compute_due_day
from sokehoach.domain.periods.window import Window, compute_window
from sokehoach.domain.reporting.due_schedules import get_due_rule, list_due_rules
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.obligation import Extension, apply_extensions
from sokehoach.domain.reporting.reporting_schedule import compute_lock_day


def get_counting_window(form: Form, period: str) -> Window:
    """The days that a report counts; NotFoundError for a text that is no period of the form's type."""
    when = period_of(period)
    form = form.at(when)
    if when.type not in form.period_types:
        raise NotFoundError
    return compute_window(when, form.counting_window)


def period_of(text: str) -> periods.Period:
    """The period; NotFoundError for an invalid text."""
    try:
        return periods.parse_period(text)
    except ValueError as error:
        raise NotFoundError from error


def due_on(form: Form, period: str, unit: Unit) -> date:
    """The unit's regular due day; extensions are in `ExpectedReport.due` and `due_of`."""
    return build_due_finder(form, period)(unit)


def build_due_finder(form: Form, period: str) -> Callable[[Unit], date]:
    """Finds the regular due days of many units: each rule is computed once."""
    cut_off, when = get_counting_window(form, period).cut_off, period_of(period)
    form, free_days = form.at(when), _list_holidays(cut_off)
    schedules = get_form_schedules(form.uid)
    names_units = any(schedule.reporters.codes for schedule in schedules)

    @cache
    def find_due_day(level: str, code: str) -> date:
        due_rule = get_due_rule(form, schedules, when, level=level, code=code)
        return compute_due_day(due_rule, when, form.counting_window, free_days)

    return lambda unit: find_due_day(unit.level, unit.code if names_units else "")


def list_due_days(form: Form, period: str) -> frozenset[date]:
    """All days on which a report of the period may be due, whoever owes it."""
    cut_off = get_counting_window(form, period).cut_off
    when, free_days = period_of(period), _list_holidays(cut_off)
    form = form.at(when)
    return frozenset(
        compute_due_day(rule, when, form.counting_window, free_days)
        for rule in list_due_rules(form, get_form_schedules(form.uid), when)
    )


def due_of(submission: models.Submission, form: Form) -> date:
    """The due day of this report, with granted extensions. One query."""
    granted = models.Extension.objects.filter(
        form=submission.form_id,
        unit=submission.unit_id,
        period=submission.period,
        answer=models.Extension.Answer.GRANTED,
    )
    extensions = [Extension(extended_until) for extended_until in granted.values_list("until", flat=True)]
    return apply_extensions(due_on(form, submission.period, submission.unit), extensions)


def lock_of(form: Form, due: date) -> date | None:
    """The first day on which reports due on the day are accepted only with an extension; None: never locked."""
    return compute_lock_day(due, form.lock_days, _list_holidays(due))


def late_by(due: date, day: date) -> int:
    """Working days after the due day up to and including `day`."""
    years = range(due.year, max(due.year, day.year) + 1)
    return working_days.count_working_days(due, day, holidays.list_holidays(*years))


def _list_holidays(day: date) -> frozenset[date]:
    return holidays.list_holidays(day.year, day.year + 1)
