"""A year from its two halves, at every level: flows add up, what stands is the last, gaps keep their names."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.consolidation.figure import Figure, Observation, consolidate_observations
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.reporting.longer_periods import compute_whole_value
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

BLANK, NONE = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE
type Half = dict[str, Value | int]


def half(told: Half, *, expected: str = "AB", place: Operator = Operator.SUM) -> Figure:
    seen = (
        Observation(unit, "e", "", Decimal(value) if isinstance(value, int) else value) for unit, value in told.items()
    )
    return consolidate_observations(seen, expected=expected, operator=place, element="e", disaggregation="")


def year(first: Figure, second: Figure, time: Operator = Operator.SUM, place: Operator = Operator.SUM) -> Figure:
    """The consolidated figure of the units' annual reports, each computed from its own halves."""
    told = [{part.unit: part.value for part in one.parts} for one in (first, second)]
    answers = {
        unit: compute_whole_value(time, [told[0].get(unit, BLANK), told[1].get(unit, BLANK)]) for unit in first.expected
    }
    return consolidate_observations(
        (Observation(unit, "e", "", BLANK if value is None else value) for unit, value in answers.items()),
        expected=first.expected,
        operator=place,
        element="e",
        disaggregation="",
    )


def test_it_works() -> None:
    made = year(half({"A": 3, "B": 4}), half({"A": 0, "B": 5}))
    assert (made.value, made.missing) == (12, ())


@pytest.mark.parametrize(
    ("time", "value"),
    [(Operator.SUM, 15), (Operator.LAST, 6), (Operator.MAX, 10), (Operator.NONE, None)],
)
def test_each_operator_over_time(time: Operator, value: int | None) -> None:
    """The greatest of each unit is summed, 5 and 5: it is not the greater sum, 9."""
    assert year(half({"A": 5, "B": 4}), half({"A": 1, "B": 5}), time).value == value


def test_a_gap_in_a_half_leaves_the_unit_missing_for_the_year() -> None:
    made = year(half({"A": 3, "B": 4}), half({"A": 1, "B": BLANK}))
    assert (made.value, made.missing) == (4, ("B",))
    assert year(half({"B": 4}), half({"B": 1}), Operator.LAST).missing == ("A",)


def test_what_applies_to_nobody_in_one_half_leaves_the_other() -> None:
    made = year(half({"A": NONE, "B": NONE}), half({"A": 2, "B": NONE}))
    assert (made.value, made.missing, made.coverage) == (2, (), (1, 1))


values = st.one_of(st.sampled_from(Gap), st.decimals(0, 999_999, places=3))
halves = st.dictionaries(st.sampled_from("ABCDEF"), values)


@settings(max_examples=80)
@given(halves, halves)
def test_the_year_of_what_adds_up_is_the_sum_of_the_halves_at_every_level(first: Half, second: Half) -> None:
    """Districts ABC and DEF: both halves of who told both, the year of each district, and of both at once, agree."""
    whole = year(half(first, expected="ABCDEF"), half(second, expected="ABCDEF"))
    both = [
        (first[unit], second[unit])
        for unit in "ABCDEF"
        if {first.get(unit, BLANK), second.get(unit, BLANK)}.isdisjoint({BLANK})
    ]
    numbers = [one for pair in both for one in pair if isinstance(one, Decimal)]
    assert whole.value == (sum(numbers) if numbers else None)
    districts = [
        year(*(half({u: v for u, v in told.items() if u in units}, expected=units) for told in (first, second)))
        for units in ("ABC", "DEF")
    ]
    known = [one.value for one in districts if one.value is not None]
    assert whole.value == (sum(known) if known else None)
    assert {*whole.missing} == {unit for one in districts for unit in one.missing}
    assert whole.coverage.received <= whole.coverage.expected
