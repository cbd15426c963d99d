"""What a measure of a register counts, in a sentence of any language."""

from dataclasses import replace

import pytest

from sokehoach.domain.messages import translate_with
from sokehoach.domain.registers.condition_text import NamedField
from sokehoach.domain.registers.explanations import explain_constraint, explain_measure
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.register_type import (
    Condition,
    ConditionTest,
    Constraint,
    ConstraintRule,
    MeasureDefinition,
    MeasureOperation,
    MeasureSpan,
    MeasureUnits,
    RegisterField,
    RegisterType,
)

WORDS = {" hoặc ": " or ", " và ": " and ", " khi %(conditions)s": " where %(conditions)s"}
CHANNEL = NamedField("kenh", "Cách học", {"a": "Trực tiếp", "b": "Kết hợp", "c": "Từ xa"})
SESSIONS = NamedField("buoi", "Số buổi")
REGISTER = RegisterType(
    uid="lop", code="lop", name="Sổ lớp", row="lớp", about="",
    fields=(RegisterField("kenh", "Cách học", FieldKind.ONE), RegisterField("buoi", "Số buổi", FieldKind.NUMBER)),
    columns=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("conditions", "vietnamese", "english"),
    [
        ((), "Đếm số lớp, ", "Đếm số lớp, "),
        ((Condition("kenh", ConditionTest.ONE_OF, ("a",)),), " khi Cách học là Trực tiếp,",
         " where Cách học là Trực tiếp,"),
        (
            (
                Condition("kenh", ConditionTest.ONE_OF, ("a", "b", "c")),
                Condition("buoi", ConditionTest.AT_LEAST, number=2),
            ),
            " khi Cách học là Trực tiếp hoặc Kết hợp hoặc Từ xa và Số buổi ≥ 2,",
            " where Cách học là Trực tiếp or Kết hợp or Từ xa and Số buổi ≥ 2,",
        ),
    ],
)  # fmt: skip
def test_conditions_are_joined_by_words_of_the_reader(
    conditions: tuple[Condition, ...], vietnamese: str, english: str
) -> None:
    measure = MeasureDefinition("so", "Số lớp", MeasureOperation.COUNT, conditions=conditions)
    sentence = explain_measure(measure, REGISTER, [CHANNEL, SESSIONS])
    assert vietnamese in sentence
    assert english in translate_with(lambda template, _context, _count: WORDS.get(template, template), sentence)


