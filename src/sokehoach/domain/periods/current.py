"""Which period of a type is the current one on a day: the one whose results are being written."""

from datetime import date, timedelta

from sokehoach.domain.periods.period import Period, PeriodType, list_periods
from sokehoach.domain.periods.window import ND09, WindowRule, compute_window

# How long after its last counted day a period stays the current one: half its length, at most three months.
_MONTHS_AFTER = {PeriodType.QUARTER: 1, PeriodType.SIX_MONTH: 3, PeriodType.NINE_MONTH: 3, PeriodType.YEAR: 3}
_DAYS_AFTER = {PeriodType.MONTH: 15, PeriodType.QUARTER: 15}


def compute_days_as_current(period: Period, rule: WindowRule = ND09) -> tuple[date, date]:
    """The days on which the period is the current one of its type: from the first up to, not including, the second.

    They follow each other without a gap. On 1 July the late reports of the first half still matter most, although the
    second has begun to be counted. An ad hoc period has no calendar: ValueError.
    """
    if period.type is PeriodType.AD_HOC:
        raise ValueError(f"an ad hoc period is never the current one: {period.id}")
    earlier = [before for before in list_periods(period.type, period.year - 1, period.year) if before.end < period.end]
    return _get_last_day_after(earlier[-1], rule), _get_last_day_after(period, rule)


def get_current_period(day: date, kind: PeriodType, rule: WindowRule = ND09) -> Period:
    """The period of the type whose results are being written on the day; it may have ended already or not."""
    return next(
        period for period in list_periods(kind, day.year - 1, day.year + 1) if day < _get_last_day_after(period, rule)
    )


def _get_last_day_after(period: Period, rule: WindowRule) -> date:
    end = compute_window(period, rule).end
    months = end.year * 12 + end.month - 1 + _MONTHS_AFTER.get(period.type, 0)
    return end.replace(year=months // 12, month=months % 12 + 1) + timedelta(days=_DAYS_AFTER.get(period.type, 0))
