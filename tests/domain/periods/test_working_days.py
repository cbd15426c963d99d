from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.periods.working_days import (
    add_working_days,
    compute_due_day,
    count_working_days,
    is_working_day,
)

CUT_OFF = date(2021, 6, 14)  # a Monday
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
HOLIDAYS = st.sets(DAYS, max_size=5)


def test_it_works() -> None:
    assert compute_due_day(CUT_OFF, 2, ()) == date(2021, 6, 16)  # communes
    assert compute_due_day(CUT_OFF, 4, ()) == date(2021, 6, 18)  # the district


def test_weekends_and_holidays_are_stepped_over() -> None:
    reunification, labour = date(2021, 4, 30), date(2021, 5, 1)  # a Friday and a Saturday
    in_lieu = date(2021, 5, 3)
    assert add_working_days(date(2021, 4, 29), 1, {reunification, labour, in_lieu}) == date(2021, 5, 4)
    assert add_working_days(date(2021, 4, 29), 1, ()) == reunification


def test_late_by_working_days() -> None:
    assert count_working_days(date(2021, 6, 16), date(2021, 6, 22), ()) == 4  # Thursday, Friday, Monday, Tuesday
    assert count_working_days(date(2021, 6, 18), date(2021, 6, 20), ()) == 0  # a weekend makes no one late
    assert count_working_days(date(2021, 6, 16), date(2021, 6, 16), ()) == 0
    assert count_working_days(date(2021, 6, 16), date(2021, 6, 14), ()) == 0  # early is not late


def test_no_working_day_moves_nothing() -> None:
    saturday = date(2021, 6, 19)
    assert add_working_days(saturday, 0, ()) == saturday


def test_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(CUT_OFF, -1, ())


def test_the_decree_leaves_at_least_one_working_day() -> None:
    with pytest.raises(ValueError, match=r"art\. 8\.5"):
        compute_due_day(CUT_OFF, 0, ())


@settings(max_examples=60)
@given(DAYS, st.integers(1, 30), HOLIDAYS)
def test_adding_and_counting_agree(day: date, n: int, holidays: set[date]) -> None:
    reached = add_working_days(day, n, holidays)
    assert is_working_day(reached, holidays)
    assert count_working_days(day, reached, holidays) == n
    assert count_working_days(day, reached - timedelta(days=1), holidays) == n - 1


@settings(max_examples=60)
@given(DAYS, st.integers(1, 30), HOLIDAYS)
def test_a_holiday_never_brings_the_due_date_forward(day: date, n: int, holidays: set[date]) -> None:
    assert add_working_days(day, n, holidays) >= add_working_days(day, n, ())
