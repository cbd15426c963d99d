"""Periods before and after, and what longer ones are made of."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.period import Period, PeriodType, list_periods, parse_period
from sokehoach.domain.periods.sequence import (
    get_next_period,
    get_previous_period,
    get_year_of,
    get_year_to_date,
    list_parts,
    list_recent_periods,
)
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowRule, compute_window

KINDS = [kind for kind in PeriodType if kind is not PeriodType.AD_HOC]
PERIODS = st.builds(
    lambda kind, year, number: (of_year := list_periods(kind, year, year))[number % len(of_year)],
    st.sampled_from(KINDS),
    st.integers(1901, 2900),
    st.integers(0, 11),
)
RULES = st.sampled_from([ND09, POLICE, CALENDAR])


def ids(periods: tuple[Period, ...]) -> list[str]:
    return [period.id for period in periods]


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("202101", "202012"), ("202103", "202102"), ("2021Q1", "2020Q4"), ("2021Q3", "2021Q2"),
        ("2021S1", "2020S2"), ("2021S2", "2021S1"), ("2021N9", "2020N9"), ("2021", "2020"), ("210301P15", "200301P15"),
    ],
)  # fmt: skip
def test_the_period_before_crosses_the_year(period: str, before: str) -> None:
    assert get_previous_period(parse_period(period)).id == before


@given(PERIODS)
def test_before_and_after_are_each_others_inverse_and_leave_no_day_out(period: Period) -> None:
    after = get_next_period(period)
    assert get_previous_period(after) == period
    assert after.type is period.type
    assert after.start == period.end or period.type is PeriodType.NINE_MONTH


def test_nothing_follows_an_ad_hoc_period() -> None:
    with pytest.raises(ValueError, match="no period follows"):
        get_next_period(parse_period("210301P15"))


@given(PERIODS, st.integers(1, 14))
def test_recent_periods_end_with_the_period_itself(period: Period, count: int) -> None:
    recent = list_recent_periods(period, count)
    assert (len(recent), recent[-1]) == (count, period)
    assert all(get_previous_period(after) == before for before, after in pairwise(recent))


@pytest.mark.parametrize(
    ("whole", "kind", "parts"),
    [
        ("2021", "six-month", ["2021S1", "2021S2"]),
        ("2021", "quarter", ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]),
        ("2021N9", "quarter", ["2021Q1", "2021Q2", "2021Q3"]),
        ("2021S2", "quarter", ["2021Q3", "2021Q4"]),
        ("2021Q2", "month", ["202104", "202105", "202106"]),
        ("2021N9", "six-month", []), ("2021", "nine-month", []), ("2021S1", "six-month", []), ("2021Q1", "year", []),
        ("2021", "ad-hoc", []), ("210101P90", "month", []), ("210101P90", "quarter", []),
    ],
)  # fmt: skip
def test_a_longer_period_is_made_of_what_tiles_it(whole: str, kind: str, parts: list[str]) -> None:
    assert ids(list_parts(parse_period(whole), PeriodType(kind))) == parts


@given(PERIODS, st.sampled_from(KINDS), RULES)
def test_the_windows_of_the_parts_tile_the_window_of_the_whole(
    whole: Period, kind: PeriodType, rule: WindowRule
) -> None:
    windows = [compute_window(part, rule) for part in list_parts(whole, kind)]
    if windows:
        counted = compute_window(whole, rule)
        assert (windows[0].start, windows[-1].end) == (counted.start, counted.end)
        assert all(before.end == after.start for before, after in pairwise(windows))
        assert len(windows) * kind.months == whole.type.months


@pytest.mark.parametrize(
    ("period", "so_far"),
    [
        ("202101", "202101"), ("202103", "2021Q1"), ("202105", "2021"), ("202106", "2021S1"), ("2021Q1", "2021Q1"),
        ("2021Q2", "2021S1"), ("2021Q3", "2021N9"), ("2021S1", "2021S1"), ("2021S2", "2021"), ("2021", "2021"),
        ("210301P15", "210301P15"),
    ],
)  # fmt: skip
def test_the_year_so_far_begins_with_the_year(period: str, so_far: str) -> None:
    assert get_year_to_date(parse_period(period)).id == so_far


@given(PERIODS)
def test_a_period_belongs_to_the_year_that_holds_it(period: Period) -> None:
    year = get_year_of(period)
    if period.type is PeriodType.WEEK:
        assert year.contains(period.start + timedelta(days=3)), "its Thursday"
    else:
        assert year.start <= period.start < period.end <= year.end


@given(st.dates(date(2000, 1, 1), date(2098, 1, 1)), st.integers(1, 400), st.sampled_from(KINDS))
def test_an_ad_hoc_period_feeds_none(first: date, days: int, kind: PeriodType) -> None:
    asked = parse_period(f"{first:%y%m%d}P{days}")
    assert asked.end - asked.start == timedelta(days=days)
    assert list_parts(asked, kind) == ()
    assert asked not in [
        part for whole in list_periods(kind, first.year, first.year) for part in list_parts(whole, PeriodType.AD_HOC)
    ]
