"""Due rules as data: working days, a day of the month, dates of the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.due import (
    MAX_DAYS_TO_DUE,
    DatesOfYear,
    DayOfMonth,
    DueRule,
    WorkingDaysAfter,
    compute_due_day,
    find_due_problems,
    find_plan_due_problems,
    format_due_rule,
    is_ever_later,
    is_later,
)
from sokehoach.domain.periods.period import PeriodType, list_periods, parse_period
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowRule, compute_window

TO_THE_GOVERNMENT = DayOfMonth(25)  # art. 13.1
TWICE_A_YEAR = DatesOfYear(((6, 20), (12, 20)))


@pytest.mark.parametrize(
    ("rule", "period", "due"),
    [
        (WorkingDaysAfter(2), "2021S1", date(2021, 6, 16)),
        (WorkingDaysAfter(2), "202101", date(2021, 1, 18)),
        (TO_THE_GOVERNMENT, "2021S1", date(2021, 6, 25)),
        (TO_THE_GOVERNMENT, "202102", date(2021, 2, 25)),
        (DayOfMonth(31), "202102", date(2021, 2, 28)),
        (DayOfMonth(5, months_after=1), "2021Q4", date(2022, 1, 5)),
        (TWICE_A_YEAR, "2021S1", date(2021, 6, 20)),  # a Sunday: a printed date is kept
        (TWICE_A_YEAR, "2021", date(2021, 12, 20)),
    ],
)
def test_it_works(rule: DueRule, period: str, due: date) -> None:
    assert compute_due_day(rule, parse_period(period), ND09, ()) == due


@pytest.mark.parametrize(
    ("rule", "kind", "said"),
    [
        (WorkingDaysAfter(0), "month", "ít nhất 01 ngày làm việc"),
        (DayOfMonth(14), "month", "ít nhất 01 ngày làm việc"),
        (DayOfMonth(15), "month", "ít nhất 01 ngày làm việc"),  # in some month the cut-off is a Friday
        (DayOfMonth(0), "month", "không phải là ngày có thật"),
        (DatesOfYear(()), "year", "không phải là ngày có thật"),
        (DatesOfYear(((13, 1),)), "year", "không phải là ngày có thật"),
        (DatesOfYear(((6, 31),)), "year", "không phải là ngày có thật"),
        (TWICE_A_YEAR, "quarter", "mỗi kỳ báo cáo hằng quý phải có một hạn riêng"),
    ],
)
def test_a_rule_that_the_decree_or_the_calendar_forbids(rule: DueRule, kind: str, said: str) -> None:
    (problem,) = find_due_problems(rule, [PeriodType(kind)], ND09)
    assert said in problem


@pytest.mark.parametrize(
    ("rule", "window", "allowed"),
    [
        (WorkingDaysAfter(240), ND09, True),
        (WorkingDaysAfter(241), ND09, False),
        (DayOfMonth(25, months_after=11), ND09, True),
        (DayOfMonth(25, months_after=11), POLICE, False),
        (DatesOfYear(((12, 14),)), ND09, True),  # a year after the cut-off
    ],
)
def test_a_report_is_due_within_a_year_of_its_cut_off(rule: DueRule, window: WindowRule, allowed: bool) -> None:
    problems = find_due_problems(rule, [PeriodType.YEAR], window)
    assert problems == ([] if allowed else ["thời hạn gửi phải trong vòng một năm sau ngày chốt số liệu"])


def test_the_latest_due_day_of_working_days_lies_within_the_bound() -> None:
    """With twenty holidays, more than a year has, none of them at a weekend."""
    period = parse_period("2021")
    cut_off = compute_window(period, ND09).cut_off
    mondays = [date(2021, 12, 20) + timedelta(weeks=week) for week in range(20)]
    due = compute_due_day(WorkingDaysAfter(240), period, ND09, mondays)
    assert (due - cut_off).days == 364 <= MAX_DAYS_TO_DUE


def test_the_upper_level_is_due_later_in_every_period() -> None:
    kinds = [PeriodType.MONTH, PeriodType.YEAR]
    assert is_later(TO_THE_GOVERNMENT, WorkingDaysAfter(2), kinds, ND09)
    assert not is_later(WorkingDaysAfter(7), TO_THE_GOVERNMENT, kinds, ND09)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (WorkingDaysAfter(2), "2 ngày làm việc sau ngày chốt số liệu"),
        (TO_THE_GOVERNMENT, "ngày 25 tháng cuối kỳ"),
        (DayOfMonth(5, 1), "ngày 05 tháng sau kỳ"),
        (DayOfMonth(5, 2), "ngày 05 của tháng thứ 2 sau kỳ"),
        (TWICE_A_YEAR, "ngày 20/6, 20/12 hằng năm"),
    ],
)
def test_a_rule_reads_as_an_official_writes_it(rule: DueRule, text: str) -> None:
    assert format_due_rule(rule) == text


@given(
    st.one_of(
        st.integers(1, 30).map(WorkingDaysAfter),
        st.builds(DayOfMonth, st.integers(1, 31), st.integers(0, 3)),
        st.lists(st.tuples(st.integers(1, 12), st.integers(1, 31)), min_size=1, max_size=6, unique=True)
        .map(sorted)
        .map(tuple)
        .map(DatesOfYear),
    ),
    st.sampled_from([kind for kind in PeriodType if kind is not PeriodType.AD_HOC]),
    st.sampled_from([ND09, POLICE, CALENDAR]),
    st.integers(1950, 2080),
)
def test_a_rule_without_problems_gives_each_period_its_own_later_day(
    rule: DueRule, kind: PeriodType, window: WindowRule, year: int
) -> None:
    """Checked on a few years when it is read, it holds in every other."""
    if find_due_problems(rule, [kind], window):
        return
    periods = list_periods(kind, year, year + 1)
    days = [compute_due_day(rule, period, window, ()) for period in periods]
    assert all(compute_window(period, window).cut_off < due for period, due in zip(periods, days, strict=True))
    assert days == sorted(set(days))


@pytest.mark.parametrize(
    ("rule", "stated", "later"),
    [
        (DayOfMonth(25), DayOfMonth(25), False),
        (DayOfMonth(26), DayOfMonth(25), True),
        (DayOfMonth(24), DayOfMonth(25), False),
        (WorkingDaysAfter(2), DayOfMonth(17), True),  # in months whose 15th is a Friday or a Saturday
        (WorkingDaysAfter(2), DayOfMonth(25), False),
        (DayOfMonth(31), DayOfMonth(30), True),  # not in February
    ],
)
def test_one_later_report_is_enough(rule: DueRule, stated: DueRule, later: bool) -> None:
    assert is_ever_later(rule, stated, PeriodType.MONTH, ND09) is later


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (DayOfMonth(32), ["thời hạn gửi không phải là ngày có thật"]),
        (DatesOfYear(((2, 30),)), ["thời hạn gửi không phải là ngày có thật"]),
        (WorkingDaysAfter(2), []),
        (DayOfMonth(25), []),
    ],
)
def test_a_plan_prints_days_that_are_in_the_calendar(rule: DueRule, said: list[str]) -> None:
    assert find_plan_due_problems(rule, PeriodType.MONTH, ND09) == said


def test_working_days_of_a_plan_are_judged_as_those_of_a_form() -> None:
    rule = WorkingDaysAfter(0)
    assert find_plan_due_problems(rule, PeriodType.MONTH, ND09) == find_due_problems(rule, [PeriodType.MONTH], ND09)
    assert find_due_problems(rule, [PeriodType.MONTH], ND09)
