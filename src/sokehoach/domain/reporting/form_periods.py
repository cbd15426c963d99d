"""Which periods of a form are its current ones on a day, and which period a page shows of many forms."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sokehoach.domain.periods.current import get_ad_hoc_period, get_current_period, list_current_periods
from sokehoach.domain.periods.period import Period, PeriodType, list_periods
from sokehoach.domain.periods.sequence import get_next_period
from sokehoach.domain.periods.window import ND09, compute_window
from sokehoach.domain.reporting.form import Form


def get_own_period(form: Form, day: date) -> Period:
    """The current period of the form's own type, in force or not; for ad hoc the days of the month."""
    return get_current_period(day, PeriodType(form.period_type), form.on(day).counting_window)


def list_form_periods(form: Form, day: date) -> tuple[Period, ...]:
    """The periods for which reports by the form are written on the day: its own, and longer ones near their end."""
    current_form = form.on(day)
    periods = list_current_periods(day, current_form.period_types, current_form.counting_window)
    return tuple(period for period in periods if form.is_in_force(period))


def find_following_period(form: Form, day: date) -> Period | None:
    """The period after the current one of the form's own type; None where its schedule ends before, and for ad hoc."""
    if form.period_type == PeriodType.AD_HOC:
        return None
    following = get_next_period(get_own_period(form, day))
    return following if form.is_in_force(following) else None


def pick_common_period(forms: Iterable[Form], day: date) -> Period:
    """The current period of the type that most forms in force use, of two the shorter; never an ad hoc one.

    Without a form in force that of all forms, and without any form the half-year of NĐ 09/2019/NĐ-CP art. 12.
    """
    all_forms = [form for form in forms if form.period_type != PeriodType.AD_HOC]
    forms_in_force = [form for form in all_forms if form.is_in_force(get_own_period(form, day))] or all_forms
    counts = Counter((PeriodType(form.period_type), form.on(day).counting_window) for form in forms_in_force)
    if not counts:
        return get_current_period(day, PeriodType.SIX_MONTH, ND09)
    kind, rule = max(counts, key=lambda schedule: (counts[schedule], -schedule[0].months))
    return get_current_period(day, kind, rule)


def list_choosable_periods(forms: Iterable[Form], day: date) -> frozenset[Period]:
    """The current period of every type that a form uses, whether its report is written yet or not; none for ad hoc."""
    return frozenset(
        get_current_period(day, kind, form.on(day).counting_window)
        for form in forms
        if form.is_in_force(get_own_period(form, day))
        for kind in form.on(day).period_types
        if kind is not PeriodType.AD_HOC
    )


def get_latest_period(form: Form, period: Period, day: date) -> Period:
    """The form's last own period that has begun to be counted by the day and ends no later than the given one.

    For ad hoc the same days.
    """
    kind = PeriodType(form.period_type)
    if period.type is kind:
        return period
    if kind is PeriodType.AD_HOC:
        return get_ad_hoc_period(period)
    last_year = min(period.year, day.year + 1)  # no window begins more than a year before its period
    return next(
        candidate
        for candidate in reversed(list_periods(kind, last_year - 2, last_year))
        if candidate.end <= period.end and compute_window(candidate, form.at(candidate).counting_window).start <= day
    )
