"""Turn the day that a reporting rule of a plan prints into a due rule of reports."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.periods.due import (
    DatesOfYear,
    DayOfMonth,
    DayOfWeek,
    DueRule,
    find_earlier_window,
    find_plan_due_problems,
)
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import WindowRule
from sokehoach.domain.plans.dates import Deadline
from sokehoach.domain.plans.dates.recurrence import Frequency
from sokehoach.domain.plans.deadlines import parse_deadline

# By the months of a printed date: the first day with a working day between it and 14/6, or 14/12, in every year.
_FIRST_DUE_DAYS = ((range(5, 7), (6, 18)), (range(11, 13), (12, 18)))
_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class PlanDue:
    """The due rule of one reporting rule for periods of one type.

    due        None where the plan prints no day, or none that suits the period
    problems   why the printed day cannot be the due day, in Vietnamese; empty where it can or none is printed
    """

    due: DueRule | None
    problems: tuple[str, ...] = ()


def build_plan_due(
    text: str,
    kind: PeriodType,
    window: WindowRule,
    *,
    signed_on: date | None = None,
    other_texts: Collection[str] = (),
) -> PlanDue:
    """The due rule for periods of the type. `text`: the day as printed, «» for none.

    «Trước ngày 15» is the 15th, as `Deadline` counts it. `other_texts` are the days of the same report's other
    periods: «6 tháng trước ngày 15/6, năm trước ngày 15/12» gives both half-years their dates. A day of the month is
    the first after the cut-off: «trước ngày 20 hằng tháng» is the 20th of the month itself where it is counted until
    the 14th, and of the next where it is counted to its end.
    """
    candidates = list(_list_candidates(text, other_texts, signed_on, kind))
    every = {PeriodType.MONTH: " hằng tháng", PeriodType.WEEK: " hằng tuần"}.get(kind, "")
    if text and not candidates and every:  # «hằng tháng, … báo cáo vào ngày 20», «báo cáo tuần … trước thứ Sáu»
        candidates = list(_list_candidates(text + every, other_texts, signed_on, kind))
    if not candidates:
        return PlanDue(None)
    year = None if signed_on is None else signed_on.year
    problems = [find_plan_due_problems(rule, kind, window, example_year=year) for rule in candidates]
    suitable = next((rule for rule, rule_problems in zip(candidates, problems, strict=True) if not rule_problems), None)
    return PlanDue(None, tuple(problems[0])) if suitable is None else PlanDue(suitable)


def build_early_due(
    text: str, kind: PeriodType, *, signed_on: date | None, other_texts: Collection[str]
) -> tuple[DueRule, WindowRule] | None:
    """The printed day that is before the decree's cut-off, and the latest window whose counting ends before it."""
    candidates = _list_candidates(text, other_texts, signed_on, kind)
    windows = ((rule, find_earlier_window(rule, [kind])) for rule in candidates)
    return next(((rule, window) for rule, window in windows if window is not None), None)


def find_last_year(title: str) -> int | None:
    """The last year that the title of a plan names: it ends with it; None where it names none."""
    return max((int(year) for year in _YEARS.findall(title)), default=None)


def _list_candidates(
    text: str, other_texts: Collection[str], signed_on: date | None, kind: PeriodType
) -> Iterator[DueRule]:
    deadline = parse_deadline(text, plan_date=signed_on) if text else None
    if deadline is None:
        return
    recurrence = deadline.every
    if recurrence is not None and Frequency.YEAR not in recurrence.frequencies and recurrence.days:
        day = recurrence.days[0]
        if Frequency.WEEK in recurrence.frequencies:
            if kind is PeriodType.WEEK:
                yield DayOfWeek(day.day)
            return
        # Month 0 is the last of the period, 1 the first of the next: «ngày 05 tháng đầu quý sau».
        yield DayOfMonth(day.day, day.month)
        if Frequency.MONTH in recurrence.frequencies:
            yield DayOfMonth(day.day, 1)
        return
    dates = _list_dates(deadline)
    if not dates:
        return
    other_deadlines = [parse_deadline(other, plan_date=signed_on) for other in other_texts if other]
    all_dates = dates.union(*(_list_dates(other) for other in other_deadlines if other is not None))
    own_dates, joined_dates = DatesOfYear(tuple(sorted(dates))), DatesOfYear(tuple(sorted(all_dates)))
    # One date is of one half-year alone; the date of the year's report is that of the other.
    yield from (
        (joined_dates, own_dates) if kind is PeriodType.SIX_MONTH and len(dates) == 1 else (own_dates, joined_dates)
    )


def postpone_half_due(dates: Collection[tuple[int, int]]) -> DatesOfYear | None:
    """The first allowed day of the half-year that a single date, (month, day), is about; None for other dates."""
    if len(dates) != 1:
        return None
    ((month, _day),) = dates
    return next((DatesOfYear((due,)) for months, due in _FIRST_DUE_DAYS if month in months), None)


def _list_dates(deadline: Deadline) -> set[tuple[int, int]]:
    """The printed days of the year, (month, day)."""
    if deadline.every is not None:
        if Frequency.YEAR not in deadline.every.frequencies:
            return set()
        return {(day.month, day.day) for day in deadline.every.days if day.month}
    last = deadline.last_day
    return set() if last is None else {(last.month, last.day)}
