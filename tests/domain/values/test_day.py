"""A day typed into a cell: what is read as a day, how it is printed, and that later and earlier are as of numbers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.values.day import FIRST_DAY, LAST_DAY, DayNumber, apply_kind, format_long_day, match_day_form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import CellValueError, Value, format_plain, format_typed, format_value, parse_value

DAYS = st.dates(FIRST_DAY, LAST_DAY).map(DayNumber.from_day)


@pytest.mark.parametrize(
    "text", ["05/02/2026", "5/2/2026", "5.2.2026", "5-2-2026", "05022026", "2026-02-05", " 5/02/2026 "]
)
def test_a_day_is_read_as_officials_and_machines_write_it(text: str) -> None:
    assert parse_value(text, kind="date") == DayNumber.from_day(date(2026, 2, 5))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("29/02/2026", "Không có ngày này trong lịch"),
        ("12/31/2026", "Không có ngày này trong lịch"),
        ("05/02/26", "Ghi ngày/tháng/năm"),
        ("tháng 02/2026", "Ghi ngày/tháng/năm"),
        ("46058", "Ghi ngày/tháng/năm"),
        ("05/02/1826", "Năm phải từ 1900 đến 2100."),
    ],
)
def test_what_is_no_day_is_refused_with_what_was_typed(text: str, message: str) -> None:
    with pytest.raises(CellValueError) as refused:
        parse_value(text, kind="date")
    assert refused.value.message_vi.startswith(message)
    assert refused.value.message_vi.endswith(f"Bạn đã gõ «{text}».")


@given(DAYS)
def test_each_printed_form_is_read_as_the_same_day(day: DayNumber) -> None:
    assert [parse_value(text, kind="date") for text in (format_value(day), format_typed(day), format_plain(day))] == [
        day, day, day,
    ]  # fmt: skip
    assert match_day_form(format_value(day), format_long_day(day)) == format_long_day(day)
    assert match_day_form(format_long_day(day), format_value(day)) == format_value(day)


@given(st.lists(st.one_of(DAYS, st.sampled_from(Gap)), min_size=1))
def test_the_earliest_and_latest_of_days_are_days(values: list[Value]) -> None:
    days = [value for value in values if isinstance(value, DayNumber)]
    for operator, expected in ((Operator.MIN, min(days, default=None)), (Operator.MAX, max(days, default=None))):
        found = aggregate_values(values, operator)
        assert found == expected
        assert found is None or isinstance(found, DayNumber)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 9, 2), "ngày 02 tháng 9 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_in_a_sentence_a_day_stands_in_words(day: date, text: str) -> None:
    assert format_long_day(DayNumber.from_day(day)) == text


def test_text_that_is_no_day_keeps_its_form() -> None:
    assert match_day_form("1.234", "ngày 05 tháng 02 năm 2026") == "1.234"
    assert match_day_form("06/02/2026", "1.234") == "06/02/2026"
    assert match_day_form("06/02/2026", "05 tháng 02 năm 2026") == "06 tháng 02 năm 2026"


def test_only_the_number_of_a_date_becomes_a_day() -> None:
    number = Decimal(date(2026, 2, 5).toordinal())
    assert format_value(apply_kind(number, "date")) == "05/02/2026"
    assert not isinstance(apply_kind(number, "count"), DayNumber)
    assert apply_kind(Gap.NOT_APPLICABLE, "date") is Gap.NOT_APPLICABLE
    assert apply_kind(None, "date") is None
