"""Invented entries of trials keep the rules of their register, whatever rules it has."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest

from sokehoach.domain.registers.constraint_rules import list_broken_constraints
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.invented_entries import EntryMaterial, invent_entry
from sokehoach.domain.registers.register_type import (
    Condition,
    ConditionTest,
    Constraint,
    ConstraintRule,
    RegisterField,
    RegisterType,
    are_met,
    is_blank,
    list_misplaced_fields,
    list_missing_fields,
)

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(20)]
TARGET = UUID(int=1)


def make_register(*fields: RegisterField, constraints: tuple[Constraint, ...] = ()) -> RegisterType:
    all_fields = (RegisterField("day", "Ngày", FieldKind.DAY), *fields)
    return RegisterType("s", "s", "Sổ", "dòng", "", all_fields, ("day",), constraints=constraints)


def make_number(code: str, *, most: int = 0, required: bool = True) -> RegisterField:
    return RegisterField(code, code, FieldKind.NUMBER, most=most, required=required)


def invent(register: RegisterType, number: int = 1) -> dict[str, Any]:
    choices: Mapping[str, list[str | UUID]] = {
        field.code: [TARGET] if field.kind is FieldKind.LINE else ["2026-03-14"] if field.kind is FieldKind.QUARTER
        else ["a", "b", "c"]
        for field in register.fields
    }  # fmt: skip
    return invent_entry(register, EntryMaterial(choices, DAYS, "Dòng giả định"), number=number, random=Random(number))


def find_problems(register: RegisterType, values: Mapping[str, Any]) -> list[object]:
    required = [
        field.code
        for field in register.fields
        if field.required and is_blank(values[field.code]) and are_met(field.visible_when, values)
    ]
    too_large = [
        field.code
        for field in register.fields
        if isinstance(value := values[field.code], int) and field.largest and value > field.largest
    ]
    return [
        *required,
        *too_large,
        *list_missing_fields(register, values),
        *list_misplaced_fields(register, values),
        *list_broken_constraints(register, values),
    ]


@pytest.mark.parametrize("number", range(1, 20))
@pytest.mark.parametrize("rule", [ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST, ConstraintRule.SUM_AT_MOST])
@pytest.mark.parametrize("whole", [FieldKind.NUMBER, FieldKind.DECIMAL])
def test_decimals_and_whole_numbers_are_repaired_together(whole: FieldKind, rule: ConstraintRule, number: int) -> None:
    constraint = Constraint(rule, ("b", "c"), "sai", other="a")
    parts = (RegisterField("b", "b", FieldKind.DECIMAL), make_number("c"))
    values = invent(make_register(RegisterField("a", "a", whole), *parts, constraints=(constraint,)), number)
    assert not find_problems(make_register(RegisterField("a", "a", whole), *parts, constraints=(constraint,)), values)
    assert isinstance(values["b"], Decimal)
    assert isinstance(values["c"], int)
    assert isinstance(values["a"], int if whole is FieldKind.NUMBER else Decimal)


@pytest.mark.parametrize("number", range(1, 40))
@pytest.mark.parametrize(
    "rule", [ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST, ConstraintRule.SUM_AT_MOST, ConstraintRule.SUM_EQUALS]
)
@pytest.mark.parametrize("most", [0, 3])
def test_numbers_are_repaired_until_they_keep_a_rule(rule: ConstraintRule, most: int, number: int) -> None:
    constraint = Constraint(rule, ("b", "c"), "sai", other="a")
    register = make_register(
        make_number("a", most=most), make_number("b"), make_number("c", required=False), constraints=(constraint,)
    )
    assert not find_problems(register, invent(register, number))


@pytest.mark.parametrize("number", range(1, 20))
def test_a_field_that_an_answer_asks_for_is_written_and_one_that_it_hides_is_not(number: int) -> None:
    asked = (Condition("kind", ConditionTest.ONE_OF, ("a",)),)
    register = make_register(
        RegisterField("kind", "Loại", FieldKind.ONE, option_set="kinds"),
        RegisterField(
            "place", "Nơi", FieldKind.TEXT, required=False, most=20, required_when=asked, visible_when=asked
        ),
    )  # fmt: skip
    values = invent(register, number)
    assert bool(values["place"]) == (values["kind"] == "a")
    assert len(values["place"] or "") <= 20


def test_two_entries_have_different_names_and_one_day_of_those_given() -> None:
    register = make_register(RegisterField("title", "Tên", FieldKind.TEXT, most=12))
    entries = [invent(register, number) for number in range(1, 12)]
    assert len({entry["title"] for entry in entries}) == len(entries)
    assert {entry["day"] for entry in entries} <= set(DAYS)
    assert {entry["title"] for entry in entries} >= {"Dòng giả đ 1", "Dòng giả 11"}


@pytest.mark.parametrize("kind", [FieldKind.MANY, FieldKind.UNITS, FieldKind.STAFF])
def test_of_several_choices_one_or_two_are_taken_in_their_order(kind: FieldKind) -> None:
    register = make_register(RegisterField("chosen", "Chọn", kind, option_set="kinds"))
    taken = {tuple(invent(register, number)["chosen"]) for number in range(1, 60)}
    assert taken == {("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c")}
    assert invent_entry(register, EntryMaterial({}, DAYS, "Dòng"), number=1, random=Random(1))["chosen"] == []


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        (ConstraintRule.ONE_PRESENT, {(True, False), (True, True), (False, True)}),
        (ConstraintRule.ALL_OR_NONE, {(True, True), (False, False)}),
    ],
)
def test_no_more_is_written_than_a_rule_asks_for(rule: ConstraintRule, written: set[tuple[bool, bool]]) -> None:
    register = make_register(
        make_number("a", required=False), make_number("b", required=False),
        constraints=(Constraint(rule, ("a", "b"), "sai"),),
    )  # fmt: skip
    entries = [invent(register, number) for number in range(1, 120)]
    counts = Counter((entry["a"] is not None, entry["b"] is not None) for entry in entries)
    assert set(counts) == written
    if rule is ConstraintRule.ONE_PRESENT:  # where neither was written, the first alone is
        assert counts[True, False] > counts[False, True]


def test_an_invented_year_is_that_of_the_last_day() -> None:
    register = make_register(RegisterField("built", "Năm", FieldKind.YEAR, required=True))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2025, 12, 30)]
    assert invent_entry(register, EntryMaterial({}, days, "Dòng"), number=1, random=Random(1))["built"] == 2026


def test_a_sum_of_money_is_whole_millions_and_what_the_field_holds() -> None:
    register = make_register(RegisterField("cost", "cost", FieldKind.MONEY, most=12_000_000))
    costs = {invent(register, number)["cost"] for number in range(60)}
    assert max(costs) == 12_000_000, "a larger one is cut"
    assert min(costs) >= 1_000_000
    assert all(cost % 1_000_000 == 0 for cost in costs)


def test_a_percentage_has_one_decimal_and_is_at_most_that_of_the_field() -> None:
    register = make_register(RegisterField("share", "share", FieldKind.PERCENT, most=2))
    shares = {invent(register, number)["share"] for number in range(300)}
    assert (min(shares), max(shares)) == (0, 2)
    assert {share * 10 for share in shares} == set(range(21))


def test_a_decimal_is_at_most_that_of_the_field() -> None:
    register = make_register(RegisterField("area", "area", FieldKind.DECIMAL, most=2))
    areas = {invent(register, number)["area"] for number in range(300)}
    assert max(areas) == 2, "a larger one is cut"
    assert min(areas) >= 1
    assert all(area * 10 % 1 == 0 for area in areas)
    wide = make_register(RegisterField("area", "area", FieldKind.DECIMAL, most=500))
    assert max(invent(wide, number)["area"] for number in range(300)) <= 20


def test_what_is_only_written_with_another_field_makes_that_written_too() -> None:
    register = make_register(
        make_number("helped"),
        make_number("asked", required=False),
        constraints=(Constraint(ConstraintRule.ONLY_WITH, ("helped",), "thiếu", other="asked"),),
    )
    for number in range(40):
        assert invent(register, number)["asked"] is not None
