from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.periods.period import PeriodType, parse_period, split_year
from sokehoach.domain.periods.window import compute_window, get_counting_period, get_period_being_written


def test_it_works() -> None:
    half = compute_window(parse_period("2021S1"))
    assert (half.start, half.end, half.cut_off) == (date(2020, 12, 15), date(2021, 6, 15), date(2021, 6, 14))


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("202103", "nd09", date(2021, 2, 15), date(2021, 3, 14)),
        ("202101", "nd09", date(2020, 12, 15), date(2021, 1, 14)),
        ("2021Q2", "nd09", date(2021, 3, 15), date(2021, 6, 14)),
        ("2021S2", "nd09", date(2021, 6, 15), date(2021, 12, 14)),
        ("2021N9", "nd09", date(2020, 12, 15), date(2021, 9, 14)),
        ("2021", "nd09", date(2020, 12, 15), date(2021, 12, 14)),
        ("2026S1", "nd09", date(2025, 12, 15), date(2026, 6, 14)),  # worked example in law.md 2
        ("2017S1", "police", date(2016, 11, 16), date(2017, 5, 15)),  # police of Quảng Ninh, law.md 2
        ("2021S2", "police", date(2021, 5, 16), date(2021, 11, 15)),
    ],
)
def test_windows_of_the_decree_and_of_the_police(text: str, kind: str, first: date, last: date) -> None:
    counted = compute_window(parse_period(text), kind)
    assert (counted.start, counted.cut_off) == (first, last)


def test_the_edges_are_counted_once() -> None:
    first, second = (compute_window(half) for half in split_year(parse_period("2021")))
    assert first.contains(date(2020, 12, 15))
    assert first.contains(date(2021, 6, 14))
    assert not first.contains(date(2021, 6, 15))
    assert second.contains(date(2021, 6, 15))


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown counting window: 'lunar'"):
        compute_window(parse_period("2021S1"), "lunar")


@settings(max_examples=50)
@given(st.integers(1900, 2998), st.sampled_from(["nd09", "police"]))
def test_the_halves_tile_the_year_and_years_follow_each_other(year: int, kind: str) -> None:
    whole = compute_window(parse_period(str(year)), kind)
    first, second = (compute_window(half, kind) for half in split_year(parse_period(str(year))))
    assert (first.start, first.end, second.end) == (whole.start, second.start, whole.end)
    assert whole.end == compute_window(parse_period(str(year + 1)), kind).start


@given(
    st.dates(date(1901, 1, 1), date(2998, 1, 1)),
    st.sampled_from(["nd09", "police"]),
    st.sampled_from([PeriodType.YEAR, PeriodType.SIX_MONTH]),
)
def test_each_day_is_counted_in_one_period_of_a_kind(day: date, kind: str, of: PeriodType) -> None:
    period = get_counting_period(day, kind, of)
    assert period.type is of
    assert compute_window(period, kind).contains(day)


def test_the_days_after_the_cut_off_are_of_the_next_year() -> None:
    assert get_counting_period(date(2020, 12, 14)).id == "2020"
    assert get_counting_period(date(2020, 12, 15)).id == "2021"
    assert get_counting_period(date(2021, 5, 16), "police", PeriodType.SIX_MONTH).id == "2021S2"


@settings(max_examples=50)
@given(
    st.integers(1901, 2998),
    st.sampled_from(["nd09", "police"]),
    st.sampled_from(
        [("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"), ("Q1", "Q2", "Q3", "Q4")]
    ),
)
def test_months_and_quarters_tile_the_year_too(year: int, kind: str, names: tuple[str, ...]) -> None:
    whole = compute_window(parse_period(str(year)), kind)
    parts = [compute_window(parse_period(f"{year}{name}"), kind) for name in names]
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    assert all(before.end == after.start for before, after in pairwise(parts))


def test_an_ad_hoc_period_counts_its_own_days() -> None:
    counted = compute_window(parse_period("210301P15"), "police")
    assert (counted.start, counted.cut_off) == (date(2021, 3, 1), date(2021, 3, 15))


@pytest.mark.parametrize(
    ("day", "kind", "period"),
    [
        (date(2021, 6, 22), PeriodType.SIX_MONTH, "2021S1"),
        (date(2021, 6, 22), PeriodType.YEAR, "2021"),
        (date(2021, 6, 29), PeriodType.MONTH, "202106"),  # fifteen days after the cut-off
        (date(2021, 6, 30), PeriodType.MONTH, "202107"),
        (date(2021, 6, 29), PeriodType.QUARTER, "2021Q2"),
        (date(2021, 6, 30), PeriodType.QUARTER, "2021Q3"),
    ],
)
def test_the_period_being_written_lasts_beyond_its_cut_off(day: date, kind: PeriodType, period: str) -> None:
    assert get_period_being_written(day, kind) == parse_period(period)
