"""Weeks of ISO 8601 as periods: where a year has 53 of them, over the turn of a year, and beside months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.current import get_current_period, list_periods_behind
from sokehoach.domain.periods.due import (
    DatesOfYear,
    DayOfMonth,
    DayOfWeek,
    WorkingDaysAfter,
    choose_week,
    compute_due_day,
    find_due_problems,
    find_earlier_window,
    find_plan_due_problems,
    format_due_rule,
    is_later,
)
from sokehoach.domain.periods.due_text import format_typed_due, parse_due_rule
from sokehoach.domain.periods.period import (
    PeriodType,
    get_day_order,
    get_period_year_before,
    list_periods,
    name_vi,
    parse_period,
)
from sokehoach.domain.periods.sequence import (
    get_next_period,
    get_previous_period,
    get_year_of,
    get_year_to_date,
    list_parts,
)
from sokehoach.domain.periods.serialization import parse_due, parse_window, serialize_due, serialize_window
from sokehoach.domain.periods.window import (
    CALENDAR,
    ND09,
    WEEKS,
    WHOLE_WEEK,
    WindowRule,
    compute_window,
    find_kind_problems,
    find_window_problems,
    get_counting_period,
    get_year_start,
)

WEEK = PeriodType.WEEK
LONGER = [kind for kind in PeriodType if kind.months]


def test_a_week_is_named_with_its_days_and_belongs_to_the_year_of_its_thursday() -> None:
    week = parse_period("2026W5")
    assert (week.type, week.year, week.number, week.start, week.end) == (
        WEEK, 2026, 5, date(2026, 1, 26), date(2026, 2, 2),
    )  # fmt: skip
    assert name_vi(week) == "tuần 5 năm 2026 (26/01–01/02/2026)"
    first = parse_period("2026W1")
    assert (first.year, get_year_of(first).id, first.start) == (2026, "2026", date(2025, 12, 29))
    assert name_vi(first) == "tuần 1 năm 2026 (29/12/2025–04/01/2026)"
    assert get_year_to_date(week) == week


@pytest.mark.parametrize("text", ["2026W0", "2026W05", "2026W54", "2025W53", "2026W", "2026W5 "])
def test_no_other_text_is_a_week(text: str) -> None:
    with pytest.raises(ValueError, match=r"week|period"):
        parse_period(text)


def test_week_53_is_followed_by_week_1_and_compared_with_week_52() -> None:
    assert [len(list_periods(WEEK, year, year)) for year in (2025, 2026, 2027)] == [52, 53, 52]
    last = parse_period("2026W53")
    assert get_next_period(last).id == "2027W1"
    assert get_previous_period(parse_period("2027W1")) == last
    assert get_previous_period(parse_period("2026W1")).id == "2025W52"
    assert get_period_year_before(last).id == "2025W52"
    assert get_period_year_before(parse_period("2026W5")).id == "2025W5"


@given(st.dates(date(1990, 1, 1), date(2099, 1, 1)), st.sampled_from([ND09, *WEEKS.values()]))
def test_each_day_is_counted_in_one_week(day: date, rule: WindowRule) -> None:
    week = get_counting_period(day, rule, WEEK)
    assert compute_window(week, rule).contains(day)
    following = get_next_period(week)
    assert compute_window(following, rule).start == compute_window(week, rule).end
    assert get_previous_period(following) == week


@pytest.mark.parametrize("kind", LONGER)
def test_no_longer_period_is_made_of_weeks(kind: PeriodType) -> None:
    """Nor February 2021, which has four whole ones."""
    assert not any(list_parts(period, WEEK) for period in list_periods(kind, 2020, 2027))
    assert not any(list_parts(week, kind) for week in list_periods(WEEK, 2021, 2021))
    assert parse_period("2021W5").start == date(2021, 2, 1)


def test_a_week_is_current_until_the_middle_of_the_next() -> None:
    assert get_current_period(date(2026, 2, 5), WEEK, WHOLE_WEEK).id == "2026W5"
    assert get_current_period(date(2026, 2, 6), WEEK, WHOLE_WEEK).id == "2026W6"
    behind = list_periods_behind(date(2026, 1, 10), WEEK, WHOLE_WEEK, days=30)
    assert [week.id for week in behind] == ["2026W1", "2025W52", "2025W51", "2025W50"]
    assert get_year_start(parse_period("2026W9"), WEEKS[3]) == date(2025, 12, 25)
    assert get_year_start(parse_period("202603"), CALENDAR) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("weekday", "last_counted", "due"),
    [
        (1, date(2026, 2, 1), date(2026, 2, 2)), (2, date(2026, 2, 1), date(2026, 2, 3)),
        (3, date(2026, 2, 1), date(2026, 2, 4)), (4, date(2026, 1, 28), date(2026, 1, 29)),
        (5, date(2026, 1, 29), date(2026, 1, 30)), (6, date(2026, 1, 29), date(2026, 1, 31)),
        (7, date(2026, 1, 29), date(2026, 2, 1)),
    ],
)  # fmt: skip
def test_a_weekday_leaves_a_working_day_after_the_days_that_are_counted(
    weekday: int, last_counted: date, due: date
) -> None:
    rule, week = DayOfWeek(weekday), parse_period("2026W5")
    window = choose_week(rule)
    assert (compute_window(week, window).cut_off, compute_due_day(rule, week, window, ())) == (last_counted, due)
    assert find_due_problems(rule, [WEEK], window) == find_plan_due_problems(rule, WEEK, window) == []
    assert find_earlier_window(rule, [WEEK]) == window
    assert parse_window(serialize_window(window)) == window
    assert parse_due(serialize_due(rule)) == rule
    assert parse_due_rule(format_due_rule(rule)) == parse_due_rule(format_typed_due(rule)) == rule


def test_a_rule_of_the_days_of_months_is_none_of_weeks_and_the_other_way_round() -> None:
    assert "kỳ tuần không chốt" in find_kind_problems(ND09, [WEEK])[0]
    assert find_kind_problems(CALENDAR, [WEEK, PeriodType.MONTH]) == find_kind_problems(WEEKS[3], [WEEK]) == []
    assert "chỉ dùng cho kỳ tuần" in find_kind_problems(WEEKS[3], [WEEK, PeriodType.MONTH])[0]
    for rule in (DayOfMonth(5), DatesOfYear(((6, 20),))):
        assert "hạn gửi theo thứ" in find_due_problems(rule, [WEEK], WHOLE_WEEK)[0]
        assert "hạn gửi theo thứ" in find_plan_due_problems(rule, WEEK, WHOLE_WEEK)[0]
    assert "chỉ dùng cho kỳ tuần" in find_due_problems(DayOfWeek(4), [PeriodType.MONTH], CALENDAR)[0]
    assert find_due_problems(DayOfWeek(6), [WEEK], WEEKS[5]) != [], "no working day from Friday to Saturday"
    assert find_due_problems(DayOfWeek(8), [WEEK], WHOLE_WEEK) == ["thời hạn gửi không phải là ngày có thật"]
    assert find_window_problems(WindowRule("x", "x", CALENDAR.start, CALENDAR.end, days_back=7)) != []
    assert is_later(DayOfWeek(5), DayOfWeek(4), [WEEK], WEEKS[3])
    assert not is_later(DayOfWeek(4), DayOfWeek(5), [WEEK], WHOLE_WEEK)


def test_a_window_without_days_of_weeks_is_stored_as_before() -> None:
    assert "days_back" not in serialize_window(ND09)
    assert compute_due_day(WorkingDaysAfter(2), parse_period("2026W5"), WHOLE_WEEK, ()) == date(2026, 2, 3)
    assert [rule.days_back for rule in WEEKS.values()] == [0, 6, 5, 4, 3, 2, 1]
    assert all(
        compute_window(parse_period("2026W5"), rule).cut_off.isoweekday() == last for last, rule in WEEKS.items()
    )
    assert compute_window(parse_period("2026W5"), ND09).cut_off == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("thứ Năm hằng tuần", 4), ("Thứ sáu hàng tuần", 5), ("thứ 2", 1), ("chủ nhật hằng tuần.", 7), ("thứ Tư", 3)],
)
def test_a_weekday_is_read_as_it_is_typed(text: str, weekday: int) -> None:
    assert parse_due_rule(text) == DayOfWeek(weekday)


@pytest.mark.parametrize("text", ["thứ 8", "thứ 1 hằng tuần", "thứ Năm hằng tháng", "thứ Năm 5"])
def test_what_is_no_weekday_is_no_due_rule(text: str) -> None:
    assert parse_due_rule(text) is None


def test_the_weeks_of_a_year_follow_each_other() -> None:
    weeks = list_periods(WEEK, 2020, 2030)
    assert all(second.start == first.end == first.start + timedelta(days=7) for first, second in pairwise(weeks))


def test_reports_sort_by_days_not_by_the_letters_of_their_periods() -> None:
    newest_first = ["2026", "2026S2", "2026Q1", "202603", "2026W10", "2026W9", "2026W2", "2025W52"]
    assert sorted(newest_first, key=get_day_order, reverse=True) == newest_first
