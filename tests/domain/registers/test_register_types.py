"""The closed list of operations of a register: conditions, constraints, search columns, measures."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.registers.constraint_rules import (
    compute_sum,
    find_passed_cut_off,
    have_common_day,
    is_kept,
    is_total_kept,
    list_broken_constraints,
)
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.measuring import compute_number, select_counted
from sokehoach.domain.registers.personal_labels import find_personal_phrase
from sokehoach.domain.registers.register_type import (
    Condition,
    ConditionTest,
    Constraint,
    ConstraintRule,
    MeasureDefinition,
    MeasureOperation,
    MeasureSpan,
    RegisterField,
    RegisterType,
    ReportDays,
    find_parent_register,
    is_met,
    list_counted_rows,
    list_misplaced_fields,
    list_missing_fields,
)
from sokehoach.domain.registers.search_columns import assign_columns, find_column_problems

OPTIONS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        (ConditionTest.ONE_OF, "a", True), (ConditionTest.ONE_OF, "c", False), (ConditionTest.ONE_OF, None, False),
        (ConditionTest.ONE_OF, ["c", "a"], True), (ConditionTest.NONE_OF, ["c"], True),
        (ConditionTest.NONE_OF, "", True), (ConditionTest.NONE_OF, "b", False), (ConditionTest.PRESENT, 0, True),
        (ConditionTest.PRESENT, [], False), (ConditionTest.ABSENT, "", True), (ConditionTest.AT_LEAST, 3, True),
        (ConditionTest.AT_LEAST, 2, False), (ConditionTest.AT_LEAST, None, False), (ConditionTest.AT_MOST, 3, True),
        (ConditionTest.AT_MOST, 4, False), (ConditionTest.TRUE, True, True), (ConditionTest.TRUE, None, False),
        (ConditionTest.FALSE, False, True), (ConditionTest.FALSE, None, False),
    ],
)  # fmt: skip
def test_a_condition_asks_one_field(test: ConditionTest, value: Any, expected: bool) -> None:
    assert is_met(Condition("x", test, ("a", "b"), 3), {"x": value}) is expected


@pytest.mark.parametrize(
    ("test", "met"),
    [
        (ConditionTest.IN_YEAR, ["2021-01-01", "2021-06-13", "2021-06-14"]),
        (ConditionTest.BEFORE_CUT_OFF, ["2020-12-31", "2021-01-01", "2021-06-13"]),
        (ConditionTest.NOT_BY_CUT_OFF, [None, "", "2021-06-15"]),
    ],
)
def test_a_condition_of_a_measure_asks_about_the_days_of_the_report(test: ConditionTest, met: list[str | None]) -> None:
    days = ReportDays(date(2021, 1, 1), date(2021, 6, 14))
    asked = [None, "", "2020-12-31", "2021-01-01", "2021-06-13", "2021-06-14", "2021-06-15"]
    assert [value for value in asked if is_met(Condition("x", test), {"x": value}, days)] == met
    assert not is_met(Condition("x", test), {"x": date(2021, 6, 13)}), "nothing meets it without the days"


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        (ConstraintRule.AT_MOST, {"x": 3, "y": None, "z": 3}, True),
        (ConstraintRule.AT_MOST, {"x": 3, "y": 4, "z": 3}, False),
        (ConstraintRule.AT_MOST, {"x": 3, "y": 4, "z": None}, True),
        (ConstraintRule.AT_MOST, {"x": date(2026, 1, 2), "y": None, "z": date(2026, 1, 1)}, False),
        (ConstraintRule.SUM_AT_MOST, {"x": 1, "y": 2, "z": 3}, True),
        (ConstraintRule.SUM_AT_MOST, {"x": 2, "y": 2, "z": 3}, False),
        (ConstraintRule.SUM_EQUALS, {"x": 1, "y": 1, "z": 3}, False),
        (ConstraintRule.SUM_EQUALS, {"x": 0, "y": 0, "z": 0}, True),
        (ConstraintRule.SUM_EQUALS, {"x": 1, "y": None, "z": 3}, True),
        (ConstraintRule.ONE_PRESENT, {"x": None, "y": 0, "z": None}, True),
        (ConstraintRule.ONE_PRESENT, {"x": None, "y": "", "z": 1}, False),
        (ConstraintRule.AT_LEAST, {"x": 3, "y": None, "z": 3}, True),
        (ConstraintRule.AT_LEAST, {"x": 3, "y": 2, "z": 3}, False),
        (ConstraintRule.AT_LEAST, {"x": 3, "y": 2, "z": None}, True),
        (ConstraintRule.AT_LEAST, {"x": date(2026, 1, 1), "y": None, "z": date(2026, 1, 2)}, False),
        (ConstraintRule.ONE_POSITIVE, {"x": 0, "y": 1, "z": 0}, True),
        (ConstraintRule.ONE_POSITIVE, {"x": 0, "y": 0, "z": 1}, False),
        (ConstraintRule.ONE_POSITIVE, {"x": 0, "y": None, "z": 0}, True),
        (ConstraintRule.ALL_OR_NONE, {"x": None, "y": "", "z": 0}, True),
        (ConstraintRule.ALL_OR_NONE, {"x": 0, "y": "Bản", "z": 0}, True),
        (ConstraintRule.ALL_OR_NONE, {"x": 3, "y": None, "z": 0}, False),
        (ConstraintRule.NOT_AFTER_TODAY, {"x": date(2026, 1, 1), "y": None, "z": 0}, True),
        (ConstraintRule.NOT_AFTER_TODAY, {"x": date(2026, 1, 1), "y": date(2026, 1, 2), "z": 0}, False),
        (ConstraintRule.ONLY_WITH, {"x": None, "y": "", "z": None}, True),
        (ConstraintRule.ONLY_WITH, {"x": 0, "y": None, "z": 0}, True),
        (ConstraintRule.ONLY_WITH, {"x": None, "y": 1, "z": None}, False),
        (ConstraintRule.ONE_PLACE, {"x": "Bản Ten Hon", "y": "", "z": 0}, True),
        (ConstraintRule.ONE_PLACE, {"x": "Bản Ten Hon và Bản Lồng", "y": "", "z": 0}, False),
        (ConstraintRule.ONE_PLACE, {"x": "Bản Ten Hon", "y": "Lồng, Hốc", "z": 0}, False),
    ],
)
def test_a_constraint_compares_fields(rule: ConstraintRule, values: dict[str, Any], expected: bool) -> None:
    compared = (
        ConstraintRule.AT_MOST,
        ConstraintRule.AT_LEAST,
        ConstraintRule.SUM_AT_MOST,
        ConstraintRule.SUM_EQUALS,
        ConstraintRule.ONLY_WITH,
    )
    other = "z" if rule in compared else ""
    assert is_kept(Constraint(rule, ("x", "y"), "Câu.", other), values, date(2026, 1, 1)) is expected


@pytest.mark.parametrize(
    ("numbers", "limit", "expected"),
    [([], 0, True), ([3, 4], 7, True), ([3, 4], 6, False), ([3, None], 3, True), ([9], None, True)],
)
def test_a_total_over_entries_is_at_most_a_number_of_theirs(
    numbers: list[int | None], limit: int | None, expected: bool
) -> None:
    constraint = Constraint(ConstraintRule.TOTAL_AT_MOST, ("x",), "Câu.", "seats", "class")
    assert is_total_kept(constraint, [{"x": number} for number in numbers], {"seats": limit}) is expected
    register = make_register(constraints=(constraint,))
    assert list_broken_constraints(register, {"x": 9, "seats": 1}) == [], "one entry does not know the others"


@pytest.mark.parametrize(
    ("since", "day", "expected"),
    [
        ((2021, 5, 16), (2021, 11, 15), None),
        ((2021, 5, 15), (2021, 5, 15), None),
        ((2021, 5, 15), (2021, 5, 16), date(2021, 5, 15)),
        ((2020, 11, 16), (2021, 5, 15), None),
        ((2020, 11, 15), (2021, 5, 15), date(2020, 11, 15)),
        ((2020, 5, 1), (2021, 1, 1), date(2020, 11, 15)),
        ((2021, 6, 2), (2021, 6, 1), None),
    ],
)
def test_no_cut_off_passes_between_two_days(since: Any, day: Any, expected: date | None) -> None:
    constraint = Constraint(ConstraintRule.WITHIN_CUT_OFFS, ("x",), "Câu.", "z", cut_offs=("15/05", "15/11"))
    values = {"x": date(*since), "z": date(*day)}
    assert find_passed_cut_off(constraint, values) == expected
    assert is_kept(constraint, values) is (expected is None)
    assert is_kept(constraint, {"x": None, "z": date(*day)})


@pytest.mark.parametrize(
    ("entry", "other", "expected"),
    [
        (("a", 3, 5), ("a", 5, 9), True),
        (("a", 3, 5), ("a", 6, 9), False),
        (("a", 1, 9), ("a", 4, 4), True),
        (("a", 4, 4), ("a", 1, 9), True),
        (("a", 3, 5), ("b", 3, 5), False),
        (("a", None, 5), ("a", 3, 5), False),
        (("a", 3, 5), ("a", 3, None), False),
    ],
)
def test_two_entries_have_a_day_in_common(entry: Any, other: Any, expected: bool) -> None:
    constraint = Constraint(ConstraintRule.NO_OVERLAP, ("x",), "Câu.", "z", "s")
    values, others = ({"s": s, "x": x, "z": z} for s, x, z in (entry, other))
    assert have_common_day(constraint, values, others) is expected
    if entry[0] != other[0]:
        assert have_common_day(Constraint(ConstraintRule.NO_OVERLAP, ("x",), "Câu.", "z"), values, others)


def make_register(**changes: Any) -> RegisterType:
    fields = (
        RegisterField("day", "Ngày", FieldKind.DAY),
        RegisterField("state", "Tình trạng", FieldKind.ONE, "state"),
        RegisterField("people", "Lượt", FieldKind.NUMBER),
        RegisterField(
            "why", "Vì sao", FieldKind.LONG, required=False,
            required_when=(Condition("people", ConditionTest.AT_LEAST, number=5),),
            visible_when=(Condition("state", ConditionTest.ONE_OF, ("a",)),),
        ),
    )  # fmt: skip
    register = RegisterType("X", "x", "Sổ", "dòng", "Về.", fields, ("state",))
    return replace(register, **changes)


@pytest.mark.parametrize(
    ("values", "missing", "misplaced"),
    [
        ({"state": "a", "people": 5, "why": ""}, ["why"], []),
        ({"state": "a", "people": 4, "why": ""}, [], []),
        ({"state": "b", "people": 5, "why": ""}, [], []),
        ({"state": "b", "people": 5, "why": "mưa"}, [], ["why"]),
        ({"people": 5, "why": "mưa"}, [], []),  # a field in error is not judged
    ],
)
def test_a_field_is_asked_for_where_it_is_visible(
    values: dict[str, Any], missing: list[str], misplaced: list[str]
) -> None:
    register = make_register()
    assert [item.code for item in list_missing_fields(register, values)] == missing
    assert [item.code for item in list_misplaced_fields(register, values)] == misplaced


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=4), min_size=1, max_size=6))
def test_a_field_keeps_its_column_while_it_needs_one(versions: list[list[str]]) -> None:
    fields = (RegisterField("day", "Ngày", FieldKind.DAY),
              *(RegisterField(code, code, FieldKind.ONE, code) for code in "abcdefgh"))  # fmt: skip
    columns: dict[str, str] = {}
    for filters in versions:
        register = make_register(fields=fields, filters=tuple(filters))
        assert [*find_column_problems(register)] == []
        earlier, columns = columns, assign_columns(register, columns)
        assert columns.keys() == set(filters)
        assert len(set(columns.values())) == len(filters)
        assert {code: columns[code] for code in columns.keys() & earlier.keys()} == {
            code: earlier[code] for code in columns.keys() & earlier.keys()
        }


@dataclass(frozen=True)
class Row:
    unit_id: int
    content: dict[str, Any] = field(hash=False)


rows = st.builds(
    Row,
    st.integers(1, 3),
    st.fixed_dictionaries(
        {},
        optional={
            "state": st.sampled_from(OPTIONS), "tags": st.lists(st.sampled_from(OPTIONS), unique=True, min_size=1),
            "people": st.integers(0, 20), "good": st.booleans(),
            "village": st.sampled_from(["Bản Ten Hon", "ten  hon", "THÔN Ten Hon", "Lồng", "bản long"]),
        },
    ),
)  # fmt: skip
conditions = st.sampled_from(
    [
        (), (Condition("state", ConditionTest.ONE_OF, ("a", "b")),), (Condition("good", ConditionTest.TRUE),),
        (Condition("people", ConditionTest.AT_LEAST, number=4), Condition("tags", ConditionTest.NONE_OF, ("c",))),
    ]
)  # fmt: skip


def count_again(measure: MeasureDefinition, entries: list[Row]) -> int | None:
    """The same numbers another way: entry by entry, in plain loops."""
    chosen: list[Row] = []
    for place, row in enumerate(entries):
        later = [other for other in entries[place + 1 :] if other.unit_id == row.unit_id]
        if measure.latest_by and any(
            other.content.get(measure.latest_by) == row.content.get(measure.latest_by) for other in later
        ):
            continue
        held = True
        for condition in measure.conditions:
            value = row.content.get(condition.field)
            match condition.test:
                case ConditionTest.ONE_OF:
                    held &= value in condition.options
                case ConditionTest.TRUE:
                    held &= value is True
                case ConditionTest.AT_LEAST:
                    held &= value is not None and value >= condition.number
                case _:
                    held &= not any(option in (value or []) for option in condition.options)
        if held:
            chosen.append(row)
    values = [row.content.get(measure.field) for row in chosen]
    match measure.operation:
        case MeasureOperation.COUNT:
            return len(chosen)
        case MeasureOperation.SUM:
            return None if None in values else sum(values)
        case MeasureOperation.SUM_WRITTEN:
            written = [value for value in values if value is not None]
            return sum(written) if written else None
        case MeasureOperation.DISTINCT:
            flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
            return len({item for item in flat if item is not None})
        case MeasureOperation.DISTINCT_PLACES:
            return len({value.lower()[-1] for value in values if value})  # «…n» or «…g»
        case MeasureOperation.HAS_ANY:
            return sum(any(option in (value or "") for option in measure.options) for value in values)
        case MeasureOperation.LAST_WRITTEN:
            chosen = [row for row in chosen if row.content.get(measure.field) is not None]
            if not chosen:
                return None
    total = 0
    for unit in {row.unit_id for row in chosen}:
        own = [row.content.get(measure.field) for row in chosen if row.unit_id == unit]
        if measure.operation in (MeasureOperation.LAST, MeasureOperation.LAST_WRITTEN):
            if own[-1] is None:
                return None
            total += own[-1]
        else:
            held_by = defaultdict(int)
            for value in own:
                for item in value if isinstance(value, list) else [value]:
                    held_by[item] += 1
            total += all(held_by[option] for option in measure.options)
    return total


MEASURES = [
    (MeasureOperation.COUNT, "", ()), (MeasureOperation.SUM, "people", ()), (MeasureOperation.DISTINCT, "state", ()),
    (MeasureOperation.DISTINCT, "tags", ()), (MeasureOperation.LAST, "people", ()),
    (MeasureOperation.HAS_ALL, "tags", OPTIONS), (MeasureOperation.HAS_ALL, "state", ("a", "b")),
    (MeasureOperation.HAS_ANY, "tags", ("a", "b")), (MeasureOperation.HAS_ANY, "state", ("c",)),
    (MeasureOperation.LAST_WRITTEN, "people", ()), (MeasureOperation.SUM_WRITTEN, "people", ()),
    (MeasureOperation.DISTINCT_PLACES, "village", ()),
]  # fmt: skip


@given(st.lists(rows, max_size=12), st.sampled_from(MEASURES), conditions, st.sampled_from(["", "state"]))
def test_a_measure_is_what_a_second_count_finds(
    entries: list[Row], kind: Any, met: tuple[Condition, ...], latest: str
) -> None:
    operation, name, options = kind
    measure = MeasureDefinition("m", "m", operation, name, met, MeasureSpan.STOCK, latest_by=latest, options=options)
    assert compute_number(measure, select_counted(measure, entries)) == count_again(measure, entries)


@pytest.mark.parametrize(
    "label",
    ["Họ và tên", "Họ tên người nghiện", "Số CCCD", "Số điện thoại liên hệ", "Ngày sinh", "Địa chỉ nhà", "Biệt danh",
     "Tên đối tượng", "SĐT", "Số tài khoản", "Nơi cư trú", "Email"],
)  # fmt: skip
def test_a_label_that_asks_for_a_person_is_found(label: str) -> None:
    assert find_personal_phrase(label)


@pytest.mark.parametrize("label", ["Tên lớp", "Tên điểm", "Nội dung", "Nơi học", "Lượt người dự", "Ngày mở lớp"])
def test_other_labels_ask_for_nobody(label: str) -> None:
    assert not find_personal_phrase(label)


def test_a_sum_leaves_out_what_is_blank() -> None:
    constraint = Constraint(ConstraintRule.SUM_AT_MOST, ("a", "b", "c"), "nhiều", other="all")
    assert compute_sum(constraint, {"a": 2, "b": None, "c": Decimal("0.5"), "all": 9}) == Decimal("2.5")
    assert compute_sum(constraint, {"all": 9}) == 0


def test_a_register_tells_what_its_fields_and_measures_name() -> None:
    register = RegisterType(
        "s", "s", "Sổ", "dòng", "",
        (
            RegisterField("class", "Lớp", FieldKind.LINE, register="classes"),
            RegisterField("kind", "Loại", FieldKind.ONE, option_set="kinds"),
            RegisterField("name", "Tên", FieldKind.TEXT),
            RegisterField("ways", "Cách", FieldKind.MANY, option_set="ways"),
        ),
        ("name",),
        measures=(
            MeasureDefinition("m1", "Số lớp", MeasureOperation.COUNT),
            MeasureDefinition("m2", "Số người", MeasureOperation.SUM, "people", rows="people"),
        ),
        title="name",
        parent="class",
    )  # fmt: skip
    assert sorted(register.MEASURES) == ["m1", "m2"]
    assert sorted(register.WHERE) == ["kinds", "ways"]
    assert register.text_title == "name"
    assert replace(register, title="kind").text_title == ""
    assert replace(register, title="").text_title == ""
    assert find_parent_register(register) == "classes"
    assert find_parent_register(replace(register, parent="")) == ""
    assert list_counted_rows(register) == {"people"}
