"""What is computed of two figures, and when nothing is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.analysis.derivation import (
    Derivation,
    compute_difference,
    compute_percent_change,
    compute_quotient,
)
from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.values.day import DayNumber

COUNT = Measure("A", "A", "Cuộc", "cuộc", Operator.SUM, Operator.SUM)
SHARE = Measure("S", "S", "Tỷ lệ", "%", Operator.SUM, Operator.SUM, Operator.SUM)
numbers = st.decimals(min_value=0, max_value=10**9, places=3)
lacks = st.sampled_from([*NoFigureReason])


def make_fact(number: Decimal | int, received: int = 3, expected: int = 3, definition: int = 0) -> Fact:
    return Fact(part=Decimal(number), received=received, expected=expected, definition=definition)


@given(numbers, numbers)
def test_the_first_and_the_difference_make_the_last(first: Decimal, last: Decimal) -> None:
    difference = compute_difference(make_fact(first), make_fact(last), COUNT).number
    assert difference is not None
    assert first + difference == last
    percent = compute_percent_change(make_fact(first), make_fact(last), COUNT)
    if first:
        assert percent.number is not None
        assert abs(first * (1 + percent.number / 100) - last) < Decimal("0.001")
    else:
        assert (percent.number, percent.lack) == (None, NoFigureReason.ZERO_BEFORE)


@given(lacks, lacks)
def test_a_gap_on_either_side_is_a_gap_and_what_is_withheld_stays_so(
    one: NoFigureReason, other: NoFigureReason
) -> None:
    for first, last in (
        (Fact(lack=one), make_fact(4)),
        (make_fact(4), Fact(lack=one)),
        (Fact(lack=one), Fact(lack=other)),
    ):
        for derived in (
            compute_difference(first, last, COUNT),
            compute_percent_change(first, last, COUNT),
            compute_quotient(first, last, (COUNT, COUNT)),
        ):
            assert derived.number is None
            assert derived.lack is not None
            if any(fact.lack is not None and fact.lack.withheld for fact in (first, last)):
                assert derived.lack.withheld


@pytest.mark.parametrize(
    ("first", "last", "points", "percent"),
    [
        ((1, 4), (1, 3), "8.3", "33.3"),
        ((1, 3), (1, 4), "-8.3", "-25.0"),
        ((1, 4), (1, 2), "25.0", "100.0"),
        ((1, 8), (203, 1600), "0.2", "1.5"),  # 12,5 and 12,6875: half up
        ((2000, 4000), (1999, 4000), "0.0", "-0.1"),  # less than is shown is no fall
        ((1, 4), (1, 4), "0.0", "0.0"),
    ],
)
def test_a_share_differs_in_points_to_one_decimal(
    first: tuple[int, int], last: tuple[int, int], points: str, percent: str
) -> None:
    facts = [Fact(part=Decimal(part), whole=Decimal(whole), received=3, expected=3) for part, whole in (first, last)]
    assert compute_difference(*facts, SHARE).shown_number == Decimal(points)
    assert compute_percent_change(*facts, SHARE).shown_number == Decimal(percent)


@given(numbers, numbers)
def test_the_difference_of_counts_keeps_all_its_decimals(first: Decimal, last: Decimal) -> None:
    assert compute_difference(make_fact(first), make_fact(last), COUNT).shown_number == last - first


@pytest.mark.parametrize(
    ("first", "last", "lack"),
    [
        (make_fact(4), make_fact(5, received=1), NoFigureReason.NO_REFERENCE),  # fewer than half
        (make_fact(4, definition=1), make_fact(5), NoFigureReason.NOT_COMPARABLE),
        (Fact(part=DayNumber(738000)), Fact(part=DayNumber(738005)), NoFigureReason.NO_REFERENCE),
    ],
)
def test_what_is_not_comparable_is_not_compared(first: Fact, last: Fact, lack: NoFigureReason) -> None:
    assert compute_difference(first, last, COUNT).lack is lack


@pytest.mark.parametrize(
    ("part", "whole", "quotient"),
    [
        (make_fact(427), make_fact(17), Decimal(427) / 17),
        (make_fact(4), make_fact(0), None),
        (make_fact(4, 3, 3), make_fact(8, 5, 5), Decimal("0.5")),  # of two forms, each of other units
    ],
)
def test_a_quotient_is_of_complete_figures(part: Fact, whole: Fact, quotient: Decimal | None) -> None:
    computed = compute_quotient(part, whole, (COUNT, COUNT))
    assert (computed.number, computed.lack) == (quotient, None if quotient else NoFigureReason.ZERO_DIVISOR)


@given(st.integers(1, 19), st.integers(1, 19))
def test_there_is_no_quotient_while_a_unit_is_missing_on_either_side(part: int, whole: int) -> None:
    """18 of 19 on both sides may be without one unit here, without another there."""
    derived = compute_quotient(make_fact(4, part, 19), make_fact(8, whole, 19), (COUNT, COUNT))
    assert (derived.number is None) is (part < 19 or whole < 19)
    assert (derived.lack is NoFigureReason.INCOMPLETE) is (10 <= min(part, whole) < 19)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (Fact(part=DayNumber(738000)), make_fact(4)),
        (make_fact(4), Fact(part=DayNumber(738000))),
        (Fact(), make_fact(4)),
        (make_fact(4), Fact()),
    ],
)
def test_there_is_no_quotient_of_days_or_of_nothing(part: Fact, whole: Fact) -> None:
    assert compute_quotient(part, whole, (COUNT, COUNT)).lack is NoFigureReason.NO_REFERENCE


def test_quotients_are_those_that_divide() -> None:
    assert {derivation for derivation in Derivation if derivation.is_quotient} == {
        Derivation.QUOTIENT, Derivation.INVERSE_QUOTIENT
    }  # fmt: skip
