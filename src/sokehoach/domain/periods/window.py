"""The days whose events count in a period's report, which differ from the days of the period. The rules are data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import Period, PeriodType, build_ad_hoc_period, list_periods, parse_period

_LAST_DAY = 28  # a later day does not exist in every month
_DAYS_OF_WEEK = 7


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
    days_back    how many days before its Monday the counting of a week begins, from 0 to 6; months stay where they are
    """

    code: str
    name: str
    start: WindowEdge
    end: WindowEdge
    source: str = ""
    days_back: int = 0

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
_OF_THE_PLAN = say("hạn gửi của kế hoạch")
# The decree has no week (law.md 2), so its days are those of the plan. By the weekday, Monday 1, on which they end.
_WEEKS = {
    7: say("từ thứ Hai đến hết Chủ nhật"), 1: say("từ thứ Ba tuần trước đến hết thứ Hai"),
    2: say("từ thứ Tư tuần trước đến hết thứ Ba"), 3: say("từ thứ Năm tuần trước đến hết thứ Tư"),
    4: say("từ thứ Sáu tuần trước đến hết thứ Năm"), 5: say("từ thứ Bảy tuần trước đến hết thứ Sáu"),
    6: say("từ Chủ nhật tuần trước đến hết thứ Bảy"),
}  # fmt: skip
WEEKS = MappingProxyType(
    {
        last: WindowRule(
            "tuan" if last == 7 else f"tuan-{last}",
            name,
            CALENDAR.start,
            CALENDAR.end,
            source=_OF_THE_PLAN,
            days_back=7 - last,
        )
        for last, name in _WEEKS.items()
    }
)
WHOLE_WEEK = WEEKS[7]
# For plans whose reports are due before the decree's cut-off, «trước ngày 15/11 hằng năm»; the latest first.
EARLIER_WINDOWS = tuple(
    build_tiling_rule(f"som-{months_back}-{day}", name, months_back=months_back, day=day, source=_OF_THE_PLAN)
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
    if not 0 <= rule.days_back < _DAYS_OF_WEEK:
        return [say("mốc chốt số liệu của tuần lùi nhiều nhất 6 ngày trước thứ Hai")]
    if any(
        window.start >= window.end
        for kind in (*PeriodType,)
        for period in list_periods(kind, 2021, 2021)
        for window in (compute_window(period, rule),)
    ):
        return [say("kỳ ngắn nhất không có ngày nào được tính: mốc cuối không sau mốc đầu")]
    return []


def find_kind_problems(rule: WindowRule, kinds: Collection[PeriodType]) -> list[str]:
    """Why periods of these types cannot be counted by the rule, one Vietnamese sentence each.

    A rule that moves months says nothing of weeks, and one that moves weeks nothing of months.
    """
    problems = []
    if PeriodType.WEEK in kinds and (rule.start, rule.end) != (CALENDAR.start, CALENDAR.end):
        problems.append(
            say("kỳ tuần không chốt số liệu theo ngày của tháng («%(name)s»): cần cách chốt theo thứ", name=rule.name)
        )
    if rule.days_back and any(kind not in (PeriodType.WEEK, PeriodType.AD_HOC) for kind in kinds):
        problems.append(say("cách chốt số liệu «%(name)s» chỉ dùng cho kỳ tuần", name=rule.name))
    return problems


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
    if period.type is PeriodType.WEEK:
        back = timedelta(days=rule.days_back)
        return Window(rule.code, start=period.start - back, end=period.end - back)
    return Window(rule.code, start=_shift_edge(period.start, rule.start), end=_shift_edge(period.end, rule.end))


def get_year_start(period: Period, rule: WindowRule) -> date:
    """The first day that counts in the year to date; of weeks that of the first week of their year."""
    if period.type is PeriodType.WEEK:
        return compute_window(list_periods(period.type, period.year, period.year)[0], rule).start
    return compute_window(parse_period(str(period.year)), rule).start


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