@pytest.mark.parametrize("rule", ConstraintRule)
def test_each_rule_has_a_sentence_of_its_own(rule: ConstraintRule) -> None:
    constraint = Constraint(rule, ("buoi",), "Câu.", "kenh", "buoi")
    sentence = explain_constraint(constraint, REGISTER)
    assert "«Số buổi»" in sentence
    others = {
        explain_constraint(Constraint(other, ("buoi",), "", "kenh", "buoi"), REGISTER) for other in ConstraintRule
    }
    assert len(others) == len(ConstraintRule)


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (MeasureOperation.COUNT, "Đếm số lớp, tất cả"),
        (MeasureOperation.SUM, "Cộng «Cách học» của các lớp, "),
        (MeasureOperation.DISTINCT, "Đếm xem có bao nhiêu «Cách học» khác nhau trong các lớp, "),
        (MeasureOperation.LAST, "Lấy «Cách học» ở lớp cuối cùng của từng đơn vị rồi cộng lại, "),
        (MeasureOperation.HAS_ALL, "Đếm số đơn vị có đủ mọi lựa chọn của «Cách học» trong các lớp, "),
        (MeasureOperation.HAS_ANY, "Đếm số lớp có «Cách học» là «Trực tiếp» hoặc «Từ xa», "),
        (MeasureOperation.DISTINCT_PLACES, "nêu bao nhiêu nơi khác nhau"),
        (MeasureOperation.LAST_WRITTEN, "cuối cùng có ghi số này của từng đơn vị"),
    ],
)
def test_a_measure_says_what_it_takes(operation: MeasureOperation, expected: str) -> None:
    measure = MeasureDefinition("so", "Số lớp", operation, "kenh", options=("a", "c"), span=MeasureSpan.STOCK)
    assert expected in explain_measure(measure, REGISTER, [CHANNEL, SESSIONS])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"span": MeasureSpan.YEAR}, "có «ngay» từ đầu năm đến ngày chốt số liệu, của đơn vị ghi sổ."),
        ({"span": MeasureSpan.STOCK}, "tất cả đến ngày chốt số liệu theo «ngay», của đơn vị ghi sổ."),
        ({"units": MeasureUnits.AREA}, "có «ngay» trong kỳ báo cáo, của mọi cơ quan trong địa bàn."),
        ({"units": MeasureUnits.BASE_AREAS}, "của các địa bàn cơ sở trong địa bàn."),
        ({"units": MeasureUnits.AREA_AND_BELOW}, "của cả địa bàn, gồm các đơn vị bên dưới."),
        ({"through": "kenh"}, "tính cho đơn vị ghi ở «Cách học»."),
        ({"latest_by": "kenh"}, "Mỗi «Cách học» chỉ lấy dòng mới nhất."),
    ],
)
def test_a_measure_says_which_days_and_units_count(given: dict[str, object], expected: str) -> None:
    measure = MeasureDefinition("so", "Số lớp", MeasureOperation.COUNT, **{"dated_by": "ngay", **given})  # type: ignore[arg-type]
    sentence = explain_measure(measure, REGISTER, [CHANNEL, SESSIONS])
    assert expected in sentence
    assert sentence.endswith("Ô của biểu chia được theo: Cách học.")


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (
            MeasureDefinition("so", "Số", MeasureOperation.SUM, "nguoi", through="xa", rows="nguoi_du"),
            ("Cộng «Lượt người» của các dòng người dự của từng lớp, có «Ngày» trong kỳ báo cáo, tính cho đơn vị ghi ở"
            " «Xã». Còn một lớp chưa ghi bảng ấy thì số chưa biết."),
        ),
        (
            MeasureDefinition("so", "Số", MeasureOperation.HAS_ANY, "nguoi", options=("1",), rows="nguoi_du"),
            ("Đếm số dòng người dự có «Lượt người» là «một người» của từng lớp, có «Ngày» trong kỳ báo cáo, của đơn vị"
            " ghi sổ. Còn một lớp chưa ghi bảng ấy thì số chưa biết."),
        ),
        (
            MeasureDefinition(
                "so", "Số", MeasureOperation.REACHES, "nguoi", through="xa", rows="nguoi_du", denominator="ho",
                units=MeasureUnits.BASE_AREAS, adds_when=(Condition("nguoi", ConditionTest.AT_LEAST, number=2),),
            ),
            ("Đếm số đơn vị có tổng «Lượt người» của các dòng người dự không nhỏ hơn mẫu số «ho» của năm của từng lớp,"
            " có «Ngày» trong kỳ báo cáo, tính cho các địa bàn cơ sở trong địa bàn, ghi ở «Xã»."
            " Còn một lớp chưa ghi bảng ấy thì số chưa biết. Trong số ấy chỉ tính dòng có Lượt người ≥ 2."),
        ),
    ],
)  # fmt: skip
def test_a_measure_of_rows_says_whose_they_are(measure: MeasureDefinition, expected: str) -> None:
    people = RegisterField("nguoi", "Lượt người", FieldKind.NUMBER, counts_persons=True)
    fields = (people, RegisterField("xa", "Xã", FieldKind.UNIT))
    rows = replace(REGISTER, code="nguoi_du", row="dòng người dự", fields=fields)
    register = replace(REGISTER, fields=(RegisterField("day", "Ngày", FieldKind.DAY),), measures=(measure,))
    named = [NamedField("nguoi", "Lượt người", {"1": "một người"}), NamedField("xa", "Xã")]
    sentence = explain_measure(measure, register, [], rows, named)
    assert sentence == f"{expected} Đây là số người: chỉ ở cấp mà chương trình cho đếm người."


def test_a_measure_of_rows_counts_persons_where_its_rows_do() -> None:
    people = RegisterField("nguoi", "Lượt người", FieldKind.NUMBER, counts_persons=True)
    rows = replace(REGISTER, code="nguoi_du", fields=(people,))
    measures = (
        MeasureDefinition("nguoi", "Người", MeasureOperation.SUM, "nguoi", rows="nguoi_du"),
        MeasureDefinition("dong", "Dòng", MeasureOperation.COUNT, rows="nguoi_du"),
        MeasureDefinition("buoi", "Buổi", MeasureOperation.SUM, "buoi"),
    )
    register = replace(REGISTER, measures=measures)
    assert register.counts_persons("nguoi", {"nguoi_du": rows})
    assert not register.counts_persons("dong", {"nguoi_du": rows})
    assert not register.counts_persons("buoi", {"nguoi_du": rows})
    assert not register.counts_persons(), "its own fields count none"
    assert register.kept_fields == {"buoi", "day"}, "what is kept of rows is kept in their own register"
    assert measures[0].row_fields == {"nguoi"}
