"""Reporting periods, with DHIS2 period identifiers. A week is that of ISO 8601: docs/adr/0134."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day, write_days


class PeriodType(StrEnum):
    """The types of NĐ 09/2019/NĐ-CP art. 12, weeks and nine months as plans ask for, and one-off reports."""

    WEEK = "week"  # 2021W5, Monday to Sunday; of the year in which its Thursday lies, which has 52 or 53
    MONTH = "month"  # 202101
    QUARTER = "quarter"  # 2021Q1
    SIX_MONTH = "six-month"  # 2021S1, 2021S2
    NINE_MONTH = "nine-month"  # 2021N9: our own id, because DHIS2 has none; local rules require it (law.md 2)
    YEAR = "year"  # 2021
    AD_HOC = "ad-hoc"  # 210301P15: our own id, the 15 days from 1 March 2021, for a one-off report

    @property
    def months(self) -> int:
        """The length in months; 0 for weeks, and for ad hoc, whose days its request states."""
        return _LENGTH.get(self, 0)

    @property
    def label_vi(self) -> str:
        """How often such a report is made: «hằng tháng»."""
        return _TYPES_VI[self]


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days from `start` up to, not including, `end`. Which events count in it: see window.py."""

    id: str
    start: date
    end: date

    @property
    def type(self) -> PeriodType:
        return _parse_id(self.id)[0]

    @property
    def number(self) -> int:
        """The number of the period among those of its type in the year, from 1."""
        return _parse_id(self.id)[2]

    @property
    def year(self) -> int:
        """The year that the period belongs to: of a week that begins on 29/12/2025 it is 2026."""
        return _parse_id(self.id)[1]

    def contains(self, day: date) -> bool:
        return self.start <= day < self.end


_TYPES_VI = {
    PeriodType.WEEK: say("hằng tuần"),
    PeriodType.MONTH: say("hằng tháng"),
    PeriodType.QUARTER: say("hằng quý"),
    PeriodType.SIX_MONTH: say("6 tháng"),
    PeriodType.NINE_MONTH: say("9 tháng"),
    PeriodType.YEAR: say("hằng năm"),
    PeriodType.AD_HOC: say("đột xuất"),
}
_LENGTH = {  # in months
    PeriodType.MONTH: 1,
    PeriodType.QUARTER: 3,
    PeriodType.SIX_MONTH: 6,
    PeriodType.NINE_MONTH: 9,
    PeriodType.YEAR: 12,
}
_PARTS = {
    PeriodType.MONTH: tuple(f"{month:02}" for month in range(1, 13)),
    PeriodType.QUARTER: ("Q1", "Q2", "Q3", "Q4"),
    PeriodType.SIX_MONTH: ("S1", "S2"),
    PeriodType.NINE_MONTH: ("N9",),
    PeriodType.YEAR: ("",),
}
_AD_HOC = re.compile(r"(?P<day>[0-9]{6})P(?P<days>[1-9][0-9]{0,2})", re.ASCII)
_CENTURY = 2000
_WEEK = timedelta(days=7)
_ID = re.compile(
    r"(?P<year>[12]\d{3})(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|S(?P<half>[12])|(?P<nine>N9)"
    r"|W(?P<week>[1-9]|[1-4][0-9]|5[0-3]))?",
    re.ASCII,
)


def parse_period(text: str) -> Period:
    """Parse a period id; ValueError for any other text."""
    if match := _AD_HOC.fullmatch(text):
        start = _parse_ad_hoc_start(match["day"])
        return Period(text, start=start, end=start + timedelta(days=int(match["days"])))
    kind, year, number = _parse_id(text)
    if kind is PeriodType.WEEK:
        monday = date.fromisocalendar(year, number, 1)  # ValueError for week 53 of a year with 52
        return Period(text, start=monday, end=monday + _WEEK)
    first = (number - 1) * _LENGTH[kind]
    return Period(text, start=_get_month_start(year, first), end=_get_month_start(year, first + _LENGTH[kind]))


def get_day_order(period_id: str) -> tuple[date, int]:
    """The key by which lists of periods sort by days: what ends later comes later, with it the longer one last.

    The ids themselves do not sort so: «2026W10» comes before «2026W9».
    """
    period = parse_period(period_id)
    return period.end, -period.start.toordinal()


def list_periods(kind: PeriodType, first: int, last: int) -> tuple[Period, ...]:
    """All periods of a type in the years `first` to `last`, inclusive; none for ad hoc, which has no calendar."""
    return tuple(period for year in range(first, last + 1) for period in _list_of_year(kind, year))


