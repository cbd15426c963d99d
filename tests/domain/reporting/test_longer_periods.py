"""The year of a form, made of its two halves, and longer periods of shorter ones."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import WindowEdge, WindowRule
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters, Rule
from sokehoach.domain.reporting.longer_periods import (
    build_whole_checks,
    compute_whole_value,
    find_longer_period_problems,
)
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

BLANK, NONE = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE
FORM = Form(
    "X",
    "X",
    "X",
    "six-month",
    "general",
    Reporters(),
    (FormSection("A", "A", (Cell("A1", "held"), Cell("A2", "kept"), Cell("A3", "held", "x=y", sum_of=("A1",)))),),
    also_for=(PeriodType.YEAR,),
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
    assert compute_whole_value(operator, [_value(first), _value(second)]) == (None if year is None else _value(year))


VALUES = st.one_of(st.integers(0, 99).map(Decimal), st.sampled_from([BLANK, NONE]))


@given(st.sampled_from(list(Operator)), VALUES, VALUES)
def test_a_number_comes_of_numbers_and_is_no_less_than_what_it_adds_unless_it_is_the_least(
    operator: Operator, first: Value, second: Value
) -> None:
    year = compute_whole_value(operator, [first, second])
    if isinstance(year, Decimal) and operator is not Operator.LAST:
        assert BLANK not in (first, second)
        numbers = [half for half in (first, second) if isinstance(half, Decimal)]
        assert year == min(numbers) if operator is Operator.MIN else all(year >= number for number in numbers)


def test_only_what_is_typed_and_adds_up_is_bound_to_the_halves() -> None:
    operators = {"held": Operator.SUM, "kept": Operator.LAST}
    assert [(one.rule, one.cells, one.hard) for one in build_whole_checks(FORM, operators)] == [
        (Rule.WHOLE_AT_LEAST_PART, ("A1",), True),
        (Rule.WHOLE_IS_SUM_OF_PARTS, ("A1",), False),
    ]


def test_a_form_for_the_year_as_well() -> None:
    assert FORM.period_types == (PeriodType.SIX_MONTH, PeriodType.YEAR)


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_the_sum_of_twelve_months_is_that_of_its_quarters(months: list[Value]) -> None:
    """A gap in one month is a gap of its quarter and of the year; grouping changes no number."""

    def add(values: list[Value]) -> Value:
        total = compute_whole_value(Operator.SUM, values)
        return BLANK if total is None else total

    assert add([add(months[first : first + 3]) for first in range(0, len(months), 3)]) == add(months)


@pytest.mark.parametrize(
    ("own_type", "also_for", "said"),
    [
        ("month", ("quarter", "six-month", "nine-month", "year"), []),
        ("quarter", ("six-month", "nine-month", "year"), []),
        ("six-month", ("nine-month",), ["kỳ «nine-month» không gồm trọn các kỳ «six-month»"]),
        ("nine-month", ("year",), ["kỳ «year» không gồm trọn các kỳ «nine-month»"]),
        ("year", ("month",), ["kỳ «month» không gồm trọn các kỳ «year»"]),
        ("month", ("ad-hoc",), ["kỳ «ad-hoc» không gồm trọn các kỳ «month»"]),
    ],
)
def test_longer_periods_are_made_only_of_what_tiles_them(
    own_type: str, also_for: tuple[str, ...], said: list[str]
) -> None:
    form = replace(FORM, period_type=own_type, also_for=tuple(map(PeriodType, also_for)))
    problems = find_longer_period_problems(form)
    assert len(problems) == len(said)
    assert all(text in problem for text, problem in zip(said, problems, strict=True))


def test_windows_with_days_between_them_make_no_longer_period() -> None:
    gaps = WindowRule("x", "x", WindowEdge(0, 1), WindowEdge(1, 21))
    (problem,) = find_longer_period_problems(replace(FORM, counting_window=gaps))
    assert "không nối liền nhau" in problem


def _value(told: Value | int) -> Value:
    return Decimal(told) if isinstance(told, int) else told
