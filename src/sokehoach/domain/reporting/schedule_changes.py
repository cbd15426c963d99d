"""Changes of when a form reports: from which day periods of another length may begin, and which days another counting
window leaves to no period or to two.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from sokehoach.domain.periods.period import PeriodType, list_periods
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.programmes.earlier import EarlierDefinition
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import list_own_periods

_YEARS_AFTER = 2
_NOT_TILING = {PeriodType.NINE_MONTH, PeriodType.AD_HOC}


def find_first_tiling_day(form: Form) -> date:
    """The day of the last earlier definition if the current one may hold from it, else the first day after it on which
    a window begins from which it may.

    A half-year that is being counted cannot be followed by its own second quarter, nor the first of two quarters by a
    half-year: months would be owed twice, or by nobody. Between two years every change of length may hold.
    """
    *first_rows, last = form.earlier_definitions
    window, year = last.definition.counting_window, last.valid_until.year
    periods = list_periods(PeriodType(form.period_type), year, year + _YEARS_AFTER)
    starts = [compute_window(period, window).start for period in periods]
    return next(
        day
        for day in (last.valid_until, *(start for start in starts if start > last.valid_until))
        if owes_each_month_once(
            replace(form, earlier_definitions=(*first_rows, EarlierDefinition(day, last.definition))), year
        )
    )


@dataclass(frozen=True, slots=True)
class MiscountedDays:
    """Days, the last included, that no period counts, or that two count."""

    first: date
    last: date
    is_twice: bool


def find_miscounted_days(form: Form) -> Iterator[MiscountedDays]:
    """Those where the last earlier definition ends and the current one begins, because their windows do not join.

    None where one of the two is owed for nine months or ad hoc: their periods never join.
    """
    last = form.earlier_definitions[-1]
    year = last.valid_until.year
    if _NOT_TILING & {form.period_type, last.definition.period_type}:
        return
    for before, after in pairwise(list_own_periods(form, year - 1, year + _YEARS_AFTER)):
        if form.at(before) is not last.definition or form.at(after) is not form:
            continue
        end = compute_window(before, last.definition.counting_window).end
        start = compute_window(after, form.counting_window).start
        if start != end:
            yield MiscountedDays(min(start, end), max(start, end) - timedelta(days=1), start < end)


def owes_each_month_once(form: Form, year: int) -> bool:
    """Whether each month, of the year and those around it, is part of exactly one period of the form's own type.

    Of none where the definition that holds for the month has none there, as after nine months. Ad hoc periods are no
    part of it, nor are weeks: no form changes to them or from them (`domain.programmes.rules`).
    """
    first_year, last_year = year - 1, year + _YEARS_AFTER + 1
    periods = list_own_periods(form, first_year, last_year)
    for month in list_periods(PeriodType.MONTH, first_year, last_year):
        kind = PeriodType(form.at(month).period_type)
        expected = any(period.contains(month.start) for period in list_periods(kind, month.year, month.year))
        count = sum(period.contains(month.start) for period in periods)
        if kind is not PeriodType.AD_HOC and count != expected:
            return False
    return True
