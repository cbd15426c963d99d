from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.reporting.cell_sums import compute_cells, sum_values
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

BLANK, NONE = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE


def form(*cells: Cell) -> Form:
    return Form("X", "X", "X", "six-month", "general", Reporters(), (FormSection("A", "A", cells),))


MONEY = form(
    Cell("A", "budget", sum_of=("A1", "A2")),
    Cell("A1", "budget", "source=state", sum_of=("A1.1", "A1.2")),
    Cell("A1.1", "budget", "source=province"),
    Cell("A1.2", "budget", "source=commune"),
    Cell("A2", "budget", "source=sponsor"),
)


def numbers(**typed: str) -> dict[str, Value]:
    return {code.replace("_", "."): Decimal(text) for code, text in typed.items()}


def test_it_works() -> None:
    values = compute_cells(MONEY, numbers(A1_1="1.5", A1_2="2", A2="0.25"))
    assert values["A1"] == Decimal("3.5")
    assert values["A"] == Decimal("3.75")


@pytest.mark.parametrize(
    ("parts", "sum_"),
    [
        ((), BLANK),
        ((BLANK, BLANK), BLANK),
        ((NONE, NONE), NONE),
        ((BLANK, NONE), BLANK),  # an answer is still owed
        ((Decimal(0), Decimal(0)), Decimal(0)),
        ((Decimal(0), BLANK), Decimal(0)),
        ((Decimal(3), BLANK), Decimal(3)),
        ((Decimal(3), NONE, Decimal(4)), Decimal(7)),
    ],
)
def test_gaps_add_nothing_and_never_make_a_zero(parts: tuple[Value, ...], sum_: Value) -> None:
    assert sum_values(parts) == sum_


def test_a_cell_that_nobody_typed_is_blank_and_there() -> None:
    assert compute_cells(MONEY, {}) == dict.fromkeys(("A", "A1", "A1.1", "A1.2", "A2"), BLANK)


def test_what_was_typed_into_a_sum_is_replaced() -> None:
    assert compute_cells(MONEY, numbers(A="99", A2="1"))["A"] == Decimal(1)
    assert compute_cells(MONEY, numbers(A="99"))["A"] is BLANK


def test_what_was_given_is_left_as_it_is() -> None:
    given_: Mapping[str, Value] = numbers(A2="1")
    compute_cells(MONEY, given_)
    assert given_ == numbers(A2="1")


def test_a_value_without_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="form X has no cell Z1, Z2"):
        compute_cells(MONEY, numbers(Z2="1", Z1="1", A2="1"))


def test_a_sum_of_itself_is_refused() -> None:
    ring = form(Cell("A", "a", sum_of=("B",)), Cell("B", "b", sum_of=("A",)))
    with pytest.raises(ValueError, match="cell A is a sum of itself"):
        compute_cells(ring, {})


def test_a_sum_of_a_cell_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="no cell B"):
        compute_cells(form(Cell("A", "a", sum_of=("B",))), {})


@settings(max_examples=50)
@given(st.lists(st.one_of(st.sampled_from(Gap), st.integers(0, 999).map(Decimal)), max_size=8))
def test_there_is_a_number_exactly_where_some_part_has_one(parts: list[Value]) -> None:
    known = [part for part in parts if isinstance(part, Decimal)]
    whole = sum_values(parts)
    assert isinstance(whole, Decimal) == bool(known)
    if isinstance(whole, Decimal):
        assert whole == sum(known)
    assert sum_values(reversed(parts)) == whole
