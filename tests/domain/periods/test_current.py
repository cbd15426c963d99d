"""The period whose results are being written on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.current import (
    compute_days_as_current,
    get_current_period,
    list_current_periods,
    list_periods_behind,
)
from sokehoach.domain.periods.period import PeriodType, parse_period
from sokehoach.domain.periods.sequence import get_next_period
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowRule, compute_window

KINDS = [kind for kind in PeriodType if kind is not PeriodType.AD_HOC]


@pytest.mark.parametrize(
    ("day", "kind", "period"),
    [
        (date(2021, 1, 4), "six-month", "2020S2"),
        (date(2021, 3, 14), "six-month", "2020S2"),
        (date(2021, 3, 15), "six-month", "2021S1"),
        (date(2021, 7, 1), "six-month", "2021S1"),
        (date(2021, 9, 14), "six-month", "2021S1"),
        (date(2021, 9, 15), "six-month", "2021S2"),
        (date(2021, 12, 31), "six-month", "2021S2"),
        (date(2021, 6, 22), "year", "2021"),
        (date(2022, 3, 14), "year", "2021"),
        (date(2022, 3, 15), "year", "2022"),
        (date(2021, 12, 14), "nine-month", "2021N9"),
        (date(2021, 12, 15), "nine-month", "2022N9"),
        (date(2021, 6, 29), "month", "202106"),  # fifteen days after the cut-off
        (date(2021, 6, 30), "month", "202107"),
        (date(2021, 1, 29), "month", "202101"),
        (date(2021, 4, 29), "quarter", "2021Q1"),  # six weeks after the cut-off
        (date(2021, 4, 30), "quarter", "2021Q2"),
        (date(2022, 1, 29), "quarter", "2021Q4"),
    ],
)
def test_a_period_stays_the_current_one_until_its_late_reports_are_in(day: date, kind: str, period: str) -> None:
    assert get_current_period(day, PeriodType(kind), ND09).id == period


@given(st.dates(date(1902, 1, 1), date(2900, 1, 1)), st.sampled_from(KINDS), st.sampled_from([ND09, POLICE, CALENDAR]))
def test_each_day_has_one_current_period_of_a_type_and_year_roll_over_leaves_none_out(
    day: date, kind: PeriodType, rule: WindowRule
) -> None:
    period = get_current_period(day, kind, rule)
    first, end = compute_days_as_current(period, rule)
    assert period.type is kind
    assert first <= day < end
    assert first <= compute_window(period, rule).cut_off < end, "it is current on its own cut-off"
    assert compute_days_as_current(get_next_period(period), rule)[0] == end


def test_an_ad_hoc_period_is_never_the_current_one() -> None:
    with pytest.raises(ValueError, match="never the current one"):
        compute_days_as_current(parse_period("210301P15"), ND09)


@pytest.mark.parametrize(
    ("day", "kinds", "periods"),
    [
        (date(2021, 6, 22), ("six-month", "year"), ["2021S1"]),
        (date(2021, 9, 14), ("six-month", "year"), ["2021S1"]),
        (date(2021, 9, 15), ("six-month", "year"), ["2021S2", "2021"]),
        (date(2022, 3, 14), ("six-month", "year"), ["2021S2", "2021"]),
        (date(2022, 3, 15), ("six-month", "year"), ["2022S1"]),
        (date(2021, 6, 20), ("month", "quarter", "six-month", "year"), ["202106", "2021Q2", "2021S1"]),
        (date(2021, 9, 20), ("quarter", "nine-month", "year"), ["2021Q3", "2021N9", "2021"]),
        (date(2022, 1, 10), ("quarter", "nine-month", "year"), ["2021Q4", "2021"]),
        (date(2021, 6, 22), ("year",), ["2021"]),
    ],
)
def test_longer_periods_stand_beside_the_shorter_while_they_are_written(
    day: date, kinds: tuple[str, ...], periods: list[str]
) -> None:
    assert [period.id for period in list_current_periods(day, [PeriodType(kind) for kind in kinds], ND09)] == periods


def test_periods_behind_are_those_that_may_still_be_owed() -> None:
    behind = [period.id for period in list_periods_behind(date(2022, 1, 20), PeriodType.MONTH, ND09, days=90)]
    assert behind == ["202112", "202111"]
    assert list_periods_behind(date(2021, 6, 22), PeriodType.SIX_MONTH, ND09, days=90) == ()


def test_no_ad_hoc_period_is_current() -> None:
    day = date(2024, 2, 20)
    assert (
        get_current_period(day, PeriodType.AD_HOC, ND09).id == "240201P29"
    )  # the days of the month, to have one to show
    assert list_current_periods(day, [PeriodType.AD_HOC], ND09) == ()
    assert list_periods_behind(day, PeriodType.AD_HOC, ND09, days=400) == ()
    with_months = list_current_periods(day, [PeriodType.AD_HOC, PeriodType.MONTH], ND09)
    assert [period.id for period in with_months] == ["202402"]
