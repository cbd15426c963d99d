"""Numbers over the entries of a register that a programme defines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sokehoach.domain.registers.measuring import compute_number, compute_number_of_rows, select_counted
from sokehoach.domain.registers.register_type import (
    Condition,
    ConditionTest,
    MeasureDefinition,
    MeasureOperation,
    ReportDays,
)

PEOPLE = Condition("people", ConditionTest.AT_LEAST, number=10)


@dataclass(frozen=True)
class Entry:
    unit_id: int
    content: Mapping[str, Any]


def add(unit: int, **content: Any) -> Entry:
    return Entry(unit, content)


ENTRIES = [
    add(1, people=10, place="Bản Ten Hon", ways=["talk", "play"]),
    add(1, people=5, place="bản  ten hon", ways=["talk"]),
    add(2, people=20, place="Bản Hốc", ways=["play"]),
]
BLANK = add(2, people=None, place="", ways=[])


def count(operation: str, field: str = "", entries: list[Entry] = ENTRIES, **more: Any) -> int | None:
    return compute_number(MeasureDefinition("m", "Số", MeasureOperation(operation), field, **more), entries)


@pytest.mark.parametrize(
    ("operation", "field", "number", "with_blank", "of_none"),
    [
        ("count", "", 3, 4, 0),
        ("sum", "people", 35, None, 0),
        ("sum_written", "people", 35, 35, None),
        ("distinct", "place", 3, 3, 0),
        ("distinct", "ways", 2, 2, 0),
        ("distinct_places", "place", 2, 2, 0),
        ("last", "people", 25, None, 0),
        ("last_written", "people", 25, 25, None),
    ],
)
def test_each_operation(operation: str, field: str, number: int, with_blank: int | None, of_none: int | None) -> None:
    assert count(operation, field) == number
    assert count(operation, field, [*ENTRIES, BLANK]) == with_blank
    assert count(operation, field, []) == of_none


def test_units_and_entries_that_hold_options() -> None:
    assert count("has_all", "ways", options=("talk", "play")) == 1
    assert count("has_all", "ways", options=("play",)) == 2
    assert count("has_any", "ways", options=("talk",)) == 2
    assert count("has_any", "ways", options=("sing",)) == 0


def test_units_that_reach_their_denominator() -> None:
    measure = MeasureDefinition("m", "Số", MeasureOperation.REACHES, "people", denominator="dan_so")
    assert compute_number(measure, ENTRIES, {1: 15, 2: 21}) == 1
    assert compute_number(measure, ENTRIES, {1: 16, 2: 20}) == 1
    assert compute_number(measure, ENTRIES, {1: 15}) is None
    assert compute_number(measure, ENTRIES) is None
    assert compute_number(measure, [*ENTRIES, BLANK], {1: 15, 2: 20}) is None


def test_only_what_meets_the_condition_adds_to_the_number() -> None:
    assert count("sum", "people", adds_when=(PEOPLE,)) == 30
    assert count("count", adds_when=(PEOPLE,)) == 2


def test_of_entries_with_one_value_the_last_stands_before_conditions_are_asked() -> None:
    first, second, other = add(1, house="A", people=20), add(1, house="A", people=5), add(2, house="A", people=30)
    entries = [first, second, other]
    measure = MeasureDefinition("m", "Số", MeasureOperation.COUNT)
    latest = MeasureDefinition("m", "Số", MeasureOperation.COUNT, latest_by="house")
    assert select_counted(measure, entries) is entries
    assert select_counted(latest, entries) == [second, other]
    conditions = {"code": "m", "name": "Số", "operation": MeasureOperation.COUNT, "conditions": (PEOPLE,)}
    assert select_counted(MeasureDefinition(**conditions), entries) == [first, other]  # type: ignore[arg-type]
    assert select_counted(MeasureDefinition(**conditions, latest_by="house"), entries) == [other]  # type: ignore[arg-type]
    listed = [add(1, house=["A", "B"]), add(1, house=["A", "B"]), add(1, house=["A"])]
    assert select_counted(latest, listed) == listed[1:]


def test_conditions_are_asked_of_the_days_of_the_report() -> None:
    in_year = (Condition("day", ConditionTest.IN_YEAR),)
    measure = MeasureDefinition("m", "Số", MeasureOperation.COUNT, conditions=in_year)
    early, late = add(1, day=date(2020, 12, 14)), add(1, day=date(2020, 12, 15))
    assert select_counted(measure, [early, late], ReportDays(date(2020, 12, 15), date(2021, 6, 14))) == [late]
    assert select_counted(measure, [early, late]) == []


def test_a_table_that_is_not_filled_in_leaves_the_number_unknown() -> None:
    measure = MeasureDefinition("m", "Số", MeasureOperation.SUM, "people", rows="rows")
    assert compute_number_of_rows(measure, [ENTRIES[:1], ENTRIES[1:]]) == 35
    assert compute_number_of_rows(measure, [ENTRIES, []]) is None
    assert compute_number_of_rows(measure, []) == 0


def test_an_average_leaves_out_what_is_not_written() -> None:
    assert count("average", "people") == Decimal(35) / 3
    assert count("average", "people", [*ENTRIES, BLANK]) == Decimal(35) / 3
    assert count("average", "people", [BLANK]) is None
