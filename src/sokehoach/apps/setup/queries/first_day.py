"""From which day a version that is to be published applies, and which reports its new forms ask for first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.apps.setup.queries.definition_check import CheckedDefinition
from sokehoach.domain.periods.current import get_current_period
from sokehoach.domain.periods.period import Period, PeriodType, list_periods
from sokehoach.domain.programmes.rules import Weight
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import list_owed_periods


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """`periods`: the first ones that new forms are owed for, if the version applies from the day."""

    day: date
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class PassedPeriods:
    """How many periods new forms would be owed for that were due before today; the first and the last of them."""

    count: int
    first: Period
    last: Period


def find_passed_periods(
    programme: ProgrammeDefinition, checked: CheckedDefinition, today: date, *, day: date
) -> PassedPeriods | None:
    """Those of which the reports of new forms would be late on the day of publication; None where none would be.

    `day`: from which the version applies; forms that are added to others are owed for no window before it.
    """
    first_day = day if any(_list_form_codes(checked)) else None
    passed_periods = {
        period
        for form in _list_new_forms(programme, checked)
        for period in list_owed_periods(form, (form.valid_from or today).year, today.year)
        if first_day is None or form.get_first_day(period) >= first_day
        if not replace(form, collected_from=today).is_collected(period)
    }
    if not passed_periods:
        return None
    ordered = sorted(passed_periods, key=lambda period: (period.end, period.start))
    return PassedPeriods(len(ordered), ordered[0], ordered[-1])


def _list_new_forms(programme: ProgrammeDefinition, checked: CheckedDefinition) -> list[Form]:
    """Those that no version had yet; of reports that somebody asks for none."""
    earlier_codes = set(_list_form_codes(checked))
    return [
        form
        for form in programme.forms
        if form.code not in earlier_codes and PeriodType(form.period_type) is not PeriodType.AD_HOC
    ]


def _list_form_codes(checked: CheckedDefinition) -> Iterable[str]:
    return (form["code"] for _day, version in checked.versions for form in version.get("forms", ()))


def get_default_day(programme: ProgrammeDefinition, checked: CheckedDefinition, today: date) -> date:
    """From when a version applies whose publisher names no day: a later day that is planned already is kept."""
    if not checked.versions:
        return programme.valid_from
    planned_day, _definition = checked.versions[-1]
    return max(planned_day, today)


def propose_day(programme: ProgrammeDefinition, checked: CheckedDefinition, today: date) -> ProposedDay:
    """The default day; for a version that does nothing but add forms, the first day that their current periods count.

    So the report of a year that is being counted is owed, and none is overdue from the first day.
    """
    earlier_codes = set(_list_form_codes(checked))
    new_forms = _list_new_forms(programme, checked)
    day = max(programme.valid_from, get_default_day(programme, checked, today))
    new_codes = {form.code for form in new_forms}
    is_light = all(
        change.weight < Weight.NARROWING or (change.section == "forms" and change.key in new_codes)
        for change in checked.difference.changes
    )
    if earlier_codes and new_forms and is_light and day == today:
        first_days = [form.get_first_day(_get_current_period(form, today)) for form in new_forms]
        day = max(programme.valid_from, min(today, max(first_days)))
    first_day = day if earlier_codes else None  # the first forms of a programme are owed for all periods
    periods = {_find_first_period(form, today, first_day) for form in new_forms}
    return ProposedDay(day, tuple(sorted(periods, key=lambda period: (period.end, period.start))))


def _get_current_period(form: Form, today: date) -> Period:
    return get_current_period(today, PeriodType(form.period_type), form.counting_window)


def _find_first_period(form: Form, today: date, first_day: date | None) -> Period:
    current = _get_current_period(form, today)
    form = replace(form, collected_from=today)
    return next(
        period
        for year in count(current.year)
        for period in list_periods(current.type, year, year)
        if period.start >= current.start
        and form.is_collected(period)
        and (form.valid_from is None or form.valid_from <= period.start)
        and (first_day is None or form.get_first_day(period) >= first_day)
    )
