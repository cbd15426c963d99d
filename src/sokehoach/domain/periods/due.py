"""Due rules: when the report of a period must be sent. The rules are data of a reporting schedule's level."""

import calendar
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sokehoach.domain.messages import join_messages, say, say_count
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.period import Period, PeriodType, list_periods, name_vi
from sokehoach.domain.periods.window import EARLIER_WINDOWS, WEEKS, WHOLE_WEEK, WindowRule, compute_window


@dataclass(frozen=True, slots=True)
class WorkingDaysAfter:
    """`days` working days after the last day that counts."""

    days: int


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The `day` of the period's last month, or of a month `months_after` it; the month's last day if it is shorter.

    NĐ 09/2019/NĐ-CP art. 13.1: reports to the Government by the 25th of the period's last month.
    """

    day: int
    months_after: int = 0


@dataclass(frozen=True, slots=True)
class DatesOfYear:
    """The first of these dates, (month, day), after the last day that counts: «trước 20/6 và 20/12»."""

    dates: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """The first such day, Monday 1 to Sunday 7, after the last day that counts: «thứ Năm hằng tuần». Only of weeks.

    Counted from Monday to Sunday, a week is due on the Thursday of the next; counted until Wednesday, the day after.
    """

    weekday: int


type SingleDueRule = WorkingDaysAfter | DayOfMonth | DatesOfYear | DayOfWeek


@dataclass(frozen=True, slots=True)
class DueByKind:
    """A rule of its own for each type of period: «hằng tháng: ngày 20; hằng năm: 05/12». Shortest periods first."""

    by_kind: tuple[tuple[PeriodType, SingleDueRule], ...]

    def get(self, kind: PeriodType) -> SingleDueRule | None:
        return next((rule for own_kind, rule in self.by_kind if own_kind is kind), None)


type DueRule = SingleDueRule | DueByKind

WEEKDAYS = (
    say("thứ Hai"), say("thứ Ba"), say("thứ Tư"), say("thứ Năm"), say("thứ Sáu"), say("thứ Bảy"), say("Chủ nhật")
)  # fmt: skip
TWO_WORKING_DAYS = WorkingDaysAfter(2)  # where a form says nothing else
MAX_DAYS_TO_DUE = 366  # from the last day that counts to the due day

_MAX_WORKING_DAYS = 240  # with the holidays of a year within MAX_DAYS_TO_DUE
_LONGEST_WAIT = timedelta(days=92)  # three months from the cut-off to the due day that a plan prints
_DAYS_OF_WEEK = 7
_LAST_WORKING_DAY, _FIRST_DAY_OF_OWN_WEEK = 5, 4  # Friday; Thursday
_LEAP_YEAR = 2024
_SAMPLE_YEARS = (2021, _LEAP_YEAR)  # an ordinary and a leap year among them


def get_due_of_kind(rule: DueRule, kind: PeriodType) -> SingleDueRule:
    """The rule for periods of the type; two working days for a type that has none of its own (an ad hoc report)."""
    return (rule.get(kind) or TWO_WORKING_DAYS) if isinstance(rule, DueByKind) else rule


def join_dues(rules: Mapping[PeriodType, SingleDueRule]) -> DueRule:
    """One rule of those of the types of periods: the rule itself where all are the same. `rules` has at least one."""
    if len(set(rules.values())) == 1:
        return next(iter(rules.values()))
    return DueByKind(tuple(sorted(rules.items(), key=lambda row: (row[0].months, row[0].value))))


def compute_due_day(rule: DueRule, period: Period, window: WindowRule, holidays: Collection[date]) -> date:
    """The last day for sending the period's report. A printed date is kept even if nobody works on it.

    ValueError for no working day after the cut-off (NĐ 09/2019/NĐ-CP art. 8.5).
    """
    cut_off = compute_window(period, window).cut_off
    match get_due_of_kind(rule, period.type):
        case WorkingDaysAfter(days):
            return working_days.compute_due_day(cut_off, days, holidays)
        case DayOfMonth(day, months_after):
            last = period.end - timedelta(days=1)
            months = last.year * 12 + last.month - 1 + months_after
            year, month = months // 12, months % 12 + 1
            return date(year, month, min(day, calendar.monthrange(year, month)[1]))
        case DatesOfYear(dates):
            years = (cut_off.year, cut_off.year + 1)
            return min(due for year in years for due in _list_dates(year, dates) if due > cut_off)
        case DayOfWeek(weekday):
            return cut_off + timedelta(days=(weekday - cut_off.isoweekday() - 1) % _DAYS_OF_WEEK + 1)


def names_period(rule: DueRule, period: Period, window: WindowRule) -> bool:
    """Whether the rule gives the period a day. False for a half-year where it has one date, which is another half's.

    «Báo cáo 6 tháng trước ngày 20/6» is the report of the first half: the second ends on 14/12 (NĐ 09/2019/NĐ-CP
    art. 12.3), and its report is not half a year late by law.
    """
    rule = get_due_of_kind(rule, period.type)
    if period.type is not PeriodType.SIX_MONTH or not isinstance(rule, DatesOfYear) or len(rule.dates) > 1:
        return True
    return compute_due_day(rule, period, window, ()) <= compute_window(period, window).cut_off + _LONGEST_WAIT


def _list_named_periods(rule: DueRule, kind: PeriodType, window: WindowRule) -> tuple[Period, ...]:
    """The sample periods of the type that the rule gives a day; all of them where it gives none."""
    periods = list_periods(kind, *_SAMPLE_YEARS)
    return tuple(period for period in periods if names_period(rule, period, window)) or periods


def find_due_problems(rule: DueRule, kinds: Collection[PeriodType], window: WindowRule) -> list[str]:
    """Why periods of these types cannot be due by the rule, one Vietnamese sentence each.

    At least one working day lies between cut-off and due day (NĐ 09/2019/NĐ-CP art. 8.5), and at most a year; each
    period has a due day of its own. One date is enough for a report of half-years alone: that of the half it names.
    """
    too_early = say("thời hạn gửi phải sau ngày chốt số liệu ít nhất 01 ngày làm việc (Điều 8 khoản 5)")
    too_late = say("thời hạn gửi phải trong vòng một năm sau ngày chốt số liệu")
    if isinstance(rule, DueByKind):
        return list(dict.fromkeys(_list_problems_by_kind(rule, kinds, window)))
    if isinstance(rule, WorkingDaysAfter):
        return [too_early] if rule.days < 1 else [too_late] if rule.days > _MAX_WORKING_DAYS else []
    if not _is_possible(rule):
        return [say("thời hạn gửi không phải là ngày có thật")]
    if kind_problem := _find_kind_problem(rule, kinds):
        return [kind_problem]
    problems = []
    for kind in kinds:
        is_alone = len(kinds) == 1
        periods = _list_named_periods(rule, kind, window) if is_alone else list_periods(kind, *_SAMPLE_YEARS)
        days = [compute_due_day(rule, period, window, ()) for period in periods]
        cut_offs = [compute_window(period, window).cut_off for period in periods]
        if any(working_days.count_working_days(*pair, ()) < 1 for pair in zip(cut_offs, days, strict=True)):
            problems.append(too_early)
        elif any((due - cut_off).days > MAX_DAYS_TO_DUE for cut_off, due in zip(cut_offs, days, strict=True)):
            problems.append(too_late)
        elif len(set(days)) < len(days):
            problems.append(say("mỗi kỳ báo cáo %(frequency)s phải có một hạn riêng", frequency=kind.label_vi))
    return list(dict.fromkeys(problems))


def _list_problems_by_kind(rule: DueByKind, kinds: Collection[PeriodType], window: WindowRule) -> Iterator[str]:
    for kind in kinds:
        own_rule = rule.get(kind)
        if own_rule is None:
            yield say("kỳ báo cáo %(frequency)s chưa có hạn gửi", frequency=kind.label_vi)
        else:
            yield from find_due_problems(own_rule, [kind], window)
    for kind in dict.fromkeys(kind for kind, _rule in rule.by_kind if kind not in kinds):
        yield say("hạn gửi của kỳ báo cáo %(frequency)s thừa: không có kỳ đó", frequency=kind.label_vi)
    if len({kind for kind, _rule in rule.by_kind}) < len(rule.by_kind):
        yield say("mỗi kỳ báo cáo chỉ ghi một hạn gửi")


def find_plan_due_problems(
    rule: DueRule, kind: PeriodType, window: WindowRule, *, example_year: int | None = None
) -> list[str]:
    """Why a plan's rule cannot be that of periods of the type, one Vietnamese sentence each.

    Each report is due after its own cut-off, and at most its own length or three months later: a date that has passed
    when counting ends would otherwise be that of the following year. That a working day lies between is left to
    `find_due_problems`: a plan that says 15/12 binds also in a year in which that is a Sunday. `example_year`: of the
    period that the sentence names, where it is one that has the problem.
    """
    rule = get_due_of_kind(rule, kind)
    if not isinstance(rule, WorkingDaysAfter) and not _is_possible(rule):
        return [say("thời hạn gửi không phải là ngày có thật")]
    if isinstance(rule, WorkingDaysAfter):
        return find_due_problems(rule, [kind], window)
    if kind_problem := _find_kind_problem(rule, [kind]):
        return [kind_problem]
    periods = _list_named_periods(rule, kind, window)
    examples = [] if example_year is None else list_periods(kind, example_year, example_year)
    names_some = all(names_period(rule, period, window) for period in periods)
    for period in (*(period for period in examples if not names_some or names_period(rule, period, window)), *periods):
        cut_off, due = compute_window(period, window).cut_off, compute_due_day(rule, period, window, ())
        last = cut_off + min(period.end - period.start, _LONGEST_WAIT)
        if not cut_off < due <= last:
            limits = say("phải sau ngày đó (NĐ 09/2019/NĐ-CP Điều 8 khoản 5), chậm nhất %(last)s", last=write_day(last))
            return [
                say(
                    "số liệu %(period)s chốt ngày %(cut_off)s: hạn gửi %(limits)s",
                    period=name_vi(period),
                    cut_off=write_day(cut_off),
                    limits=limits,
                )
            ]
    if len({compute_due_day(rule, period, window, ()) for period in periods}) < len(periods):
        return [say("mỗi kỳ báo cáo %(frequency)s phải có một hạn riêng", frequency=kind.label_vi)]
    return []


def find_earlier_window(rule: DueRule, kinds: Collection[PeriodType]) -> WindowRule | None:
    """The latest counting window that lets reports of these types be due on the days that a plan prints; None where
    none does, or where no day is printed.

    For days before the decree's cut-off: «trước ngày 15/11 hằng năm». At least two working days lie between cut-off
    and due day, as many as a form has that says nothing else. A weekday has the window of `choose_week`.
    """
    if isinstance(rule, DayOfWeek):
        return choose_week(rule) if set(kinds) == {PeriodType.WEEK} and _is_possible(rule) else None
    if isinstance(rule, WorkingDaysAfter):
        return None
    return next((window for window in EARLIER_WINDOWS if _leaves_time(rule, kinds, window)), None)


def choose_week(rule: DueRule | None) -> WindowRule:
    """The days that a weekly report counts: Monday to Sunday, where a day from Monday to Wednesday follows or none is
    stated. A report on Thursday or later is of the week that ends: it counts until the day before the last working day
    that is left, so that one lies between (NĐ 09/2019/NĐ-CP art. 8.5).
    """
    if not isinstance(rule, DayOfWeek) or rule.weekday < _FIRST_DAY_OF_OWN_WEEK:
        return WHOLE_WEEK
    return WEEKS[min(rule.weekday, _LAST_WORKING_DAY) - 1]


def _leaves_time(rule: DueRule, kinds: Collection[PeriodType], window: WindowRule) -> bool:
    if any(find_plan_due_problems(rule, kind, window) for kind in kinds) or find_due_problems(rule, kinds, window):
        return False
    return all(
        compute_due_day(TWO_WORKING_DAYS, period, window, ()) <= compute_due_day(rule, period, window, ())
        for kind in kinds
        for period in list_periods(kind, *_SAMPLE_YEARS)
    )


def is_later(upper: DueRule, lower: DueRule, kinds: Collection[PeriodType], window: WindowRule) -> bool:
    """Whether the upper level's due day is after the lower's in every period of these types."""
    return all(
        compute_due_day(lower, period, window, ()) < compute_due_day(upper, period, window, ())
        for kind in kinds
        for period in _list_named_periods(lower, kind, window)
    )


def is_ever_later(rule: DueRule, stated: DueRule, kind: PeriodType, window: WindowRule) -> bool:
    """Whether a report of some period of the type is due by the rule after the day that is stated."""
    return any(
        compute_due_day(rule, period, window, ()) > compute_due_day(stated, period, window, ())
        for period in _list_named_periods(stated, kind, window)
    )


def format_due_rule(rule: DueRule) -> str:
    """The rule in Vietnamese, as part 6 of a reporting schedule."""
    match rule:
        case WorkingDaysAfter(days):
            return say_count("%(days)s ngày làm việc sau ngày chốt số liệu", days, days=days)
        case DayOfMonth(day, 0):
            return say("ngày %(day)s tháng cuối kỳ", day=f"{day:02}")
        case DayOfMonth(day, 1):
            return say("ngày %(day)s tháng sau kỳ", day=f"{day:02}")
        case DayOfMonth(day, months_after):
            return say("ngày %(day)s của tháng thứ %(months_after)s sau kỳ", day=f"{day:02}", months_after=months_after)
        case DayOfWeek(weekday):
            return say("%(weekday)s sau ngày chốt số liệu", weekday=WEEKDAYS[weekday - 1])
        case DueByKind(by_kind):
            return join_messages(
                "; ", [join_messages(": ", (kind.label_vi, format_due_rule(own_rule))) for kind, own_rule in by_kind]
            )
        case DatesOfYear(dates):
            return say("ngày ") + ", ".join(f"{day:02}/{month}" for month, day in dates) + say(" hằng năm")


def _find_kind_problem(rule: DueRule, kinds: Collection[PeriodType]) -> str:
    """Why the day of a week, or of a month, cannot be that of periods of another length; «» where it can."""
    if isinstance(rule, DayOfWeek) and any(kind is not PeriodType.WEEK for kind in kinds):
        return say("hạn gửi theo thứ chỉ dùng cho kỳ tuần")
    if isinstance(rule, DayOfMonth | DatesOfYear) and PeriodType.WEEK in kinds:
        return say("kỳ tuần có hạn gửi theo thứ, như «thứ Năm hằng tuần», hoặc sau một số ngày làm việc")
    return ""


def _is_possible(rule: DayOfMonth | DatesOfYear | DayOfWeek) -> bool:
    match rule:
        case DayOfWeek(weekday):
            return 1 <= weekday <= _DAYS_OF_WEEK
        case DayOfMonth(day, months_after):
            return 1 <= day <= 31 and 0 <= months_after <= 11
        case DatesOfYear(dates):
            return bool(dates) and all(
                1 <= month <= 12 and 1 <= day <= calendar.monthrange(_LEAP_YEAR, month)[1] for month, day in dates
            )


def _list_dates(year: int, dates: Collection[tuple[int, int]]) -> list[date]:
    return [date(year, month, min(day, calendar.monthrange(year, month)[1])) for month, day in dates]