@lru_cache(maxsize=1_024)
def _list_of_year(kind: PeriodType, year: int) -> tuple[Period, ...]:
    weeks = (f"W{number}" for number in range(1, count_weeks(year) + 1)) if kind is PeriodType.WEEK else ()
    return tuple(parse_period(f"{year}{part}") for part in _PARTS.get(kind, weeks))


def count_weeks(year: int) -> int:
    """How many weeks belong to the year, 52 or 53: 28 December is always in the last."""
    return date(year, 12, 28).isocalendar().week


def build_ad_hoc_period(first: date, last: date) -> Period:
    """The period of a one-off report, both days included; ValueError for no days, or for more than 999."""
    if not _CENTURY <= first.year < _CENTURY + 100:
        raise ValueError(f"an ad hoc period starts in this century, not on {first}")
    return parse_period(f"{first:%y%m%d}P{(last - first).days + 1}")


def move_back_years(day: date, years: int) -> date:
    """The same day of an earlier year; of 29 February the last of that month."""
    year = day.year - years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def get_period_year_before(period: Period) -> Period:
    """The same period a year earlier, «cùng kỳ năm trước»; ad hoc: as many days from the same date.

    Of week 53 the last week of the year before, which has 52: two years in a row never have 53.
    """
    if period.type is PeriodType.AD_HOC:
        first = move_back_years(period.start, 1)
        return build_ad_hoc_period(first, first + (period.end - period.start) - timedelta(days=1))
    if period.type is PeriodType.WEEK:
        return parse_period(f"{period.year - 1}W{min(period.number, count_weeks(period.year - 1))}")
    return parse_period(f"{period.year - 1}{period.id[4:]}")


def name_vi(period: Period) -> str:
    """The Vietnamese name: «6 tháng đầu năm 2021»; months 01 and 02 have two digits (NĐ 30/2020, Phụ lục I)."""
    kind, year, number = _parse_id(period.id)
    match kind:
        case PeriodType.AD_HOC:
            start, last = write_day(period.start), write_day(period.end - timedelta(days=1))
            return say("từ %(start)s đến %(last)s", start=start, last=last)
        case PeriodType.WEEK:
            days = write_days(period.start, period.end - timedelta(days=1))
            return say("tuần %(week)s năm %(year)s (%(days)s)", week=number, year=year, days=days)
        case PeriodType.MONTH:
            return say("tháng %(month)s năm %(year)s", month=f"{number:02}" if number < 3 else number, year=year)
        case PeriodType.QUARTER:
            return say("quý %(quarter)s năm %(year)s", quarter=("I", "II", "III", "IV")[number - 1], year=year)
        case PeriodType.SIX_MONTH if number == 1:
            return say("6 tháng đầu năm %(year)s", year=year)
        case PeriodType.SIX_MONTH:
            return say("6 tháng cuối năm %(year)s", year=year)
        case PeriodType.NINE_MONTH:
            return say("9 tháng đầu năm %(year)s", year=year)
        case PeriodType.YEAR:
            return say("năm %(year)s", year=year)


@lru_cache(maxsize=4_096)
def _parse_id(text: str) -> tuple[PeriodType, int, int]:
    """Type, year, and number of the period within the year, from 1."""
    if ad_hoc := _AD_HOC.fullmatch(text):
        return PeriodType.AD_HOC, _parse_ad_hoc_start(ad_hoc["day"]).year, 1
    match = _ID.fullmatch(text)
    if not match:
        raise ValueError(f"not a period: {text!r}")
    year = int(match["year"])
    if match["month"]:
        return PeriodType.MONTH, year, int(match["month"])
    if match["quarter"]:
        return PeriodType.QUARTER, year, int(match["quarter"])
    if match["week"]:
        return PeriodType.WEEK, year, int(match["week"])
    if match["half"]:
        return PeriodType.SIX_MONTH, year, int(match["half"])
    return (PeriodType.NINE_MONTH if match["nine"] else PeriodType.YEAR), year, 1


def _parse_ad_hoc_start(day: str) -> date:
    return date(_CENTURY + int(day[:2]), int(day[2:4]), int(day[4:]))


def _get_month_start(year: int, months: int) -> date:
    """The first day of the month that is `months` after January of the year."""
    return date(year + months // 12, months % 12 + 1, 1)
