"""Of the expressions of an XLSForm those are carried that the closed list of a register has; others are named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.programmes.xlsform_expressions import (
    FieldLimit,
    find_largest,
    fit_bound,
    parse_conditions,
    parse_limits,
    parse_sum,
    rename_conditions,
)
from sokehoach.domain.registers.register_type import Condition, ConditionTest

ONE_OF, NONE_OF, AT_LEAST, AT_MOST = (
    ConditionTest.ONE_OF, ConditionTest.NONE_OF, ConditionTest.AT_LEAST, ConditionTest.AT_MOST,
)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "conditions"),
    [
        ("${a} = 'yes'", (Condition("a", ONE_OF, options=("yes",)),)),
        ('${a}="yes"', (Condition("a", ONE_OF, options=("yes",)),)),
        ("${a} != 'no'", (Condition("a", NONE_OF, options=("no",)),)),
        ("${a} = 1", (Condition("a", ONE_OF, options=("1",)),)),
        ("selected(${a}, 'x')", (Condition("a", ONE_OF, options=("x",)),)),
        ("not(selected(${a}, 'x'))", (Condition("a", NONE_OF, options=("x",)),)),
        ("${n} > 3", (Condition("n", AT_LEAST, number=4),)),
        ("${n} <= 3", (Condition("n", AT_MOST, number=3),)),
        ("${n} > 2.5", (Condition("n", AT_LEAST, number=3),)),
        ("${n} < 0", None),
        ("${a} != ''", (Condition("a", ConditionTest.PRESENT),)),
        ("${a} = 'x' or ${a} = 'y'", (Condition("a", ONE_OF, options=("x", "y")),)),
        ("(${a} = 'x') and (${n} >= 2)", (Condition("a", ONE_OF, options=("x",)), Condition("n", AT_LEAST, number=2))),
        ("${a} = 'x' or ${b} = 'y'", None),
        ("${a}='1' and ${b}='1' or ${b}='2'", None),
        ("${b}='1' or ${b}='2' and ${a}='1'", None),
        ("(${a}='1' and ${b}='1') or ${b}='2'", None),
        ("(${b}='1') or (${b}='2') and ${a}='1'", None),
        (
            "${a}='1' and (${b}='1' or ${b}='2')",
            (Condition("a", ONE_OF, options=("1",)), Condition("b", ONE_OF, options=("1", "2"))),
        ),
        ("${a} = ${b}", None),
        ("count-selected(${a}) > 2", None),
        ("not(selected(${a}, 'x')", None),
        ("", None),
        ("${a} = 'x' and", None),
        ("${a} = '" + "x" * 2000 + "'", None),
    ],
)
def test_conditions_are_carried_or_refused_whole(expression: str, conditions: tuple[Condition, ...] | None) -> None:
    assert parse_conditions(expression, {}) == conditions


@pytest.mark.parametrize(
    ("expression", "limits"),
    [
        (". <= 100", (FieldLimit("<=", number=Decimal(100)),)),
        (".>=0 and .<${b}", (FieldLimit(">=", number=Decimal(0)), FieldLimit("<", "b"))),
        (". = ${tong}", (FieldLimit("=", "tong"),)),
        (". <= 12.5", (FieldLimit("<=", number=Decimal("12.5")),)),
        ("regex(., '[0-9]+')", None),
        (". <= 100 or . = 999", None),
        (". <= today()", None),
        ("", None),
    ],
)
def test_limits_are_carried_or_refused_whole(expression: str, limits: tuple[FieldLimit, ...] | None) -> None:
    assert parse_limits(expression) == limits


@pytest.mark.parametrize(
    ("expression", "fields"),
    [("${a} + ${b}", ("a", "b")), ("${a}+${b} +${c}", ("a", "b", "c")), ("${a}", ()), ("${a} - ${b}", ()), ("", ())],
)
def test_a_sum_is_one_of_fields_alone(expression: str, fields: tuple[str, ...]) -> None:
    assert parse_sum(expression) == fields


def test_a_condition_on_a_field_that_is_left_out_is_none() -> None:
    parsed = parse_conditions("${a} = 'x' and ${b} = 'y'", {})
    assert parsed is not None
    assert rename_conditions(parsed, {"a": "ma"}) is None
    renamed = rename_conditions(parsed, {"a": "ma", "b": "mb"})
    assert renamed is not None
    assert [condition.field for condition in renamed] == ["ma", "mb"]


@given(st.text(alphabet="${}ab.=<>'\"() andornot selected,19+", max_size=120))
def test_any_text_is_parsed(expression: str) -> None:
    for conditions in (parse_conditions(expression, {}), parse_limits(expression)):
        assert conditions is None or conditions
    parse_sum(expression)


@pytest.mark.parametrize(("letters", "is_carried"), [(1000, True), (1001, False)])
def test_an_expression_is_read_up_to_a_length(letters: int, is_carried: bool) -> None:
    codes = [
        *(f"x{number:02}" for number in range(61)),
        "y" * (letters - 61 * len("${a} = 'x00' or ") - len("${a} = ''")),
    ]
    expected = (Condition("a", ONE_OF, options=tuple(codes)),) if is_carried else None
    assert parse_conditions(" or ".join(f"${{a}} = '{code}'" for code in codes), {}) == expected


THOUSANDTH = Decimal("0.001")


def test_thresholds_of_decimal_fields_are_carried_to_the_last_decimal() -> None:
    steps = {"d": THOUSANDTH}
    for written, test, number in (
        (">= 12.5", AT_LEAST, Decimal("12.5")), ("> 12.5", AT_LEAST, Decimal("12.501")),
        ("> 12", AT_LEAST, Decimal("12.001")), ("<= 12.5", AT_MOST, Decimal("12.5")),
        ("< 12", AT_MOST, Decimal("11.999")), ("> 0.0005", AT_LEAST, THOUSANDTH),
        ("<= 12.0", AT_MOST, 12),
    ):  # fmt: skip
        assert parse_conditions(f"${{d}} {written}", steps) == (Condition("d", test, number=number),), written


@given(
    st.sampled_from([">", ">=", "<", "<="]),
    st.decimals(0, 20, places=4),
    st.sampled_from([Decimal(1), THOUSANDTH]),
    st.integers(0, 20_000),
)
def test_a_fitted_bound_says_what_the_expression_says(sign: str, number: Decimal, step: Decimal, count: int) -> None:
    stored, bound = count * step, fit_bound(sign, number, step)
    is_met = {">": stored > number, ">=": stored >= number, "<": stored < number, "<=": stored <= number}[sign]
    if bound is None:
        assert not is_met
    else:
        assert (stored >= bound if sign in (">", ">=") else stored <= bound) is is_met


@pytest.mark.parametrize(
    ("expression", "of_whole", "of_thousandths"),
    [(". <= 12", 12, 12), (". < 12", 11, None), (". <= 12.5", 12, None), (". < 0.5", 0, None), (". >= 3", None, None)],
)
def test_the_largest_number_of_a_field_is_a_whole_one(
    expression: str, of_whole: int | None, of_thousandths: int | None
) -> None:
    (limit,) = parse_limits(expression) or ()
    assert (find_largest(limit, Decimal(1)), find_largest(limit, THOUSANDTH)) == (of_whole, of_thousandths)
