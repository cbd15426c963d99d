"""The half-year on a day, for pages that do not yet ask which period each form is in."""

from datetime import date

from sokehoach.domain.periods.current import get_current_period
from sokehoach.domain.periods.period import Period, PeriodType, parse_period
from sokehoach.domain.periods.sequence import list_parts, list_periods_closing_with


def get_half_year(day: date) -> Period:
    """The calendar half-year that contains the day."""
    return parse_period(f"{day.year}S{1 if day.month <= 6 else 2}")


def get_reporting_half(day: date) -> Period:
    """The half-year whose reports are being written."""
    return get_current_period(day, PeriodType.SIX_MONTH)


def split_year(year: Period) -> tuple[Period, ...]:
    """The two half-years of a year."""
    return list_parts(year, PeriodType.SIX_MONTH)


def list_years_closing_with(half: Period) -> tuple[str, ...]:
    """Years whose reports are written with those of this half."""
    return tuple(period.id for period in list_periods_closing_with(half, (PeriodType.YEAR,)))
