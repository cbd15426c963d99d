"""UIDs and periods as DHIS2 writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.dhis2 import period_codes, uids
from sokehoach.adapters.dhis2.period_codes import PeriodCodeError
from sokehoach.domain.periods.period import PeriodType, list_periods, parse_period

TYPES = st.sampled_from(list(period_codes.PERIOD_TYPES))


@given(st.text(), st.lists(st.text(), max_size=3))
def test_a_uid_is_one_of_dhis2_and_the_same_on_every_day(kind: str, identity: list[str]) -> None:
    uid = uids.make_uid(kind, *identity)
    assert uids.is_uid(uid)
    assert uid == uids.make_uid(kind, *identity)


def test_uids_of_a_published_list_do_not_change() -> None:
    """Clients keep them: a change here breaks every integration that exists."""
    assert uids.make_uid("organisationUnit", "51", "2025-07-01") == "yfbOo5OTf3v"
    assert uids.make_uid("dataElement", "TT01") != uids.make_uid("dataSet", "TT01")


def test_many_uids_differ() -> None:
    assert len({uids.make_uid("dataElement", str(number)) for number in range(20_000)}) == 20_000


@given(TYPES, st.integers(1990, 2090), st.integers(0, 11))
def test_a_period_comes_back_from_both_writings(kind: PeriodType, year: int, number: int) -> None:
    periods = list_periods(kind, year, year)
    period = periods[number % len(periods)]
    assert period_codes.parse_code(period.id) == period
    assert period_codes.parse_adx(period_codes.format_adx(period)) == period


@pytest.mark.parametrize(
    "text", ["2021N9", "210301P15", "2025W53", "2021WedW5", "20210101", "2021S3", "", "2021AprilS1", "x" * 99]
)
def test_what_dhis2_or_the_product_does_not_have_is_no_period(text: str) -> None:
    with pytest.raises(PeriodCodeError):
        period_codes.parse_code(text)


@pytest.mark.parametrize(
    "text",
    ["2021-01-01/P9M", "2021-02-01/P6M", "2021-01-15/P1M", "2021-13-01/P1Y", "2021-01-01", "2021-01-01/P7D", "/P1M"],
)
def test_an_adx_period_begins_where_such_a_period_begins(text: str) -> None:
    with pytest.raises(PeriodCodeError):
        period_codes.parse_adx(text)


def test_an_adx_period_may_have_a_time_and_count_twelve_months() -> None:
    assert period_codes.parse_adx("2021-01-01T00:00:00Z/P12M").id == "2021"


def test_nine_months_have_no_type_and_are_not_written() -> None:
    with pytest.raises(PeriodCodeError):
        period_codes.format_adx(parse_period("2021N9"))


def test_relative_periods_end_before_today() -> None:
    today = date(2026, 3, 16)
    assert [period.id for period in period_codes.expand_relative("LAST_3_MONTHS", today) or ()] == [
        "202512", "202601", "202602",
    ]  # fmt: skip
    assert [period.id for period in period_codes.expand_relative("THIS_YEAR", today) or ()] == ["2026"]
    assert [period.id for period in period_codes.expand_relative("LAST_4_WEEKS", today) or ()] == [
        "2026W8", "2026W9", "2026W10", "2026W11",
    ]  # fmt: skip
    assert period_codes.expand_relative("LAST_BIWEEK", today) is None


def test_a_week_over_new_year_is_of_the_year_of_its_thursday() -> None:
    assert period_codes.parse_adx("2025-12-29/P7D").id == "2026W1"
    this_year = period_codes.expand_relative("WEEKS_THIS_YEAR", date(2025, 12, 30)) or []
    assert (len(this_year), this_year[0].id) == (53, "2026W1")
    between = period_codes.list_between(date(2025, 12, 22), date(2026, 1, 11))
    assert [period.id for period in between] == ["2025W52", "2026W1", "2026W2"]


def test_periods_between_two_days_lie_within_them() -> None:
    between = period_codes.list_between(date(2021, 1, 1), date(2021, 7, 31))
    assert [period.id for period in between if period.type.months > 1] == ["2021Q1", "2021Q2", "2021S1"]
