from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.consolidation.figure import (
    Coverage,
    Figure,
    FigurePart,
    Observation,
    build_answer,
    consolidate_observations,
    merge_figures,
)
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

BLANK, NONE = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE


def seen(unit: str, value: Value | int, element: str = "sessions", key: str = "") -> Observation:
    return Observation(unit, element, key, Decimal(value) if isinstance(value, int) else value)


def figure(
    *observations: Observation, expected: Sequence[str], operator: Operator = Operator.SUM, key: str = ""
) -> Figure:
    return consolidate_observations(
        observations, expected=expected, operator=operator, element="sessions", disaggregation=key
    )


def test_it_works() -> None:
    assert figure(seen("A", 3), seen("B", 4), expected=["A", "B", "C"]) == Figure(
        element="sessions",
        disaggregation="",
        value=Decimal(7),
        parts=(FigurePart("A", Decimal(3)), FigurePart("B", Decimal(4))),
        expected=("A", "B", "C"),
        missing=("C",),
    )


def test_nothing_reported_is_not_zero() -> None:
    nothing = figure(expected=["A", "B"])
    assert nothing.value is None
    assert nothing.missing == ("A", "B")
    assert nothing.coverage == Coverage(0, 2)


def test_nothing_arose_is_zero() -> None:
    zero = figure(seen("A", 0), expected=["A", "B"])
    assert zero.value == Decimal(0)
    assert zero.coverage == Coverage(1, 2)


def test_a_blank_in_an_accepted_report_is_a_part_and_still_owed() -> None:
    some = figure(seen("A", 3), seen("B", BLANK), expected=["A", "B", "C"])
    assert some.value == Decimal(3)
    assert some.parts[1] == FigurePart("B", BLANK)
    assert some.missing == ("B", "C")
    assert figure(seen("A", BLANK), expected=["A"]).value is None


def test_not_applicable_is_an_answer_and_leaves_the_denominator() -> None:
    units = [f"{i:02}" for i in range(19)]
    answered = [seen(unit, 1) for unit in units[:15]] + [seen(unit, NONE) for unit in units[15:17]]
    some = figure(*answered, expected=units)
    assert some.coverage == (15, 17)
    assert some.missing == ("17", "18")
    assert len(some.parts) == 17
    assert len(some.expected) == 19


def test_where_it_applies_to_no_one_there_is_no_number_and_nothing_is_owed() -> None:
    none = figure(seen("A", NONE), seen("B", NONE), expected=["A", "B"])
    assert none.value is None
    assert none.missing == ()
    assert none.coverage == (0, 0)


def test_only_its_own_element_and_disaggregation_are_counted() -> None:
    mixed = [
        seen("A", 5),
        seen("A", 2, key="audience=pupils"),
        seen("A", 90, element="people"),
    ]
    assert figure(*mixed, expected=["A"]).value == Decimal(5)
    assert figure(*mixed, expected=["A"], key="audience=pupils").value == Decimal(2)


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        (Operator.SUM, Decimal(9)),
        (Operator.MAX, Decimal(5)),
        (Operator.LAST, Decimal(1)),
        (Operator.NONE, None),
    ],
)
def test_each_operator(operator: Operator, value: Decimal | None) -> None:
    expected = ["A", "B", "C", "D"]
    some = figure(seen("C", 1), seen("B", 5), seen("D", BLANK), seen("A", 3), expected=expected, operator=operator)
    assert some.value == value
    assert [part.unit for part in some.parts] == expected
    assert some.missing == ("D",)


def test_over_time_a_flow_adds_up_and_a_stock_is_the_last() -> None:
    halves = [Decimal(4), Decimal(3)]
    assert aggregate_values(halves, Operator.SUM) == Decimal(7)
    assert aggregate_values(halves, Operator.LAST) == Decimal(3)
    assert aggregate_values([Decimal(4), BLANK], Operator.LAST) == Decimal(4)


def test_thousandths_of_a_million_are_kept() -> None:
    tenth = seen("A", Decimal("0.100")), seen("B", Decimal("0.2"))
    assert figure(*tenth, expected=["A", "B"]).value == Decimal("0.3")


