"""The pivot against sums written another way, over random facts with zeros and gaps."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.analysis.fact import (
    Fact,
    Measure,
    NoFigureReason,
    aggregate_over_periods,
    aggregate_over_places,
)
from sokehoach.domain.analysis.pivot import TOTAL, Dimension, Facts, Member, Pivot
from sokehoach.domain.indicators.operators import Operator
from tests.soak import times

FLOW = Measure("F", "F", "Dòng", "cuộc", Operator.SUM, Operator.SUM)
STOCK = Measure("S", "S", "Mức", "đội", Operator.SUM, Operator.LAST)
SINGLE = Measure("N", "N", "Lượt", "người", Operator.NONE, Operator.SUM)
SHARE = Measure("R", "R", "Tỷ lệ", "%", Operator.SUM, Operator.SUM, Operator.SUM)
MEASURES = {one.code: one for one in (FLOW, STOCK, SINGLE, SHARE)}
PLACES, PERIODS = ("a", "b", "c"), ("1", "2")
ANSWERS = st.one_of(
    st.integers(0, 5).map(lambda n: Fact(part=Decimal(n), received=1, expected=1)),
    st.just(Fact(expected=1, lack=NoFigureReason.NOT_REPORTED)),
    st.just(Fact(lack=NoFigureReason.NOT_APPLICABLE)),
)
SHARES = st.one_of(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).map(
        lambda two: Fact(Decimal(min(two)), Decimal(max(two)), received=1, expected=1)
    ),
    st.integers(1, 5).map(lambda n: Fact(whole=Decimal(n), expected=1, lack=NoFigureReason.NOT_REPORTED)),
)


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    return Facts(
        {
            (code, "", place, period): draw(SHARES if code == "R" else ANSWERS)
            for code in MEASURES
            for place in PLACES
            for period in PERIODS
        },
        {},
    )


def pivot(rows: tuple[Dimension, ...], columns: tuple[Dimension, ...], **more: bool) -> Pivot:
    members = {
        Dimension.PROGRAMME: (),
        Dimension.MEASURE: tuple(Member(code, code) for code in MEASURES),
        Dimension.OPTION: (Member("", "Tổng số"),),
        Dimension.PLACE: tuple(Member(one, one) for one in PLACES),
        Dimension.PERIOD: tuple(Member(one, one) for one in PERIODS),
    }
    return Pivot(MEASURES, members, rows, columns, **more)


def cells(told: Pivot, facts: Facts) -> dict[tuple[str, str, str], Fact]:
    """By measure, place and period, «*» for all, wherever the dimensions stand."""
    found = {}
    for row in told.row_headings():
        for column in told.column_headings():
            chosen = dict((*row, *column))
            name = tuple(chosen[one].key for one in (Dimension.MEASURE, Dimension.PLACE, Dimension.PERIOD))
            found[name] = told.cell(row, column, facts)
    return found  # type: ignore[return-value]


AXES = (Dimension.MEASURE, Dimension.PLACE, Dimension.PERIOD)


@given(worlds())
def test_totals_are_the_sums_of_another_way(facts: Facts) -> None:
    told = cells(pivot(AXES[:2], AXES[2:]), facts)
    for code, of in (("F", PERIODS), ("S", PERIODS[-1:])):
        numbers = [
            fact.part
            for (measure, _option, _place, period), fact in facts.at.items()
            if measure == code and period in of and fact.part is not None
        ]
        assert told[code, "*", "*"].part == (sum(numbers) if numbers else None)
    for place in PLACES:
        both = [facts.at["R", "", place, period] for period in PERIODS]
        parts = [fact.part for fact in both if fact.part is not None]
        assert told["R", place, "*"].part == (sum(parts) if parts else None)
        assert told["R", place, "*"].whole == sum(fact.whole for fact in both if fact.whole is not None)


@given(worlds())
def test_where_a_dimension_stands_changes_no_cell(facts: Facts) -> None:
    first = cells(pivot(AXES[:2], AXES[2:]), facts)
    for order in permutations(AXES):
        for cut in range(len(order) + 1):
            assert cells(pivot(order[:cut], order[cut:]), facts) == first


@given(worlds())
def test_no_share_and_no_coverage_is_above_the_whole(facts: Facts) -> None:
    for (code, _place, _period), fact in cells(pivot(AXES[:2], AXES[2:]), facts).items():
        assert 0 <= fact.received <= fact.expected
        level = MEASURES[code].get_level(fact)
        assert code != "R" or level is None or 0 <= level <= 100


@given(st.lists(ANSWERS, min_size=1, max_size=times(5, 9)))
def test_zero_is_a_number_and_a_gap_is_none(facts: list[Fact]) -> None:
    told = aggregate_over_places(facts, FLOW)
    numbers = [fact.part for fact in facts if fact.part is not None]
    assert told.part == (sum(numbers) if numbers else None)
    assert (told.lack is None) is bool(numbers)
    assert told.received == len(numbers)
    if all(fact.lack is NoFigureReason.NOT_APPLICABLE for fact in facts):
        assert (told.lack, told.expected) == (NoFigureReason.NOT_APPLICABLE, 0)


def number(part: int, period: int = 1) -> Fact:
    return Fact(Decimal(part), received=period, expected=period)


def test_a_stock_of_the_last_period_is_a_gap_where_that_is_one() -> None:
    gap = Fact(expected=1, lack=NoFigureReason.NOT_REPORTED)
    assert aggregate_over_periods([number(3), gap], STOCK) == gap
    assert aggregate_over_periods([gap, number(3)], STOCK) == number(3)


def test_a_share_without_its_denominator_counts_on_neither_side() -> None:
    unknown = Fact(part=Decimal(5), expected=1, lack=NoFigureReason.NOT_REPORTED)
    known = Fact(Decimal(3), Decimal(4), received=1, expected=1)
    for aggregated in (
        aggregate_over_places([unknown, known], SHARE),
        aggregate_over_places([known, unknown], SHARE),
        aggregate_over_periods([unknown, known], SHARE),
    ):
        assert (SHARE.get_level(aggregated), aggregated.coverage) == (75, (1, 2))
    assert SHARE.get_level(aggregate_over_places([unknown, unknown], SHARE)) is None


def test_a_denominator_that_is_a_stock_is_that_of_the_last_period() -> None:
    measure = Measure("R", "R", "Tỷ lệ", "%", Operator.SUM, Operator.SUM, Operator.LAST)
    first, last = Fact(Decimal(5), Decimal(20), 1, 1), Fact(Decimal(3), None, 0, 1, NoFigureReason.NOT_REPORTED)
    assert measure.get_level(aggregate_over_periods([last, first], measure)) == 40
    over_all = aggregate_over_periods([first, last], measure)
    assert (measure.get_level(over_all), over_all.lack) == (None, NoFigureReason.NOT_REPORTED)


def test_what_must_not_be_added_is_not() -> None:
    assert aggregate_over_places([number(1), number(2)], SINGLE).lack is NoFigureReason.NOT_ADDED
    assert aggregate_over_places([number(1)], SINGLE) == number(1)


def test_what_must_not_be_added_stands_alone_where_the_rest_does_not_apply() -> None:
    score = replace(SINGLE, over_time=Operator.NONE)
    not_applicable = Fact(lack=NoFigureReason.NOT_APPLICABLE)
    assert aggregate_over_periods([not_applicable, number(5)], score) == number(5)
    assert aggregate_over_periods([number(4), number(5)], score).lack is NoFigureReason.NOT_ADDED


@pytest.mark.parametrize("lack", [NoFigureReason.PERSONS, NoFigureReason.WALL])
def test_one_withheld_part_withholds_the_sum(lack: NoFigureReason) -> None:
    assert aggregate_over_places([number(1), Fact(lack=lack)], FLOW) == Fact(lack=lack)
    assert aggregate_over_periods([number(1), Fact(lack=lack)], FLOW) == Fact(lack=lack)


def test_places_together_are_the_published_figure_where_they_are_all() -> None:
    """It may be shown where its parts may not."""
    whole = number(9)
    facts = Facts({("F", "", "a", "1"): Fact(lack=NoFigureReason.WALL)}, {("F", "", "1"): whole})
    told = pivot((Dimension.PLACE,), (Dimension.PERIOD,))
    row = ((Dimension.PLACE, TOTAL),)
    assert told.cell(row, ((Dimension.PERIOD, Member("1", "1")),), facts) == whole
    one = ((Dimension.PLACE, Member("a", "a")),)
    assert told.cell(one, ((Dimension.PERIOD, Member("1", "1")),), facts).lack is NoFigureReason.WALL


@given(worlds())
def test_what_overlaps_has_no_total(facts: Facts) -> None:
    told = pivot(AXES[:1], AXES[1:], places_add=False, periods_add=False)
    assert all(TOTAL not in dict(column).values() for column in told.column_headings())
    gathered = pivot(AXES[:1], (), places_add=True, periods_add=False)
    assert {gathered.cell(row, (), facts).lack for row in gathered.row_headings()} == {NoFigureReason.NOT_ADDED}


def test_a_measure_of_another_programme_stands_in_none_of_its_cells() -> None:
    told = pivot((Dimension.PROGRAMME,), (Dimension.MEASURE,))
    members = dict(told.members) | {Dimension.PROGRAMME: (Member("p", "P", frozenset({"F"})),)}
    told = Pivot(MEASURES, members, told.rows, told.columns)
    row = told.row_headings()[0]
    lacks = [told.cell(row, column, Facts({}, {})).lack for column in told.column_headings()]
    assert lacks == [NoFigureReason.NOT_ASKED] * 4
    both = Pivot(MEASURES, members, (Dimension.PROGRAMME, Dimension.MEASURE), ())
    assert [dict(row)[Dimension.MEASURE].key for row in both.row_headings()] == ["F"]


@given(worlds())
def test_of_one_place_and_period_nothing_needs_adding(facts: Facts) -> None:
    added, apart = pivot(AXES[:2], AXES[2:]), pivot(AXES[:2], AXES[2:], places_add=False, periods_add=False)
    single = {name: fact for name, fact in cells(added, facts).items() if "*" not in name}
    assert cells(apart, facts) == single
    over_places = pivot(AXES[:1], AXES[2:], places_add=False)
    for row in over_places.row_headings():
        for column in over_places.column_headings():
            assert over_places.cell(row, column, facts).lack is NoFigureReason.NOT_ADDED


def test_a_single_member_has_no_total_beside_it() -> None:
    members = dict(pivot(AXES[:1], ()).members)
    for dimension in (Dimension.PLACE, Dimension.PERIOD):
        single = Pivot(MEASURES, members | {dimension: members[dimension][:1]}, (dimension,), ())
        several = Pivot(MEASURES, members, (dimension,), ())
        assert [row[0][1] for row in single.row_headings()] == [*members[dimension][:1]]
        assert [row[0][1] for row in several.row_headings()] == [*members[dimension], TOTAL]
