"""Whatever the lengths before and after, and the day of the change: each day is owed once, or the day is another."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowRule, compute_window
from sokehoach.domain.programmes.earlier import EarlierDefinition
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.form_periods import list_own_periods
from sokehoach.domain.reporting.schedule_changes import (
    find_first_tiling_day,
    find_miscounted_days,
    owes_each_month_once,
)

TILING = [kind for kind in PeriodType if kind.months and kind is not PeriodType.NINE_MONTH]
YEAR = 2022


def build_form(kind: PeriodType, window: WindowRule = ND09, *earlier: tuple[date, Form]) -> Form:
    form = Form("F", "F", "Biểu", kind.value, "general", Reporters(), (), counting_window=window)
    return replace(form, earlier_definitions=tuple(EarlierDefinition(day, old) for day, old in earlier))


def count_windows(form: Form) -> set[int]:
    return set(count_days(form).values())


def count_days(form: Form) -> Counter[date]:
    """In how many counting windows of owed periods each day of three years is."""
    windows = [
        compute_window(period, form.at(period).counting_window) for period in list_own_periods(form, YEAR - 2, YEAR + 4)
    ]
    days = (date(YEAR - 1, 1, 1) + timedelta(days=number) for number in range(3 * 365))
    return Counter({day: sum(window.contains(day) for window in windows) for day in days})


@given(
    old=st.sampled_from(TILING),
    new=st.sampled_from(TILING),
    window=st.sampled_from([ND09, CALENDAR, POLICE]),
    day=st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)),
)
def test_each_day_is_counted_once_before_and_after(
    old: PeriodType, new: PeriodType, window: WindowRule, day: date
) -> None:
    before = build_form(old, window)
    asked = build_form(new, window, (day, before))
    first_day = find_first_tiling_day(asked)
    assert first_day >= day
    assert count_windows(build_form(new, window, (first_day, before))) == {1}
    assert (first_day == day) is (count_windows(asked) == {1})


@given(
    kinds=st.lists(st.sampled_from([*TILING, PeriodType.NINE_MONTH, PeriodType.AD_HOC]), min_size=3, max_size=3),
    windows=st.lists(st.sampled_from([ND09, CALENDAR, POLICE]), min_size=3, max_size=3),
    days=st.lists(st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)), min_size=2, max_size=2, unique=True),
)
def test_after_two_changes_too(kinds: list[PeriodType], windows: list[WindowRule], days: list[date]) -> None:
    first, last = sorted(days)
    oldest = build_form(kinds[0], windows[0])
    middle = build_form(kinds[1], windows[1], (first, oldest))
    first = find_first_tiling_day(middle)
    if first >= last:
        return
    form = build_form(kinds[2], windows[2], (first, oldest), (last, build_form(kinds[1], windows[1])))
    day = find_first_tiling_day(form)
    rows = (EarlierDefinition(first, oldest), EarlierDefinition(day, build_form(kinds[1], windows[1])))
    assert owes_each_month_once(replace(form, earlier_definitions=rows), YEAR)


@pytest.mark.parametrize(
    ("old", "new", "day", "first_day"),
    [
        (PeriodType.SIX_MONTH, PeriodType.QUARTER, date(2022, 6, 15), date(2022, 6, 15)),
        (PeriodType.SIX_MONTH, PeriodType.QUARTER, date(2022, 3, 15), date(2022, 6, 15)),
        (PeriodType.SIX_MONTH, PeriodType.QUARTER, date(2022, 6, 16), date(2022, 12, 15)),
        (PeriodType.QUARTER, PeriodType.SIX_MONTH, date(2022, 9, 15), date(2022, 12, 15)),
        (PeriodType.MONTH, PeriodType.YEAR, date(2022, 2, 1), date(2022, 12, 15)),
        (PeriodType.NINE_MONTH, PeriodType.QUARTER, date(2022, 9, 1), date(2022, 9, 1)),
        (PeriodType.NINE_MONTH, PeriodType.QUARTER, date(2022, 3, 15), date(2022, 9, 15)),
        (PeriodType.AD_HOC, PeriodType.MONTH, date(2022, 9, 15), date(2022, 9, 15)),
    ],
)
def test_the_day_is_the_next_boundary_of_both(old: PeriodType, new: PeriodType, day: date, first_day: date) -> None:
    assert find_first_tiling_day(build_form(new, ND09, (day, build_form(old)))) == first_day


@given(
    kind=st.sampled_from(TILING),
    windows=st.tuples(*[st.sampled_from([ND09, CALENDAR, POLICE])] * 2),
    day=st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)),
)
def test_the_days_that_another_window_miscounts_are_found(
    kind: PeriodType, windows: tuple[WindowRule, WindowRule], day: date
) -> None:
    old, new = windows
    form = build_form(kind, new, (day, build_form(kind, old)))
    found = {
        days.first + timedelta(days=number): 2 if days.is_twice else 0
        for days in find_miscounted_days(form)
        for number in range((days.last - days.first).days + 1)
    }
    assert {day: count for day, count in count_days(form).items() if count != 1} == found


def test_half_years_of_the_calendar_after_those_that_end_in_december() -> None:
    """Windows from 15 December to 14 June (NĐ 09/2019/NĐ-CP art. 12), then from 1 January to 30 June."""
    form = build_form(PeriodType.SIX_MONTH, CALENDAR, (date(2021, 12, 15), build_form(PeriodType.SIX_MONTH)))
    (days,) = find_miscounted_days(form)
    assert (days.first, days.last, days.is_twice) == (date(2021, 12, 15), date(2021, 12, 31), False)
    back = build_form(PeriodType.SIX_MONTH, ND09, (date(2022, 1, 1), build_form(PeriodType.SIX_MONTH, CALENDAR)))
    (days,) = find_miscounted_days(back)
    assert (days.first, days.last, days.is_twice) == (date(2021, 12, 15), date(2021, 12, 31), True)
