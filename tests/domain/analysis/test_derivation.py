"""What is computed of two figures, and when nothing is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.analysis.derivation import compute_difference, compute_percent_change, compute_quotient
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


def test_a_share_differs_in_points() -> None:
    first = Fact(part=Decimal(1), whole=Decimal(4), received=3, expected=3)
    last = Fact(part=Decimal(1), whole=Decimal(2), received=3, expected=3)
    measure = SHARE
    difference = compute_difference(first, last, measure).number
    assert difference == measure.get_own_level(last) - measure.get_own_level(first)  # type: ignore[operator]


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
        (make_fact(4, received=2), make_fact(8), None),  # one unit on one side alone
        (make_fact(4, received=2), make_fact(8, received=2), Decimal("0.5")),
    ],
)
def test_a_quotient_needs_the_same_answers_on_both_sides(part: Fact, whole: Fact, quotient: Decimal | None) -> None:
    assert compute_quotient(part, whole, (COUNT, COUNT)).number == quotient
