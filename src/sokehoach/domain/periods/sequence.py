"""Periods before, after, within and around a period, in the calendar."""

from sokehoach.domain.periods.period import Period, PeriodType, get_period_year_before, list_periods, parse_period

_WITHOUT_YEAR = (PeriodType.WEEK, PeriodType.AD_HOC)  # no year is made of them


def get_previous_period(period: Period) -> Period:
    """The period of the same type just before: «kỳ trước». Of nine months, a year and ad hoc the one a year before."""
    year = _list_of_year(period)
    if period.number > 1:
        return year[period.number - 2]
    return list_periods(period.type, period.year - 1, period.year - 1)[-1] if year else get_period_year_before(period)


def get_next_period(period: Period) -> Period:
    """The period of the same type just after; ValueError for ad hoc, which has none."""
    year = _list_of_year(period)
    if period.number < len(year):
        return year[period.number]
    if not year:
        raise ValueError(f"no period follows {period.id}")
    return list_periods(period.type, period.year + 1, period.year + 1)[0]


def list_recent_periods(period: Period, count: int) -> tuple[Period, ...]:
    """`count` periods of one type in order, of which this is the last."""
    recent = [period]
    while len(recent) < count:
        recent.insert(0, get_previous_period(recent[0]))
    return tuple(recent)


def list_parts(period: Period, kind: PeriodType) -> tuple[Period, ...]:
    """The periods of a shorter type that make up the whole period, in order; none where they do not.

    A year is two half-years, four quarters or twelve months; nine months are three quarters, and no half-years. An ad
    hoc period is part of nothing and has no parts. Neither has a week: it may lie over the end of a month, so no longer
    period is made of weeks, and the February that has four whole ones is no exception.
    """
    if kind is PeriodType.WEEK:
        return ()
    parts = tuple(
        part for part in list_periods(kind, period.year, period.year) if _is_within(part, period) and part != period
    )
    if period.type is PeriodType.AD_HOC or not parts:
        return ()
    edges = [period.start, *(part.end for part in parts)]
    return parts if [part.start for part in parts] == edges[:-1] and edges[-1] == period.end else ()


def get_year_of(period: Period) -> Period:
    """The year to which a period belongs; that of its Thursday for a week, and of its first day for ad hoc."""
    return parse_period(str(period.year))


def get_year_to_date(period: Period) -> Period:
    """The period from the beginning of the year to the end of this one, «lũy kế»; the year where there is none such.

    Of the first month, quarter or half-year it is the period itself, of the second quarter the first half-year, of the
    third nine months, of the last the year. Of a week it is the week: no year is made of weeks.
    """
    if period.type in _WITHOUT_YEAR:
        return period
    year = get_year_of(period)
    from_new_year = (
        list_periods(kind, period.year, period.year)[0] for kind in (*PeriodType,) if kind not in _WITHOUT_YEAR
    )
    return next((candidate for candidate in from_new_year if candidate.end == period.end), year)


def _list_of_year(period: Period) -> tuple[Period, ...]:
    return list_periods(period.type, period.year, period.year)


def _is_within(part: Period, period: Period) -> bool:
    return period.start <= part.start and part.end <= period.end
