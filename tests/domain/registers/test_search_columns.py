"""Which search column holds which field of a register."""

from dataclasses import replace

from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.overview import Overview, OverviewKind
from sokehoach.domain.registers.register_type import (
    DAY,
    MeasureDefinition,
    MeasureOperation,
    RegisterField,
    RegisterType,
)
from sokehoach.domain.registers.search_columns import assign_columns, find_column_problems

FIELDS = (
    RegisterField(DAY, "Ngày", FieldKind.DAY),
    RegisterField("kind", "Loại", FieldKind.ONE),
    RegisterField("ways", "Cách", FieldKind.MANY),
    RegisterField("unit", "Xã", FieldKind.UNIT),
    RegisterField("about", "Nội dung", FieldKind.TEXT),
    RegisterField("people", "Người", FieldKind.NUMBER),
    RegisterField("planned", "Hẹn", FieldKind.DAY),
    RegisterField("done", "Xong", FieldKind.DAY),
)
REGISTER = RegisterType(
    "r", "r", "Sổ", "dòng", "", FIELDS, columns=(), filters=("kind", "ways", "unit"), totals=("people",),
    measures=(
        MeasureDefinition("a", "A", MeasureOperation.COUNT),
        MeasureDefinition("b", "B", MeasureOperation.COUNT, dated_by="done"),
    ),
    overviews=(
        Overview("w", "Chờ", OverviewKind.WAITING, "planned", done_on="done"),
        Overview("f", "Ngày đầu", OverviewKind.FIRST_DAYS, "kind"),
        Overview("t", "Theo ngày", OverviewKind.WAITING, DAY, done_on="done"),
    ),
)  # fmt: skip


def test_fields_get_the_columns_of_their_kind_in_order() -> None:
    assert assign_columns(REGISTER, {}) == {
        "kind": "text1", "unit": "text2", "people": "number1", "done": "day1", "planned": "day2",
    }  # fmt: skip


def test_a_field_keeps_its_column_and_a_new_one_takes_what_is_free() -> None:
    previous = {"unit": "text1", "gone": "text2", "people": "text3", "planned": "day3"}
    assert assign_columns(REGISTER, previous) == {
        "unit": "text1", "kind": "text2", "people": "number1", "planned": "day3", "done": "day1",
    }  # fmt: skip


def test_no_more_than_there_are_and_only_choices_are_filtered() -> None:
    assert [*find_column_problems(REGISTER)] == []
    choices = tuple(RegisterField(f"c{number}", "Chọn", FieldKind.ONE) for number in range(5))
    names = tuple(field.code for field in choices)
    most = replace(REGISTER, fields=(*FIELDS, *choices), filters=names[:4])
    assert [*find_column_problems(most)] == []
    assert [*find_column_problems(replace(most, filters=names))] == [
        ("filters", "«filters» dùng nhiều nhất 4 trường, không kể trường nhiều lựa chọn")
    ]
    totals = replace(REGISTER, totals=("people", *names))
    assert [place for place, _reason in find_column_problems(totals)] == ["totals"]
    assert [*find_column_problems(replace(REGISTER, filters=("about", "unknown")))] == [
        ("filters", "«filters» chỉ lọc theo trường để chọn, không phải «about»")
    ]
