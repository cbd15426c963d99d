"""Decimal numbers: how they are stored, compared and averaged, to the last decimal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.registers.decimal_numbers import (
    finish_number,
    from_thousandths,
    get_scale,
    has_at_most_places,
    list_decimal_fields,
    round_number,
    scale_measure,
    split_average,
    to_thousandths,
)
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, FieldKind
from sokehoach.domain.registers.measuring import compute_number, compute_number_of_rows
from sokehoach.domain.registers.register_type import (
    Condition,
    ConditionTest,
    MeasureDefinition,
    MeasureOperation,
    RegisterField,
    RegisterType,
    is_met,
)

AREA = RegisterField("area", "Diện tích", FieldKind.DECIMAL)
HOMES = RegisterField("homes", "Số hộ", FieldKind.NUMBER)
NOTE = RegisterField("note", "Ghi chú", FieldKind.TEXT)
SHARE = RegisterField("share", "Tỷ lệ", FieldKind.PERCENT)


@dataclass(frozen=True)
class Entry:
    content: Mapping[str, Any]
    unit_id: int = 1


def split_entries(measure: MeasureDefinition, entries: list[Entry], fields: Collection[str]) -> list[Decimal]:
    return split_average(measure, [[entry] for entry in entries], fields)


def make_measure(operation: MeasureOperation, field: str, **more: Any) -> MeasureDefinition:
    return MeasureDefinition("m", "Số", operation, field, **more)


@given(st.integers(-(10**18), 10**18))
def test_a_number_is_stored_as_thousandths_and_read_as_it_was(thousandths: int) -> None:
    number = from_thousandths(thousandths)
    assert to_thousandths(number) == thousandths
    assert number * 1000 == thousandths
    assert has_at_most_places(number)


@pytest.mark.parametrize(
    ("thousandths", "text"), [(12500, "12.5"), (12000, "12"), (1, "0.001"), (0, "0"), (-1500, "-1.5"), (120000, "120")]
)
def test_a_number_has_no_zeros_at_its_end(thousandths: int, text: str) -> None:
    assert f"{from_thousandths(thousandths)}" == text


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("1.234", True),
        ("1.2340", True),
        ("1.2345", False),
        ("1.0001", False),
        ("5", True),
        ("1234567890123456789012345678901.0001", False),
        ("1E+3", True),
        ("1E-4", False),
    ],
)
def test_a_fourth_decimal_is_one_too_many(text: str, is_kept: bool) -> None:
    assert has_at_most_places(Decimal(text)) is is_kept


@pytest.mark.parametrize(("number", "rounded"), [("1.2345", "1.235"), ("1.2344", "1.234"), ("-0.0005", "-0.001")])
def test_halves_are_rounded_away_from_nothing(number: str, rounded: str) -> None:
    assert round_number(Decimal(number)) == Decimal(rounded)


def test_only_decimal_kinds_are_scaled() -> None:
    register = RegisterType("s", "s", "Sổ", "dòng", "", (AREA, HOMES, NOTE, SHARE), ("area",))
    assert list_decimal_fields(register) == {"area", "share"}
    assert {kind for kind in FieldKind if get_scale(kind) == 1000} == set(DECIMAL_KINDS)
    assert {get_scale(kind) for kind in FieldKind} == {1, 1000}


def test_conditions_compare_thousandths_in_decimal_fields_alone() -> None:
    large, many = (
        Condition("area", ConditionTest.AT_LEAST, number=2),
        Condition("homes", ConditionTest.AT_MOST, number=3),
    )
    measure = make_measure(MeasureOperation.COUNT, "", conditions=(large, many), adds_when=(large, many))
    scaled = scale_measure(measure, {"area"}, {"homes"})
    assert [condition.number for condition in scaled.conditions] == [2000, 3]
    assert [condition.number for condition in scaled.adds_when] == [2, 3000]
    assert [condition.field for condition in scaled.conditions] == ["area", "homes"]


@pytest.mark.parametrize("operation", [MeasureOperation.SUM, MeasureOperation.SUM_WRITTEN, MeasureOperation.LAST])
def test_a_sum_of_thousandths_is_a_decimal_and_of_others_stays_whole(operation: MeasureOperation) -> None:
    measure = make_measure(operation, "area")
    assert finish_number(measure, 2500, {"area"}) == Decimal("2.5")
    whole = finish_number(measure, 2500, {"homes"})
    assert (whole, type(whole)) == (2500, int)
    assert finish_number(measure, None, {"area"}) is None


def test_a_number_of_entries_is_no_number_of_thousandths() -> None:
    assert finish_number(make_measure(MeasureOperation.COUNT, "area"), 2500, {"area"}) == 2500
    assert finish_number(make_measure(MeasureOperation.DISTINCT, "area"), 2500, {"area"}) == 2500


def test_a_long_sum_keeps_all_its_digits() -> None:
    measure = make_measure(MeasureOperation.SUM, "area")
    assert f"{finish_number(measure, 10**40 + 1, {'area'}):f}" == "1" + "0" * 37 + ".001"


def test_an_average_is_of_the_numbers_that_are_written() -> None:
    measure = make_measure(MeasureOperation.AVERAGE, "area")
    entries = [Entry({"area": 1000}), Entry({"area": 2000}), Entry({"area": 2000}), Entry({"area": None}), Entry({})]
    number = compute_number(measure, entries)
    assert finish_number(measure, number, {"area"}) == Decimal("1.667")
    assert finish_number(measure, number, ()) == Decimal("1666.667")
    assert compute_number(measure, [Entry({"area": None})]) is None


def test_the_parts_of_an_average_are_its_numbers_by_their_count() -> None:
    measure = make_measure(
        MeasureOperation.AVERAGE, "area", adds_when=(Condition("homes", ConditionTest.AT_LEAST, number=1),)
    )
    entries = [
        Entry({"area": 1000, "homes": 1}),
        Entry({"area": 5000, "homes": 0}),
        Entry({"area": 1000, "homes": 2}),
        Entry({"area": 2000, "homes": 2}),
        Entry({"area": None, "homes": 2}),
    ]
    assert split_entries(measure, entries, {"area"}) == [
        Decimal("0.333"), 0, Decimal("0.333"), Decimal("0.667"), 0
    ]  # fmt: skip
    assert split_entries(measure, entries, ()) == [
        Decimal("333.333"),
        0,
        Decimal("333.333"),
        Decimal("666.667"),
        0,
    ]


def test_the_last_part_takes_what_rounding_left() -> None:
    measure = make_measure(MeasureOperation.AVERAGE, "homes")
    entries = [Entry({"homes": 2}), Entry({"homes": 2}), Entry({"homes": 1}), Entry({})]
    assert split_entries(measure, entries, ()) == [
        Decimal("0.667"),
        Decimal("0.667"),
        Decimal("0.333"),
        0,
    ]
    entries = [Entry({"homes": 1}), Entry({"homes": 1}), Entry({"homes": 0})]
    assert split_entries(measure, entries, ()) == [
        Decimal("0.333"),
        Decimal("0.333"),
        Decimal("0.001"),
    ]


@given(st.lists(st.none() | st.integers(0, 10**6), max_size=8), st.booleans())
def test_all_parts_together_are_the_average(numbers: list[int | None], in_thousandths: bool) -> None:
    measure = make_measure(MeasureOperation.AVERAGE, "area")
    entries, fields = [Entry({"area": number}) for number in numbers], {"area"} if in_thousandths else set()
    average = finish_number(measure, compute_number(measure, entries), fields)
    parts = split_entries(measure, entries, fields)
    assert len(parts) == len(numbers)
    assert sum(parts) == (average or 0)


@given(st.lists(st.lists(st.none() | st.integers(0, 10**6), max_size=4), max_size=5))
def test_an_average_over_rows_is_of_all_rows_and_unknown_without_a_table(tables: list[list[int | None]]) -> None:
    measure = make_measure(MeasureOperation.AVERAGE, "area")
    rows = [[Entry({"area": number}) for number in table] for table in tables]
    average = finish_number(measure, compute_number_of_rows(measure, rows), {"area"})
    written = [Fraction(number, 1000) for table in tables for number in table if number is not None]
    if not written or not all(tables):
        assert average is None
    else:
        assert abs(Fraction(average or 0) - sum(written) / len(written)) <= Fraction(1, 2000)
    parts = split_average(measure, rows, {"area"})
    assert len(parts) == len(tables)
    assert sum(parts) == (average or 0)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from([ConditionTest.AT_LEAST, ConditionTest.AT_MOST]))
def test_a_threshold_with_decimals_is_compared_exactly(stored: int, threshold: int, test: ConditionTest) -> None:
    """As decimals, and as the thousandths that a database holds."""
    condition = Condition("area", test, number=from_thousandths(threshold))
    measure = MeasureDefinition("m", "m", MeasureOperation.COUNT, conditions=(condition,))
    (scaled,) = scale_measure(measure, {"area"}, ()).conditions
    is_kept = stored >= threshold if test is ConditionTest.AT_LEAST else stored <= threshold
    assert is_met(condition, {"area": from_thousandths(stored)}) is is_kept
    assert is_met(scaled, {"area": stored}) is is_kept
