"""What a measure of a register counts, in a sentence of any language."""

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
        (MeasureOperation.HAS_ANY, "Đếm số lớp có «Cách học» là «Trực tiếp» hoặc «Từ xa», "),
        (MeasureOperation.DISTINCT_PLACES, "nêu bao nhiêu nơi khác nhau"),
        (MeasureOperation.LAST_WRITTEN, "cuối cùng có ghi số này của từng đơn vị"),
    ],
)
def test_a_measure_says_what_it_takes(operation: MeasureOperation, expected: str) -> None:
    measure = MeasureDefinition("so", "Số lớp", operation, "kenh", options=("a", "c"))
    assert expected in explain_measure(measure, REGISTER, [CHANNEL, SESSIONS])
