from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.periods.period import (
    PeriodType,
    build_ad_hoc_period,
    get_period_year_before,
    move_back_years,
    name_vi,
    parse_period,
)

IDS = st.builds(
    "{}{}".format,
    st.integers(1900, 2999),
    st.sampled_from(["", "S1", "S2", "N9", *(f"Q{n}" for n in range(1, 5)), *(f"{n:02}" for n in range(1, 13))]),
)


def test_it_works() -> None:
    half = parse_period("2021S1")
    assert (half.start, half.end) == (date(2021, 1, 1), date(2021, 7, 1))
    assert half.type is PeriodType.SIX_MONTH
    assert name_vi(half) == "6 tháng đầu năm 2021"


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "name"),
    [
        ("202101", "month", date(2021, 1, 1), date(2021, 2, 1), "tháng 01 năm 2021"),
        ("202103", "month", date(2021, 3, 1), date(2021, 4, 1), "tháng 3 năm 2021"),
        ("202112", "month", date(2021, 12, 1), date(2022, 1, 1), "tháng 12 năm 2021"),
        ("2021Q1", "quarter", date(2021, 1, 1), date(2021, 4, 1), "quý I năm 2021"),
        ("2021Q4", "quarter", date(2021, 10, 1), date(2022, 1, 1), "quý IV năm 2021"),
        ("2021S2", "six-month", date(2021, 7, 1), date(2022, 1, 1), "6 tháng cuối năm 2021"),
        ("2021N9", "nine-month", date(2021, 1, 1), date(2021, 10, 1), "9 tháng đầu năm 2021"),
        ("2021", "year", date(2021, 1, 1), date(2022, 1, 1), "năm 2021"),
    ],
)
def test_every_kind_of_period(text: str, kind: str, start: date, end: date, name: str) -> None:
    period = parse_period(text)
    assert (period.id, period.type, period.start, period.end) == (text, kind, start, end)
    assert name_vi(period) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021S3",
        "2021S0",
        "2021Q5",
        "202113",
        "202100",
        "2021N3",
        "2021s1",
        " 2021",
        "2021\n",
        "0999",
        "٢٠٢١",
    ],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        parse_period(text)


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    half = parse_period("2021S1")
    assert half.contains(date(2021, 1, 1))
    assert half.contains(date(2021, 6, 30))
    assert not half.contains(date(2021, 7, 1))
    assert not half.contains(date(2020, 12, 31))


@settings(max_examples=60)
@given(IDS)
def test_a_year_before_is_the_same_stretch_of_the_year(text: str) -> None:
    period, before = parse_period(text), get_period_year_before(parse_period(text))
    assert before.type == period.type
    assert before.start == period.start.replace(year=period.start.year - 1)
    assert before.end == period.end.replace(year=period.end.year - 1)


@settings(max_examples=30)
@given(st.integers(1900, 2999))
def test_halves_and_quarters_and_months_each_tile_the_year(year: int) -> None:
    whole = parse_period(str(year))
    for names in (["S1", "S2"], ["Q1", "Q2", "Q3", "Q4"], [f"{n:02}" for n in range(1, 13)]):
        pieces = [parse_period(f"{year}{name}") for name in names]
        edges = [whole.start, *(piece.end for piece in pieces)]
        assert [piece.start for piece in pieces] == edges[:-1]
        assert edges[-1] == whole.end


def test_a_report_asked_for_once_has_a_period_of_its_own() -> None:
    asked = build_ad_hoc_period(date(2021, 3, 1), date(2021, 3, 15))
    assert (asked.id, asked.start, asked.end) == ("210301P15", date(2021, 3, 1), date(2021, 3, 16))
    assert asked.type is PeriodType.AD_HOC
    assert name_vi(asked) == "từ 01/03/2021 đến 15/03/2021"
    assert get_period_year_before(asked) == build_ad_hoc_period(date(2020, 3, 1), date(2020, 3, 15))
    assert get_period_year_before(build_ad_hoc_period(date(2024, 2, 29), date(2024, 2, 29))) == build_ad_hoc_period(
        date(2023, 2, 28), date(2023, 2, 28)
    )


@pytest.mark.parametrize("text", ["210230P5", "211301P1", "210301P0", "210301P1000", "20210301P5"])
def test_days_that_are_none_are_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a period|day|month"):
        parse_period(text)


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 999))
def test_ad_hoc_periods_read_back_as_written(first: date, days: int) -> None:
    asked = build_ad_hoc_period(first, first + timedelta(days=days - 1))
    assert parse_period(asked.id) == asked
    assert len(asked.id) <= 10
    assert (asked.end - asked.start).days == days


def test_29_february_goes_back_to_the_last_of_that_february() -> None:
    leap_day = date(2028, 2, 29)
    assert [move_back_years(leap_day, years) for years in (1, 4)] == [date(2027, 2, 28), date(2024, 2, 29)]
    assert move_back_years(date(2026, 7, 31), 5) == date(2021, 7, 31)
