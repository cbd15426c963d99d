"""Conditions typed as text: what is written reads back, what cannot be read says why."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.registers.condition_text import (
    ConditionTextError,
    NamedField,
    find_field_code,
    format_conditions,
    parse_conditions,
    parse_threshold,
)
from sokehoach.domain.registers.decimal_numbers import from_thousandths
from sokehoach.domain.registers.register_type import Condition, ConditionTest

MODE = NamedField("mode", "Cách học", {"in_person": "Trực tiếp", "online": "Trực tuyến"})
SESSIONS = NamedField("sessions", "Số buổi")
DONE = NamedField("done", "Ngày xong")
HELPED = NamedField("helped", "Có người hướng dẫn", is_flag=True)
FIELDS = [MODE, SESSIONS, HELPED, DONE, NamedField("so", "Số")]


def test_a_field_is_named_by_its_code_before_its_label() -> None:
    assert [find_field_code(text, FIELDS) for text in ("mode", " cách HỌC", "Số", "số buổi", "Buổi", "")] == [
        "mode", "mode", "so", "sessions", None, None,
    ]  # fmt: skip
    of_another_label = [NamedField("first", "Second"), NamedField("second", "Khác")]
    assert find_field_code("second", of_another_label) == "second"


def test_a_sentence_becomes_conditions() -> None:
    text = "Cách học là Trực tiếp | online; số buổi >= 1.000; Có người hướng dẫn là không; so để trống"
    assert parse_conditions(text, FIELDS) == (
        Condition("mode", ConditionTest.ONE_OF, ("in_person", "online")),
        Condition("sessions", ConditionTest.AT_LEAST, number=1000),
        Condition("helped", ConditionTest.FALSE),
        Condition("so", ConditionTest.ABSENT),
    )


def test_days_of_the_report_are_asked_in_words() -> None:
    text = "Ngày xong từ đầu năm đến ngày chốt; ngày xong chưa có đến ngày chốt; Ngày xong trước ngày chốt"
    tests = (ConditionTest.IN_YEAR, ConditionTest.NOT_BY_CUT_OFF, ConditionTest.BEFORE_CUT_OFF)
    conditions = parse_conditions(text, FIELDS)
    assert conditions == tuple(Condition("done", test) for test in tests)
    assert parse_conditions(format_conditions(conditions, FIELDS), FIELDS) == conditions


def test_the_longest_label_that_fits_is_meant() -> None:
    assert parse_conditions("Số buổi có ghi", FIELDS)[0].field == "sessions"
    assert parse_conditions("Số có ghi", FIELDS)[0].field == "so"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nơi học là Trực tiếp", "phải bắt đầu bằng nhãn"),
        ("Cách học bằng Trực tiếp", "không có phép so"),
        ("Cách học là", "chưa nêu lựa chọn"),
        ("Cách học là Từ xa", "Có: «Trực tiếp», «Trực tuyến»"),
        ("Số buổi ≥ nhiều", "một số từ 0"),
        ("Số buổi ≥ 12345678901234", "một số từ 0"),
        ("Số buổi ≥ 12.5", "như 12,5"),
        ("Số buổi ≥ 12,5625", "ba chữ số lẻ"),
        ("Số buổi ≥ ٣", "một số từ 0"),
        ("Số buổi có ghi 3", "thừa «3»"),
        ("Có người hướng dẫn là Trực tiếp", "«là có» hoặc «là không»"),
        ("Có người hướng dẫn không là có", "«là có» hoặc «là không»"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(ConditionTextError, match=reason):
        parse_conditions(text, FIELDS)


NAMES = st.text(st.sampled_from("Số buổi là có|;≥ạKİß1"), min_size=1, max_size=12)
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)


@st.composite
def named_fields(draw: st.DrawFn) -> list[NamedField]:
    codes = draw(st.lists(CODES, min_size=1, max_size=4, unique=True))
    return [
        NamedField(code, draw(NAMES), draw(st.dictionaries(CODES, NAMES, min_size=1, max_size=3)), draw(st.booleans()))
        for code in codes
    ]


@given(st.data())
def test_conditions_read_back_whatever_fields_are_called(data: st.DataObject) -> None:
    """Labels that look like words of the notation, or like each other, are written by code."""
    fields = data.draw(named_fields())
    condition = data.draw(st.sampled_from(fields).flatmap(_conditions))
    assert parse_conditions(format_conditions([condition], fields), fields) == (condition,)


def _to_whole(number: Decimal) -> int | Decimal:
    return int(number) if number == int(number) else number


@pytest.mark.parametrize("text", ["Tỷ lệ ≥ 12,5 %", "Tỷ lệ ≥ 12,5%", "rate ≥ 12,5", "rate >= 12,500"])
def test_a_threshold_has_decimals_and_a_percentage_its_sign(text: str) -> None:
    rate = NamedField("rate", "Tỷ lệ", is_percent=True)
    conditions = parse_conditions(text, [rate])
    assert conditions == (Condition("rate", ConditionTest.AT_LEAST, number=Decimal("12.5")),)
    assert format_conditions(conditions, [rate]) == "Tỷ lệ ≥ 12,5 %"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (3, 3), (12.5, Decimal("12.5")), (0.1, Decimal("0.1")), ("12,5", Decimal("12.5")), ("12,0", 12),
        ("12.125", Decimal("12.125")), (1e-7, None), (-1, None), (True, None), ("1.2.3", None), (None, None),
        ([], None), (float("inf"), None),
    ],
)  # fmt: skip
def test_a_file_writes_thresholds_as_numbers_or_texts(written: object, number: int | Decimal | None) -> None:
    assert parse_threshold(written) == number


def _conditions(field: NamedField) -> st.SearchStrategy[Condition]:
    presence = st.sampled_from([ConditionTest.PRESENT, ConditionTest.ABSENT]).map(
        lambda test: Condition(field.code, test)
    )
    numbers = st.builds(
        lambda test, number: Condition(field.code, test, number=number),
        st.sampled_from([ConditionTest.AT_LEAST, ConditionTest.AT_MOST]),
        st.integers(0, 10**11) | st.integers(0, 10**9).map(from_thousandths).map(_to_whole),
    )
    if field.is_flag:
        flags = st.sampled_from([ConditionTest.TRUE, ConditionTest.FALSE])
        return presence | numbers | flags.map(lambda test: Condition(field.code, test))
    options = st.lists(st.sampled_from(sorted(field.options)), min_size=1, unique=True).map(tuple)
    return (
        presence
        | numbers
        | st.builds(
            lambda test, codes: Condition(field.code, test, codes),
            st.sampled_from([ConditionTest.ONE_OF, ConditionTest.NONE_OF]),
            options,
        )
    )