def test_a_unit_that_owes_nothing_is_not_counted_in_silence() -> None:
    with pytest.raises(ValueError, match="sessions: not expected to report: X, Y"):
        figure(seen("Y", 1), seen("A", 1), seen("X", 1), expected=["A"])


def test_nobody_is_counted_twice() -> None:
    with pytest.raises(ValueError, match="unit A is counted twice"):
        figure(seen("A", 1), seen("A", 1), expected=["A"])
    with pytest.raises(ValueError, match="expected twice"):
        figure(expected=["A", "A"])


def test_only_like_figures_of_different_units_merge() -> None:
    one = figure(seen("A", 1), expected=["A"])
    with pytest.raises(ValueError, match="expected twice"):
        merge_figures([one, one], operator=Operator.SUM)
    with pytest.raises(ValueError, match="only figures of one element"):
        merge_figures([one, figure(expected=["B"], key="audience=pupils")], operator=Operator.SUM)
    with pytest.raises(ValueError, match="only figures of one element"):
        merge_figures([], operator=Operator.SUM)


values = st.one_of(st.sampled_from(Gap), st.decimals(0, 999_999_999, places=3))
answers = st.dictionaries(st.sampled_from("ABCDEFGH"), values)
operators = st.sampled_from(Operator)


@settings(max_examples=60)
@given(answers, operators, st.randoms(use_true_random=False))
def test_the_order_of_observations_does_not_matter(
    given_: dict[str, Value], operator: Operator, random: Random
) -> None:
    observations = [seen(unit, value) for unit, value in given_.items()]
    straight = figure(*observations, expected="ABCDEFGH", operator=operator)
    random.shuffle(observations)
    assert figure(*observations, expected="ABCDEFGH", operator=operator) == straight


@settings(max_examples=60)
@given(answers)
def test_every_expected_unit_gave_a_number_or_a_reason_or_is_missing(given_: dict[str, Value]) -> None:
    some = figure(*(seen(unit, value) for unit, value in given_.items()), expected="ABCDEFGH")
    no_case = sum(part.value is NONE for part in some.parts)
    assert some.coverage.received + no_case + len(some.missing) == len(some.expected)
    assert (some.value is None) == (some.coverage.received == 0)


@st.composite
def trees(draw: st.DrawFn) -> list[list[list[str]]]:
    """Provinces of districts of communes, each commune once; a district may be empty."""
    shape = draw(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=3), min_size=1, max_size=3))
    names = iter(f"{i:02}" for i in range(99))
    return [[[next(names) for _ in range(communes)] for communes in districts] for districts in shape]


@settings(max_examples=60)
@given(trees(), operators, st.data())
def test_level_by_level_is_the_same_as_at_once(
    country: list[list[list[str]]], operator: Operator, data: st.DataObject
) -> None:
    communes = [commune for districts in country for district in districts for commune in district]
    reported = data.draw(st.dictionaries(st.sampled_from(communes), values)) if communes else {}

    def district_figure(district: list[str]) -> Figure:
        mine = (seen(unit, value) for unit, value in reported.items() if unit in district)
        return figure(*mine, expected=district, operator=operator)

    provinces = [merge_figures(map(district_figure, districts), operator=operator) for districts in country]
    at_once = figure(*(seen(*answer) for answer in reported.items()), expected=communes, operator=operator)
    assert merge_figures(provinces, operator=operator) == at_once
    if operator in (Operator.SUM, Operator.MAX):  # the numbers alone may be drawn together as well
        totals = [province.value for province in provinces if province.value is not None]
        assert aggregate_values(totals, operator) == at_once.value


@pytest.mark.parametrize(
    ("kinds", "operator", "answer"),
    [
        ((None, BLANK), Operator.NONE, NONE),  # there are numbers, and no sum of them
        ((BLANK, NONE), Operator.NONE, BLANK),
        ((NONE, NONE), Operator.NONE, NONE),
        ((NONE, NONE), Operator.SUM, NONE),
        ((None, BLANK), Operator.SUM, BLANK),
        ((), Operator.NONE, BLANK),
    ],
)
def test_an_answer_without_a_number_says_why(kinds: tuple[Gap | None, ...], operator: Operator, answer: Value) -> None:
    assert build_answer(None, kinds, operator) is answer
    assert build_answer(Decimal(0), kinds, operator) == 0
