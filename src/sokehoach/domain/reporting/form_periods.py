"""Which periods of a form are its current ones on a day, and which period a page shows of many forms."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sokehoach.domain.periods.current import get_ad_hoc_period, get_current_period, list_current_periods
from sokehoach.domain.periods.period import Period, PeriodType, list_periods
from sokehoach.domain.periods.sequence import get_next_period
from sokehoach.domain.periods.window import ND09, Window, compute_window
from sokehoach.domain.reporting.form import Form


def get_own_period(form: Form, day: date) -> Period:
    """The current period of the form's own type, in force or not; for ad hoc the days of the month."""
    candidates = (
        (definition, get_current_period(day, PeriodType(definition.period_type), definition.counting_window))
        for definition in reversed(form.definitions)
    )
    default = get_current_period(day, PeriodType(form.period_type), form.counting_window)
    return next((period for definition, period in candidates if form.at(period) is definition), default)


def list_form_periods(form: Form, day: date) -> tuple[Period, ...]:
    """The periods for which reports by the form are written on the day: its own, and longer ones near their end."""
    return tuple(
        period
        for definition in form.definitions
        for period in list_current_periods(day, definition.period_types, definition.counting_window)
        if form.at(period) is definition and form.is_in_force(period)
    )


def find_first_day(forms: Iterable[Form], period: Period) -> date | None:
    """The last day from which one of the forms is collected that is not collected for the period; else None."""
    days = (form.collected_from for form in forms if not form.is_collected(period))
    return max((day for day in days if day is not None), default=None)


def list_owed_periods(form: Form, first_year: int, last_year: int) -> tuple[Period, ...]:
    """All periods of these years for which the form is owed, by type; none for ad hoc."""
    return tuple(
        period
        for definition in form.definitions
        for kind in definition.period_types
        for period in list_periods(kind, first_year, last_year)
        if form.at(period) is definition and form.is_in_force(period)
    )


def list_own_periods(form: Form, first_year: int, last_year: int) -> tuple[Period, ...]:
    """The periods of these years of the form's own type, in force or not, in order; none for ad hoc.

    Where the type changed, each is of the type that holds for it.
    """
    return tuple(
        period
        for definition in form.definitions
        for period in list_periods(PeriodType(definition.period_type), first_year, last_year)
        if form.at(period) is definition
    )


def find_following_period(form: Form, day: date) -> Period | None:
    """The period after the current one of the form's own type; None where its schedule ends before, and for ad hoc."""
    if form.period_type == PeriodType.AD_HOC:
        return None
    following = get_next_period(get_own_period(form, day))
    return following if form.is_in_force(following) else None


def pick_common_period(forms: Iterable[Form], day: date) -> Period:
    """The current period of the type that most forms in force use, of two the shorter; ad hoc if all forms are.

    Weeks only where no form has a longer period: beside one, weekly reports are mostly words.
    Without a form in force that of all forms, and without any form the half-year of NĐ 09/2019/NĐ-CP art. 12.
    """
    listed = list(forms)
    all_forms = (
        [form for form in listed if form.period_type not in (PeriodType.WEEK, PeriodType.AD_HOC)]
        or [form for form in listed if form.period_type != PeriodType.AD_HOC]
        or listed
    )
    forms_in_force = [form for form in all_forms if form.is_in_force(get_own_period(form, day))] or all_forms
    definitions = (form.at(get_own_period(form, day)) for form in forms_in_force)
    counts = Counter((PeriodType(form.period_type), form.counting_window) for form in definitions)
    if not counts:
        return get_current_period(day, PeriodType.SIX_MONTH, ND09)
    kind, rule = max(counts, key=lambda schedule: (counts[schedule], -schedule[0].months))
    return get_current_period(day, kind, rule)


def compute_common_window(forms: Iterable[Form], period: Period) -> Window:
    """The days that most of the forms count for the period, where none has such periods most of all forms; without a
    form those of NĐ 09/2019/NĐ-CP art. 12.
    """
    definitions = [form.at(period) for form in forms]
    rules = [form.counting_window for form in definitions if period.type in form.period_types]
    counts = Counter(rules or [form.counting_window for form in definitions])
    return compute_window(period, max(counts, key=lambda rule: counts[rule]) if counts else ND09)


def list_choosable_periods(forms: Iterable[Form], day: date) -> frozenset[Period]:
    """The current period of every type for which a form is owed, its report written yet or not; none for ad hoc."""
    return frozenset(
        period
        for form in forms
        for own_period in (get_own_period(form, day),)
        if form.is_in_force(own_period)
        for kind in form.at(own_period).period_types
        if kind is not PeriodType.AD_HOC
        for period in (get_current_period(day, kind, form.at(own_period).counting_window),)
        if form.is_in_force(period)
    )


def get_latest_period(form: Form, period: Period, day: date) -> Period:
    """The form's last own period that has begun to be counted by the day and ends no later than the given one.

    For ad hoc the same days.
    """
    kind = PeriodType(form.at(period).period_type)
    if period.type is kind:
        return period
    if kind is PeriodType.AD_HOC:
        return get_ad_hoc_period(period)
    last_year = min(period.year, day.year + 1)  # no window begins more than a year before its period
    return next(
        candidate
        for candidate in reversed(list_own_periods(form, last_year - 2, last_year))
        if candidate.end <= period.end and form.get_first_day(candidate) <= day
    )


def list_other_kinds(form: Form, period: Period, day: date) -> list[Period]:
    """Of each other kind of period for which the form is filled in, the last one that shares days with the given period
    and has begun to be counted by the day; shorter kinds first.
    """
    kinds = {*form.at(period).period_types} - {period.type, PeriodType.AD_HOC}
    begun_periods = {
        candidate.type: candidate
        for kind in sorted(kinds, key=lambda kind: kind.months)
        for candidate in list_periods(kind, period.start.year, period.end.year)
        if candidate.start < period.end and period.start < candidate.end and form.get_first_day(candidate) <= day
    }
    return list(begun_periods.values())
