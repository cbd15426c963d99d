from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.periods.period import PeriodType, parse_period
from sokehoach.domain.periods.window import (
    CALENDAR,
    ND09,
    POLICE,
    WindowEdge,
    WindowRule,
    build_tiling_rule,
    compute_window,
    find_window_problems,
    get_counting_period,
)

UP_TO_THE_20TH = WindowRule("x", "từ đầu kỳ đến ngày 20 tháng cuối kỳ", WindowEdge(0, 1), WindowEdge(1, 21))


def test_it_works() -> None:
    half = compute_window(parse_period("2021S1"), ND09)
    assert (half.start, half.end, half.cut_off) == (date(2020, 12, 15), date(2021, 6, 15), date(2021, 6, 14))


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("202103", ND09, date(2021, 2, 15), date(2021, 3, 14)),
        ("202101", ND09, date(2020, 12, 15), date(2021, 1, 14)),
        ("2021Q2", ND09, date(2021, 3, 15), date(2021, 6, 14)),
        ("2021S2", ND09, date(2021, 6, 15), date(2021, 12, 14)),
        ("2021N9", ND09, date(2020, 12, 15), date(2021, 9, 14)),
        ("2021", ND09, date(2020, 12, 15), date(2021, 12, 14)),
        ("2026S1", ND09, date(2025, 12, 15), date(2026, 6, 14)),  # worked example in law.md 2
        ("2017S1", POLICE, date(2016, 11, 16), date(2017, 5, 15)),  # police of Quảng Ninh, law.md 2
        ("2021S2", POLICE, date(2021, 5, 16), date(2021, 11, 15)),
    ],
)
def test_windows_of_the_decree_and_of_the_police(text: str, kind: WindowRule, first: date, last: date) -> None:
    counted = compute_window(parse_period(text), kind)
    assert (counted.kind, counted.start, counted.cut_off) == (kind.code, first, last)


def test_the_edges_are_counted_once() -> None:
    first, second = (compute_window(parse_period(half), ND09) for half in ("2021S1", "2021S2"))
    assert first.contains(date(2020, 12, 15))
    assert first.contains(date(2021, 6, 14))
    assert not first.contains(date(2021, 6, 15))
    assert second.contains(date(2021, 6, 15))


@settings(max_examples=50)
@given(st.integers(1900, 2998), st.sampled_from([ND09, POLICE, CALENDAR]))
def test_the_halves_tile_the_year_and_years_follow_each_other(year: int, kind: WindowRule) -> None:
    whole = compute_window(parse_period(str(year)), kind)
    first, second = (compute_window(parse_period(f"{year}{half}"), kind) for half in ("S1", "S2"))
    assert (first.start, first.end, second.end) == (whole.start, second.start, whole.end)
    assert whole.end == compute_window(parse_period(str(year + 1)), kind).start


@given(
    st.dates(date(1901, 1, 1), date(2998, 1, 1)),
    st.sampled_from([ND09, POLICE, CALENDAR, build_tiling_rule("late", "", months_back=0, day=15)]),
    st.sampled_from([PeriodType.YEAR, PeriodType.SIX_MONTH]),
)
def test_each_day_is_counted_in_one_period_of_a_kind(day: date, kind: WindowRule, of: PeriodType) -> None:
    period = get_counting_period(day, kind, of)
    assert period.type is of
    assert compute_window(period, kind).contains(day)


def test_the_days_after_the_cut_off_are_of_the_next_year() -> None:
    assert get_counting_period(date(2020, 12, 14), ND09).id == "2020"
    assert get_counting_period(date(2020, 12, 15), ND09).id == "2021"
    assert get_counting_period(date(2021, 5, 16), POLICE, PeriodType.SIX_MONTH).id == "2021S2"


@settings(max_examples=50)
@given(
    st.integers(1901, 2998),
    st.sampled_from([ND09, POLICE, CALENDAR]),
    st.sampled_from(
        [("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"), ("Q1", "Q2", "Q3", "Q4")]
    ),
)
def test_months_and_quarters_tile_the_year_too(year: int, kind: WindowRule, names: tuple[str, ...]) -> None:
    whole = compute_window(parse_period(str(year)), kind)
    parts = [compute_window(parse_period(f"{year}{name}"), kind) for name in names]
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    assert all(before.end == after.start for before, after in pairwise(parts))


def test_an_ad_hoc_period_counts_its_own_days() -> None:
    counted = compute_window(parse_period("210301P15"), POLICE)
    assert (counted.start, counted.cut_off) == (date(2021, 3, 1), date(2021, 3, 15))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (WindowEdge(1, 15), WindowEdge(1, 29), "ngày của mốc chốt số liệu phải từ 1 đến 28"),
        (WindowEdge(1, 0), WindowEdge(1, 15), "ngày của mốc chốt số liệu phải từ 1 đến 28"),
        (WindowEdge(12, 1), WindowEdge(12, 1), "lùi nhiều nhất 11 tháng"),
        (WindowEdge(0, 1), WindowEdge(1, 1), "kỳ ngắn nhất không có ngày nào được tính"),
    ],
)
def test_a_rule_that_counts_no_days_is_refused(start: WindowEdge, end: WindowEdge, said: str) -> None:
    (problem,) = find_window_problems(WindowRule("x", "x", start, end))
    assert said in problem


def test_the_rules_that_the_law_and_practice_give_can_be_used() -> None:
    assert [find_window_problems(rule) for rule in (ND09, POLICE, CALENDAR, UP_TO_THE_20TH)] == [[], [], [], []]


def test_after_nine_months_the_day_is_of_the_next_nine() -> None:
    assert get_counting_period(date(2021, 9, 14), ND09, PeriodType.NINE_MONTH).id == "2021N9"
    assert get_counting_period(date(2021, 9, 15), ND09, PeriodType.NINE_MONTH).id == "2022N9"


def test_the_last_day_that_every_month_has_can_be_an_edge() -> None:
    for day in (1, 28):
        assert find_window_problems(WindowRule("x", "x", WindowEdge(11, day), WindowEdge(0, day))) == []
