"""Periods as DHIS2 and ADX write them.

The product's own codes of weeks, months, quarters, half-years and years are those of DHIS2. Nine months and ad hoc
periods have no type in DHIS2: they have no data set there and their codes are refused (docs/adr/0065).
"""

import re
from datetime import date, timedelta
from types import MappingProxyType

from sokehoach.domain.periods.period import Period, PeriodType, list_periods, parse_period
from sokehoach.domain.periods.sequence import get_previous_period, list_recent_periods

PERIOD_TYPES = MappingProxyType(
    {
        PeriodType.WEEK: "Weekly",
        PeriodType.MONTH: "Monthly",
        PeriodType.QUARTER: "Quarterly",
        PeriodType.SIX_MONTH: "SixMonthly",
        PeriodType.YEAR: "Yearly",
    }
)
FIRST_YEAR, LAST_YEAR = 1945, 2100  # clients send days of any year for «all»
_KINDS = {name: kind for kind, name in PERIOD_TYPES.items()}
_FREQUENCIES = {
    PeriodType.WEEK: 52,
    PeriodType.MONTH: 12,
    PeriodType.QUARTER: 4,
    PeriodType.SIX_MONTH: 2,
    PeriodType.YEAR: 1,
}
_FORMATS = {
    PeriodType.WEEK: "yyyyWn",
    PeriodType.MONTH: "yyyyMM",
    PeriodType.QUARTER: "yyyyQn",
    PeriodType.SIX_MONTH: "yyyySn",
    PeriodType.YEAR: "yyyy",
}
_ISO_DURATIONS = {
    PeriodType.WEEK: "P7D",
    PeriodType.MONTH: "P1M",
    PeriodType.QUARTER: "P3M",
    PeriodType.SIX_MONTH: "P6M",
    PeriodType.YEAR: "P1Y",
}
_TYPES_BY_DURATION = {duration: kind for kind, duration in _ISO_DURATIONS.items()} | {"P12M": PeriodType.YEAR}
_ADX = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:T[\d:.]{1,20}Z?)?/(?P<length>P\d{1,2}[DMY])", re.ASCII)
_RELATIVE = {  # type, how many, and how far before the current one the last of them lies
    "THIS_WEEK": (PeriodType.WEEK, 1, 0), "LAST_WEEK": (PeriodType.WEEK, 1, 1),
    "LAST_4_WEEKS": (PeriodType.WEEK, 4, 1), "LAST_12_WEEKS": (PeriodType.WEEK, 12, 1),
    "LAST_52_WEEKS": (PeriodType.WEEK, 52, 1),
    "THIS_MONTH": (PeriodType.MONTH, 1, 0), "LAST_MONTH": (PeriodType.MONTH, 1, 1),
    "LAST_3_MONTHS": (PeriodType.MONTH, 3, 1), "LAST_6_MONTHS": (PeriodType.MONTH, 6, 1),
    "LAST_12_MONTHS": (PeriodType.MONTH, 12, 1),
    "THIS_QUARTER": (PeriodType.QUARTER, 1, 0), "LAST_QUARTER": (PeriodType.QUARTER, 1, 1),
    "LAST_4_QUARTERS": (PeriodType.QUARTER, 4, 1),
    "THIS_SIX_MONTH": (PeriodType.SIX_MONTH, 1, 0), "LAST_SIX_MONTH": (PeriodType.SIX_MONTH, 1, 1),
    "LAST_2_SIXMONTHS": (PeriodType.SIX_MONTH, 2, 1),
    "THIS_YEAR": (PeriodType.YEAR, 1, 0), "LAST_YEAR": (PeriodType.YEAR, 1, 1),
    "LAST_5_YEARS": (PeriodType.YEAR, 5, 1), "LAST_10_YEARS": (PeriodType.YEAR, 10, 1),
}  # fmt: skip
_OF_YEAR = {  # type, and how many years before this one
    "WEEKS_THIS_YEAR": (PeriodType.WEEK, 0),
    "MONTHS_THIS_YEAR": (PeriodType.MONTH, 0), "MONTHS_LAST_YEAR": (PeriodType.MONTH, 1),
    "QUARTERS_THIS_YEAR": (PeriodType.QUARTER, 0), "QUARTERS_LAST_YEAR": (PeriodType.QUARTER, 1),
}  # fmt: skip


class PeriodCodeError(ValueError):
    """The text is no period that DHIS2 and the product both have."""


def parse_code(text: str) -> Period:
    """The period of «2021W5», «202101», «2021Q1», «2021S1», «2021». Raises PeriodCodeError."""
    try:
        period = parse_period(text)
    except ValueError as error:
        raise PeriodCodeError(text) from error
    if period.type not in PERIOD_TYPES or not FIRST_YEAR <= period.year <= LAST_YEAR:
        raise PeriodCodeError(text)
    return period


def find_type(name: str) -> PeriodType | None:
    return _KINDS.get(name)


def list_period_types() -> list[dict[str, object]]:
    """The rows of `periodTypes`, the shortest first."""
    return [
        {
            "name": name,
            "displayName": name,
            "isoDuration": _ISO_DURATIONS[kind],
            "isoFormat": _FORMATS[kind],
            "frequencyOrder": 365 // _FREQUENCIES[kind],
        }
        for kind, name in PERIOD_TYPES.items()
    ]


def format_adx(period: Period) -> str:
    """«2021-01-01/P6M». Raises PeriodCodeError for nine months and ad hoc periods."""
    if period.type not in _ISO_DURATIONS:
        raise PeriodCodeError(period.id)
    return f"{period.start.isoformat()}/{_ISO_DURATIONS[period.type]}"


def parse_adx(text: str) -> Period:
    """The period of «2021-01-01/P6M»; it must begin where such a period begins. Raises PeriodCodeError."""
    match = _ADX.fullmatch(text.strip())
    if match is None or match["length"] not in _TYPES_BY_DURATION:
        raise PeriodCodeError(text)
    try:
        day = date.fromisoformat(match["day"])
        parse_code(f"{day.year:04}")
    except ValueError as error:
        raise PeriodCodeError(text) from error
    period = _find_period(_TYPES_BY_DURATION[match["length"]], day)
    if period.start != day:
        raise PeriodCodeError(text)
    return period


def _find_period(kind: PeriodType, day: date) -> Period:
    """The period of the type that has the day: of a week that begins in December it may be the first of next year."""
    return next(period for period in list_periods(kind, day.year - 1, day.year + 1) if period.contains(day))


def list_between(first: date, last: date, kinds: tuple[PeriodType, ...] = tuple(PERIOD_TYPES)) -> list[Period]:
    """The periods of these types that lie within the days, both included, the shortest type first."""
    first_year, last_year = max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR)
    return [
        period
        for kind in kinds
        if kind in PERIOD_TYPES
        for period in list_periods(kind, first_year, last_year + (kind is PeriodType.WEEK and last_year < LAST_YEAR))
        if first <= period.start and period.end - timedelta(days=1) <= last
    ]


def expand_relative(name: str, today: date) -> list[Period] | None:
    """The periods of «LAST_12_MONTHS», the earliest first; None for another word."""
    if name in _OF_YEAR:
        kind, years = _OF_YEAR[name]
        year = _find_period(kind, today).year - years
        return list(list_periods(kind, year, year))
    if name not in _RELATIVE:
        return None
    kind, count, back = _RELATIVE[name]
    period = _find_period(kind, today)
    for _step in range(back):
        period = get_previous_period(period)
    return list(list_recent_periods(period, count))
