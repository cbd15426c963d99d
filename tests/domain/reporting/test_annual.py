"""The year of a form, made of its two halves."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.annual import build_year_checks, compute_year_value
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters, Rule
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

BLANK, NONE = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE
FORM = Form(
    "X",
    "X",
    "six-month",
    "general",
    Reporters(),
    (FormSection("A", "A", (Cell("A1", "held"), Cell("A2", "kept"), Cell("A3", "held", "x=y", sum_of=("A1",)))),),
    annual=True,
)


@pytest.mark.parametrize(
    ("operator", "first", "second", "year"),
    [
        (Operator.SUM, 5, 7, 12), (Operator.SUM, 0, 0, 0), (Operator.SUM, 5, NONE, 5), (Operator.SUM, NONE, NONE, NONE),
        (Operator.SUM, 5, BLANK, BLANK), (Operator.SUM, BLANK, 7, BLANK), (Operator.SUM, NONE, BLANK, BLANK),
        (Operator.LAST, 5, 7, 7), (Operator.LAST, 5, 0, 0), (Operator.LAST, BLANK, 7, 7),
        (Operator.LAST, 5, BLANK, BLANK),
        (Operator.MAX, 5, 7, 7), (Operator.MAX, 5, NONE, 5), (Operator.MAX, 5, BLANK, BLANK),
        (Operator.NONE, 5, 7, None),
        (Operator.SUM, BLANK, BLANK, None), (Operator.LAST, BLANK, BLANK, None),
    ],
)  # fmt: skip
def test_what_the_halves_make(
    operator: Operator, first: Value | int, second: Value | int, year: Value | int | None
) -> None:
    assert compute_year_value(operator, _value(first), _value(second)) == (None if year is None else _value(year))


VALUES = st.one_of(st.integers(0, 99).map(Decimal), st.sampled_from([BLANK, NONE]))


@given(st.sampled_from(list(Operator)), VALUES, VALUES)
def test_a_number_comes_of_numbers_and_is_no_less_than_what_it_adds(
    operator: Operator, first: Value, second: Value
) -> None:
    year = compute_year_value(operator, first, second)
    if isinstance(year, Decimal) and operator is not Operator.LAST:
        assert BLANK not in (first, second)
        assert all(year >= half for half in (first, second) if isinstance(half, Decimal))


def test_only_what_is_typed_and_adds_up_is_bound_to_the_halves() -> None:
    operators = {"held": Operator.SUM, "kept": Operator.LAST}
    assert [(one.rule, one.cells, one.hard) for one in build_year_checks(FORM, operators)] == [
        (Rule.YEAR_AT_LEAST_HALF, ("A1",), True),
        (Rule.YEAR_IS_SUM_OF_HALVES, ("A1",), False),
    ]


def test_a_form_for_the_year_as_well() -> None:
    assert FORM.period_types == (PeriodType.SIX_MONTH, PeriodType.YEAR)


def _value(told: Value | int) -> Value:
    return Decimal(told) if isinstance(told, int) else told
