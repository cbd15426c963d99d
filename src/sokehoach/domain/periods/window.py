"""The days whose events count in a period's report, which differ from the days of the period. The rules are data."""

from dataclasses import dataclass
from datetime import date, timedelta

from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import Period, PeriodType, build_ad_hoc_period, list_periods

_LAST_DAY = 28  # a later day does not exist in every month


@dataclass(frozen=True, slots=True)
class WindowEdge:
    """Where an edge of the period, the first of a month, moves to: `months_back` earlier, to `day`, from 1 to 28."""

    months_back: int
    day: int


@dataclass(frozen=True, slots=True)
class WindowRule:
    """A rule of a programme for the days that its reports count.

    start, end   where the edges of a period move to; `end` is the first day that does not count
    name         in Vietnamese, printed as part 8 of a reporting schedule (NĐ 09/2019/NĐ-CP art. 7)
    source       the text that sets the rule
    """

    code: str
    name: str
    start: WindowEdge
    end: WindowEdge
    source: str = ""

    @property
    def tiles(self) -> bool:
        """Whether each day counts in exactly one period of a type: only then longer periods are made of shorter."""
        return self.start == self.end


def build_tiling_rule(code: str, name: str, *, months_back: int, day: int, source: str = "") -> WindowRule:
    """A rule that moves both edges alike."""
    edge = WindowEdge(months_back, day)
    return WindowRule(code, name, edge, edge, source)


# The decree's own rule holds wherever no form says otherwise.
ND09 = build_tiling_rule(
    "nd09",
    say("từ ngày 15 tháng trước kỳ đến ngày 14 tháng cuối kỳ"),
    months_back=1,
    day=15,
    source="NĐ 09/2019/NĐ-CP Điều 12",  # law.md 2: 15/12–14/6, 15/6–14/12, 15/12–14/12
)
POLICE = build_tiling_rule(
    "police",
    say("từ ngày 16 của tháng thứ hai trước kỳ đến ngày 15 của tháng áp cuối kỳ"),
    months_back=2,
    day=16,
    source="Công an tỉnh Quảng Ninh, 6 tháng đầu năm 2017: 16/11–15/5",  # law.md 2
)
CALENDAR = build_tiling_rule("calendar", say("từ ngày đầu đến ngày cuối của kỳ"), months_back=0, day=1)
# For plans whose reports are due before the decree's cut-off, «trước ngày 15/11 hằng năm»; the latest first.
EARLIER_WINDOWS = tuple(
    build_tiling_rule(
        f"som-{months_back}-{day}", name, months_back=months_back, day=day, source=say("hạn gửi của kế hoạch")
    )
    for months_back, day, name in (
        (1, 1, say("từ ngày đầu của tháng trước kỳ đến hết tháng áp cuối kỳ")),
        (2, 15, say("từ ngày 15 của tháng thứ hai trước kỳ đến ngày 14 của tháng áp cuối kỳ")),
        (2, 1, say("từ ngày đầu của tháng thứ hai trước kỳ đến hết tháng thứ ba từ cuối kỳ")),
        (3, 15, say("từ ngày 15 của tháng thứ ba trước kỳ đến ngày 14 của tháng thứ ba từ cuối kỳ")),
        (3, 1, say("từ ngày đầu của tháng thứ ba trước kỳ đến hết tháng thứ tư từ cuối kỳ")),
    )
)


def find_window_problems(rule: WindowRule) -> list[str]:
    """Why the rule cannot be used, one Vietnamese sentence each."""
    edges = (rule.start, rule.end)
    if not all(1 <= edge.day <= _LAST_DAY and 0 <= edge.months_back <= 11 for edge in edges):
        return [say("ngày của mốc chốt số liệu phải từ 1 đến 28, lùi nhiều nhất 11 tháng")]
    if any(
        window.start >= window.end
        for kind in (*PeriodType,)
        for period in list_periods(kind, 2021, 2021)
        for window in (compute_window(period, rule),)
    ):
        return [say("kỳ ngắn nhất không có ngày nào được tính: mốc cuối không sau mốc đầu")]
    return []


@dataclass(frozen=True, slots=True)
class Window:
    """Events on the days from `start` up to, not including, `end` are counted."""

    kind: str  # code of its rule
    start: date
    end: date

    @property
    def cut_off(self) -> date:
        """The last day that counts, on which stocks are measured: «thời điểm chốt số liệu»."""
        return self.end - timedelta(days=1)

    def contains(self, day: date) -> bool:
        return self.start <= day < self.end


def compute_window(period: Period, rule: WindowRule) -> Window:
    """The counting window of a period. An ad hoc period counts exactly its own days: its request states them."""
    if period.type is PeriodType.AD_HOC:
        return Window(rule.code, start=period.start, end=period.end)
    return Window(rule.code, start=_shift_edge(period.start, rule.start), end=_shift_edge(period.end, rule.end))


def get_counting_period(day: date, rule: WindowRule, period_type: PeriodType = PeriodType.YEAR) -> Period:
    """The period of a type whose report counts the day: 20/12/2020 is in 2021 and in 2021S1.

    Where no report counts it, as after the ninth month of nine, the next one. Of ad hoc periods the day alone.
    """
    if period_type is PeriodType.AD_HOC:
        return build_ad_hoc_period(day, day)
    candidates = list_periods(period_type, day.year - 1, day.year + 2)
    return next(period for period in candidates if day < compute_window(period, rule).end)


def _shift_edge(first: date, edge: WindowEdge) -> date:
    months = first.year * 12 + first.month - 1 - edge.months_back
    return date(months // 12, months % 12 + 1, edge.day)
