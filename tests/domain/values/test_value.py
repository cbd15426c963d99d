from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import (
    MAX_VALUE,
    CellValueError,
    format_plain,
    format_typed,
    format_value,
    parse_value,
)


def test_it_works() -> None:
    assert parse_value("1.234", kind="count") == Decimal(1234)
    assert format_value(Decimal(1234)) == "1.234"


@pytest.mark.parametrize("kind", ["count", "money", "flag"])
def test_blank_zero_and_a_dash_are_three_answers(kind: str) -> None:
    assert parse_value("  ", kind=kind) is Gap.NOT_REPORTED
    assert parse_value("0", kind=kind) == Decimal(0)
    for dash in ("-", "–", "—", " - "):
        assert parse_value(dash, kind=kind) is Gap.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("TRUE", "flag", "1"),
        ("False", "flag", "0"),
        ("007", "count", "7"),
        ("1234567", "count", "1234567"),
        ("1.234.567", "count", "1234567"),
        ("\u00a012 ", "count", "12"),
        ("999.999.999", "count", "999999999"),
        ("1,8", "money", "1.8"),
        ("1.234,567", "money", "1234.567"),
        ("1.234", "money", "1234"),  # a dot groups here too: it never starts the decimals
        ("1", "flag", "1"),
    ],
)
def test_numbers_are_read_as_vietnamese_officials_write_them(text: str, kind: str, number: str) -> None:
    assert parse_value(text, kind=kind) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "kind", "allowed"),
    [
        ("-5", "count", "Số lượng không được âm, ghi từ 0 trở lên."),
        ("– 5", "count", "Số lượng không được âm, ghi từ 0 trở lên."),
        ("-1,5", "money", "Số tiền không được âm, ghi từ 0 trở lên."),
        ("1,5", "count", "Số lượng phải là số nguyên từ 0, ví dụ 1.234."),
        ("1.5", "count", "Số lượng phải là số nguyên từ 0, ví dụ 1.234."),
        ("12.34", "count", "Số lượng phải là số nguyên từ 0, ví dụ 1.234."),
        (
            "1,2345",
            "money",
            "Số tiền có nhiều nhất 3 chữ số sau dấu phẩy, ví dụ 1.234 hoặc 1,875.",
        ),
        ("1.8", "money", "Số tiền có nhiều nhất 3 chữ số sau dấu phẩy, ví dụ 1.234 hoặc 1,875."),
        ("0.125", "decimal", "Số có nhiều nhất 3 chữ số sau dấu phẩy, ví dụ 1.234 hoặc 1,875."),
        ("012.345", "count", "Số lượng phải là số nguyên từ 0, ví dụ 1.234."),
        ("1,", "money", "Số tiền có nhiều nhất 3 chữ số sau dấu phẩy, ví dụ 1.234 hoặc 1,875."),
        ("ba buổi", "count", "Ô này chỉ ghi chữ số, ví dụ 1.234."),
        ("12 buổi", "count", "Ô này chỉ ghi chữ số, ví dụ 1.234."),
        ("80%", "count", "Ô này chỉ ghi chữ số, ví dụ 1.234."),
        ("10¹²", "count", "Ô này chỉ ghi chữ số, ví dụ 1.234."),
        ("1e9", "money", "Ô này chỉ ghi chữ số, ví dụ 1.234,5."),
        ("1,2345", "decimal", "Số có nhiều nhất 3 chữ số sau dấu phẩy, ví dụ 1.234 hoặc 1,875."),
        ("1,5", "percentage", "Số phải là số nguyên từ 0, ví dụ 1.234."),
        ("80%", "percentage", "Ghi hai số, tử số và mẫu số; phần trăm được tính từ hai số đó."),
        ("80 %", "percentage", "Ghi hai số, tử số và mẫu số; phần trăm được tính từ hai số đó."),
        ("٣", "count", "Ô này chỉ ghi chữ số, ví dụ 1.234."),  # a digit to Python, not to an official
        ("1000000000", "count", "Số quá lớn, nhiều nhất là 999.999.999."),
        ("1.000.000.000.000", "count", "Số quá lớn, nhiều nhất là 999.999.999."),
        ("999.999.999,001", "money", "Số quá lớn, nhiều nhất là 999.999.999."),
        ("2", "flag", "Ô này chỉ ghi 1 (có) hoặc 0 (không)."),
        ("có rồi", "flag", "Ô này chỉ ghi 1 (có) hoặc 0 (không)."),
        ("-1", "flag", "Ô này chỉ ghi 1 (có) hoặc 0 (không)."),
    ],
)
def test_a_refusal_says_what_is_allowed_and_what_was_typed(text: str, kind: str, allowed: str) -> None:
    with pytest.raises(CellValueError) as refusal:
        parse_value(text, kind=kind)
    assert refusal.value.message_vi == f"{allowed} Bạn đã gõ «{text}»."
    assert refusal.value.typed == text


def test_a_page_pasted_into_a_cell_is_not_repeated_in_the_message() -> None:
    page = "Kế hoạch " * 10_000
    with pytest.raises(CellValueError) as refusal:
        parse_value(page, kind="count")
    assert len(refusal.value.message_vi) < 120
    assert refusal.value.typed == page.strip()


def test_a_million_digits_are_too_large_and_cost_nothing() -> None:
    with pytest.raises(CellValueError, match="Số quá lớn"):
        parse_value("9" * 1_000_000, kind="count")


def test_an_unknown_kind_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        parse_value("1", kind="percent")


@pytest.mark.parametrize(
    ("value", "shown", "machine"),
    [
        (Gap.NOT_REPORTED, "chưa báo cáo", "not_reported"),
        (Gap.NOT_APPLICABLE, "không áp dụng", "not_applicable"),
        (Decimal(0), "0", "0"),
        (Decimal("-0"), "0", "0"),
        (Decimal("1E+3"), "1.000", "1000"),
        (Decimal("1.800"), "1,8", "1.8"),
        (Decimal("5.000"), "5", "5"),
        (Decimal("-1234.5"), "-1.234,5", "-1234.5"),  # a difference may fall below zero; a cell may not
        (Decimal("-0.5"), "-0,5", "-0.5"),
    ],
)
def test_every_value_has_one_writing_for_people_and_one_for_machines(
    value: Decimal | Gap, shown: str, machine: str
) -> None:
    assert format_value(value) == shown
    assert format_plain(value) == machine


money = st.decimals(min_value=0, max_value=MAX_VALUE, places=3)


@settings(max_examples=60)
@given(st.one_of(st.sampled_from(Gap), money))
def test_what_fills_the_box_reads_back_as_the_same_value(value: Decimal | Gap) -> None:
    assert parse_value(format_typed(value), kind="money") == value


@settings(max_examples=60)
@given(st.text(max_size=20))
def test_any_text_is_a_value_or_a_refusal(text: str) -> None:
    with suppress(CellValueError):
        value = parse_value(text, kind="money")
        assert isinstance(value, Gap) or 0 <= value <= MAX_VALUE
