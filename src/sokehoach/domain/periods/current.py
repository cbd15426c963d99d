"""Which period of a type is the current one on a day: the one whose results are being written."""

from collections.abc import Sequence
from datetime import date, timedelta

from sokehoach.domain.periods.period import Period, PeriodType, build_ad_hoc_period, list_periods, parse_period
from sokehoach.domain.periods.window import WindowRule, compute_window

# How long before and after its last counted day a report is written: half its length, at most three months.
_MONTHS = {PeriodType.QUARTER: 1, PeriodType.SIX_MONTH: 3, PeriodType.NINE_MONTH: 3, PeriodType.YEAR: 3}
_DAYS = {PeriodType.WEEK: 4, PeriodType.MONTH: 15, PeriodType.QUARTER: 15}


def compute_days_as_current(period: Period, rule: WindowRule) -> tuple[date, date]:
    """The days on which the period is the current one of its type: from the first up to, not including, the second.

    They follow each other without a gap. On 1 July the late reports of the first half still matter most, although the
    second has begun to be counted. An ad hoc period has no calendar: ValueError.
    """
    if period.type is PeriodType.AD_HOC:
        raise ValueError(f"an ad hoc period is never the current one: {period.id}")
    candidates = list_periods(period.type, period.year - 1, period.year)
    preceding = [candidate for candidate in candidates if candidate.end < period.end]
    return _compute_end_as_current(preceding[-1], rule), _compute_end_as_current(period, rule)


def get_current_period(day: date, kind: PeriodType, rule: WindowRule) -> Period:
    """The period of the type whose results are being written on the day; it may have ended already or not.

    Of ad hoc periods none is: the days of the month, for a page that has to show one.
    """
    if kind is PeriodType.AD_HOC:
        return get_ad_hoc_period(parse_period(f"{day:%Y%m}"))
    return next(
        period
        for period in list_periods(kind, day.year - 1, day.year + 1)
        if day < _compute_end_as_current(period, rule)
    )


def get_ad_hoc_period(period: Period) -> Period:
    """The ad hoc period of the same days."""
    return build_ad_hoc_period(period.start, period.end - timedelta(days=1))


def list_current_periods(day: date, kinds: Sequence[PeriodType], rule: WindowRule) -> tuple[Period, ...]:
    """The current periods of a form or report: of its own type, `kinds[0]`, always; of the others while it is written.

    A year is written from three months before its last counted day to three months after, so next to the second
    half-year, but not next to the first. Of ad hoc periods none is current: such a report is due when it is asked for.
    """
    periodic = [kind for kind in kinds if kind is not PeriodType.AD_HOC]
    if not periodic:
        return ()
    own_type, *longer = periodic
    longer_periods = (get_current_period(day, kind, rule) for kind in longer)
    return (
        get_current_period(day, own_type, rule),
        *(period for period in longer_periods if day >= _shift(compute_window(period, rule).end, period.type, -1)),
    )


def list_periods_behind(day: date, kind: PeriodType, rule: WindowRule, *, days: int) -> tuple[Period, ...]:
    """Periods before the current one whose last counted day is at most so many days back, the newest first.

    None of ad hoc periods.
    """
    current = get_current_period(day, kind, rule)
    candidates = list_periods(kind, day.year - 1 - days // 365, current.year)
    return tuple(
        period
        for period in reversed(candidates)
        if period.end < current.end and compute_window(period, rule).end + timedelta(days=days) >= day
    )


def _compute_end_as_current(period: Period, rule: WindowRule) -> date:
    return _shift(compute_window(period, rule).end, period.type, 1)


def _shift(day: date, kind: PeriodType, direction: int) -> date:
    months = day.year * 12 + day.month - 1 + direction * _MONTHS.get(kind, 0)
    return day.replace(year=months // 12, month=months % 12 + 1) + timedelta(days=direction * _DAYS.get(kind, 0))
