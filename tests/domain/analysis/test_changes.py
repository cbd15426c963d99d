"""Changes in a pivot: two sums are compared, never two changes added or averaged."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.analysis.fact import (
    NOT_ASKED,
    Fact,
    Measure,
    NoFigureReason,
    aggregate_over_periods,
    aggregate_over_places,
    compare_facts,
    compare_with_level,
)
from sokehoach.domain.indicators.level import Change, LevelRule
from sokehoach.domain.indicators.operators import Operator

COUNTS = st.integers(0, 1000)
CHANGES = [change for change in Change if change]


def build_measure(change: Change, per: int | None = 100) -> Measure:
    whole = None if per is None else Operator.SUM
    return Measure("m", "m", "Mức", "%", Operator.SUM, Operator.SUM, whole, LevelRule(per, change), "xã")


def fact(part: int, whole: int | None = None, *, received: int = 1, expected: int = 1, definition: int = 0) -> Fact:
    denominator = None if whole is None else Decimal(whole)
    return Fact(Decimal(part), denominator, received, expected, definition=definition)


def compute(change: Change, now: Fraction, before: Fraction) -> Fraction:
    difference = before - now if change.falls else now - before
    return 100 * difference / before if change.in_percent else difference


@given(
    st.lists(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), min_size=1, max_size=6),
    st.sampled_from(CHANGES),
    st.sampled_from([None, 100, 1000]),
    st.booleans(),
)
def test_a_change_over_places_or_periods_is_that_of_the_sums(
    rows: list[tuple[int, int, int, int]], change: Change, per: int | None, over_time: bool
) -> None:
    measure = build_measure(change, per)
    aggregate = aggregate_over_periods if over_time else aggregate_over_places
    now, before = (
        aggregate([fact(row[at], None if per is None else row[at + 1]) for row in rows], measure) for at in (0, 2)
    )
    sums = [sum(row[at] for row in rows) for at in range(4)]
    compared = compare_facts(now, before, measure)
    if per is not None and not sums[3]:
        assert compared.lack is NoFigureReason.NO_REFERENCE
        return
    level_before = Fraction(sums[2]) if per is None else Fraction(per * sums[2], sums[3])
    if change.in_percent and not level_before:
        assert compared.lack is NoFigureReason.ZERO_BEFORE
        return
    level = measure.get_level(compared)
    if per is not None and not sums[1]:
        assert level is None
        return
    assert level is not None
    expected = compute(change, Fraction(sums[0]) if per is None else Fraction(per * sums[0], sums[1]), level_before)
    assert abs(Fraction(level) - expected) < Fraction(1, 10**12) * max(1, abs(expected))


@pytest.mark.parametrize(
    ("now", "before", "lack"),
    [
        (fact(5), NOT_ASKED, NoFigureReason.NO_REFERENCE),
        (fact(5), Fact(expected=1, lack=NoFigureReason.NOT_REPORTED), NoFigureReason.NO_REFERENCE),
        (Fact(expected=1, lack=NoFigureReason.NOT_REPORTED), fact(5), NoFigureReason.NOT_REPORTED),
        (fact(5), Fact(lack=NoFigureReason.WALL), NoFigureReason.WALL),
        (Fact(lack=NoFigureReason.NOT_REPORTED), Fact(lack=NoFigureReason.PERSONS), NoFigureReason.PERSONS),
        (fact(5), Fact(lack=NoFigureReason.NOT_SPLIT), NoFigureReason.NOT_SPLIT),
        (fact(5, definition=1), fact(5), NoFigureReason.NOT_COMPARABLE),
        (fact(5), fact(0), NoFigureReason.ZERO_BEFORE),
    ],
)
def test_what_cannot_be_compared_says_why(now: Fact, before: Fact, lack: NoFigureReason) -> None:
    assert compare_facts(now, before, build_measure(Change.RISE_PERCENT, None)).lack is lack


def test_a_change_covers_no_more_units_than_the_poorer_side() -> None:
    compared = compare_facts(fact(5, received=19, expected=19), fact(4, received=13, expected=19), build_measure(
        Change.RISE, None
    ))  # fmt: skip
    assert compared.partial
    assert (compared.received, compared.expected) == (13, 19)


def test_a_baseline_is_compared_as_it_is() -> None:
    measure = build_measure(Change.FALL_PERCENT, None)
    assert measure.get_level(compare_with_level(fact(90), Decimal(120), measure)) == 25
    assert compare_with_level(fact(90), None, measure).lack is NoFigureReason.NO_BASELINE
