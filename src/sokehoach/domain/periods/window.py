"""The days whose events count in a period's report, which differ from the days of the period."""

from dataclasses import dataclass
from datetime import date, timedelta

from sokehoach.domain.periods.period import Period, PeriodType, get_reporting_half, parse_period

# Each edge of the period (the first of a month) moves back by this many months, to this day. One rule gives the month,
# quarter, half and year of NĐ 09/2019 art. 12, and neighbouring windows always tile.
_EDGES = {
    "nd09": (1, 15),  # NĐ 09/2019/NĐ-CP art. 12: 15/12–14/6, 15/6–14/12, 15/12–14/12
    "police": (2, 16),  # 16/11–15/5, as the police of Quảng Ninh counted the first half of 2017 (law.md 2)
}


@dataclass(frozen=True, slots=True)
class Window:
    """Events on the days from `start` up to, not including, `end` are counted."""

    kind: str
    start: date
    end: date

    @property
    def cut_off(self) -> date:
        """The last day that counts, on which stocks are measured: «thời điểm chốt số liệu»."""
        return self.end - timedelta(days=1)

    def contains(self, day: date) -> bool:
        return self.start <= day < self.end


def compute_window(period: Period, kind: str = "nd09") -> Window:
    """The counting window of a period by the named rule; ValueError for an unknown rule.

    An ad hoc period counts exactly its own days: its request states them.
    """
    if kind not in _EDGES:
        raise ValueError(f"unknown counting window: {kind!r}")
    if period.type is PeriodType.AD_HOC:
        return Window(kind, start=period.start, end=period.end)
    return Window(kind, start=_shift_edge(period.start, kind), end=_shift_edge(period.end, kind))


_PARTS = {
    PeriodType.YEAR: ("",),
    PeriodType.SIX_MONTH: ("S1", "S2"),
    PeriodType.QUARTER: ("Q1", "Q2", "Q3", "Q4"),
    PeriodType.MONTH: tuple(f"{month:02}" for month in range(1, 13)),
}
_GRACE = timedelta(days=15)  # how long after its cut-off the results of a month or quarter are still being written


def get_counting_period(day: date, kind: str = "nd09", period_type: PeriodType = PeriodType.YEAR) -> Period:
    """The period of a type whose report counts the day: 20/12/2020 is in 2021 and in 2021S1."""
    periods = (parse_period(f"{year}{part}") for year in (day.year, day.year + 1) for part in _PARTS[period_type])
    return next(period for period in periods if compute_window(period, kind).contains(day))


def get_period_being_written(day: date, period_type: PeriodType) -> Period:
    """The period of a type whose results are written on that day; it may have ended already or not.

    Half-years follow `get_reporting_half`, years follow their halves, months and quarters end fifteen days after the
    cut-off.
    """
    if period_type is PeriodType.SIX_MONTH:
        return get_reporting_half(day)
    if period_type is PeriodType.YEAR:
        return parse_period(str(get_reporting_half(day).year))
    return get_counting_period(day - _GRACE, period_type=period_type)


def _shift_edge(first: date, kind: str) -> date:
    months_back, day = _EDGES[kind]
    months = first.year * 12 + first.month - 1 - months_back
    return date(months // 12, months % 12 + 1, day)
