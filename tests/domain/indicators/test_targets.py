"""Actual against target: what is summed, what is missing, when a target is behind."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.expression import compute_time_operator as goes_on
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import (
    Indicator,
    IndicatorResult,
    aggregate_over_time,
    find_indicator_problems,
    measure_indicator,
    merge_shares,
    narrow_to_reporter,
    prefer_reported_shares,
)
from sokehoach.domain.indicators.level import NotMeasurableReason
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.indicators.target import (
    ProgressState,
    TargetAssessment,
    compute_target_assessment,
)
from sokehoach.domain.indicators.target_level import TargetLevel
from sokehoach.domain.values.gap import Gap

DUE, BEFORE, AFTER = date(2021, 12, 14), date(2021, 6, 22), date(2021, 12, 15)


def indicator(numerator: str = "TT10", denominator: str = "1", *, on_map: bool = False) -> Indicator:
    return Indicator(
        "dat", "dat", "Xã đạt", parse_expression(numerator), parse_expression(denominator), on_map, (), "tests"
    )


def measured(answers: dict[str, int | None], made: Indicator | None = None) -> IndicatorResult:
    given = {unit: {("TT10", ""): Decimal(n)} for unit, n in answers.items() if n is not None}
    return measure_indicator(made or indicator(), list(answers), given, {})


def target(
    found: IndicatorResult | None, *, day: date = BEFORE, bound: str = "=", value: int = 100
) -> TargetAssessment:
    return compute_target_assessment(
        target=TargetLevel(Decimal(value), bound), in_percent=True, measured=found, due_on=DUE, day=day
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=30))
def test_a_share_is_made_of_sums_and_is_no_average_of_shares(pairs: list[tuple[int, int]]) -> None:
    units = [f"{number:05}" for number in range(len(pairs))]
    answers = {
        unit: {("TH04", ""): Decimal(part), ("TH03", ""): Decimal(whole)}
        for unit, (part, whole) in zip(units, pairs, strict=True)
    }
    found = measure_indicator(indicator("TH04", "TH03"), units, answers, {})
    expected = Fraction(sum(part for part, _ in pairs), sum(whole for _, whole in pairs)) * 100
    assert found.percent is not None
    assert abs(Fraction(found.percent) - expected) < Fraction(1, 10**20)
    assert found.missing == ()


def test_a_late_report_lowers_no_whole_and_raises_no_share() -> None:
    found = measured({"a": 1, "b": 1, "c": None})
    assert (found.part, found.whole, found.missing) == (2, 3, ("c",))


def test_nought_of_all_is_a_figure_and_no_gap() -> None:
    found = measured({"a": 0, "b": 0})
    assert (found.percent, found.missing) == (0, ())


def test_met_is_said_when_everybody_is_known() -> None:
    assert target(measured({"a": 1, "b": 1})).progress is ProgressState.MET
    half = indicator("TT10", "TT10")
    waiting = measured({"a": 1, "b": None}, half)
    assert (waiting.percent, target(waiting).progress) == (100, ProgressState.ON_THE_WAY)
    assert not target(waiting).is_complete


def test_behind_begins_the_day_after_the_last() -> None:
    found = measured({"a": 1, "b": 0})
    assert target(found, day=DUE).progress is ProgressState.ON_THE_WAY
    assert target(found, day=AFTER) == TargetAssessment(ProgressState.BEHIND, Decimal(50), is_complete=True)


def test_a_bound_from_above_holds_below() -> None:
    found = measured({"a": 1, "b": 0})
    assert target(found, bound="<=", value=50).progress is ProgressState.MET
    assert target(found, bound="<", value=50).progress is ProgressState.ON_THE_WAY
    assert target(found, bound=">", value=50).progress is ProgressState.ON_THE_WAY


def test_what_cannot_be_measured_says_what_it_lacks() -> None:
    assert target(None).lack is NotMeasurableReason.INDICATOR
    assert target(measured({"a": None})).lack is NotMeasurableReason.FIGURES
    unknown = measure_indicator(indicator("TT10", "@staff"), ["a"], {"a": {("TT10", ""): Decimal(1)}}, {})
    assert target(unknown).lack is NotMeasurableReason.DENOMINATOR
    nobody = measure_indicator(
        indicator("TH04", "TH03"), ["a"], {"a": {("TH04", ""): Decimal(), ("TH03", ""): Decimal()}}, {}
    )
    assert target(nobody).lack is NotMeasurableReason.NO_CASE


def test_each_reporter_has_its_own_share_of_it() -> None:
    found = measured({"a": 1, "b": 0, "c": None})
    own = {unit: target(narrow_to_reporter(found, unit), day=AFTER) for unit in "abcd"}
    assert own["a"] == TargetAssessment(ProgressState.MET, Decimal(100), is_complete=True)
    assert own["b"] == TargetAssessment(ProgressState.BEHIND, Decimal(0), is_complete=True)
    assert own["c"].lack is own["d"].lack is NotMeasurableReason.FIGURES
    assert narrow_to_reporter(found, "d").missing == ("d",)


def test_over_two_halves_a_flow_adds_up_and_who_is_silent_in_one_is_named() -> None:
    first, second = measured({"a": 1, "b": 2}), measured({"a": 0, "b": None, "c": 4})
    year = aggregate_over_time([first, second], Operator.SUM, Operator.LAST)
    assert (year.part, year.whole, year.missing) == (7, 3, ("b",))
    assert {share.unit: share.part for share in year.shares} == {"a": 1, "b": 2, "c": 4}


def test_a_half_without_a_denominator_counts_on_neither_side_of_the_year() -> None:
    share = indicator("TH04", "TH03")

    def half(**answers: tuple[int | None, int | None]) -> IndicatorResult:
        values = {
            unit: {
                (code, ""): Gap.NOT_REPORTED if number is None else Decimal(number)
                for code, number in zip(("TH04", "TH03"), numbers, strict=True)
            }
            for unit, numbers in answers.items()
        }
        return measure_indicator(share, [*values], values, {})

    first, second = half(a=(5, None), b=(1, 2)), half(a=(3, 4), b=(2, 2))
    year = aggregate_over_time([first, second], Operator.SUM, Operator.SUM)
    assert (year.part, year.part_of_whole, year.whole, year.percent) == (11, 6, 8, 75)
    assert year.coverage.partial == ("a",)
    assert narrow_to_reporter(year, "a").percent == 75
    silent = aggregate_over_time([first, half(a=(None, 4))], Operator.SUM, Operator.SUM)
    assert narrow_to_reporter(silent, "a").percent is None
    assert narrow_to_reporter(silent, "a").coverage.silent == ("a",)
    stock = aggregate_over_time([first, second], Operator.SUM, Operator.LAST)
    assert (stock.part_of_whole, stock.whole) == (11, 6)
    merged = merge_shares(first, {"c": [["a", "b"]]}, Operator.SUM, Operator.SUM)
    assert (merged.part, merged.percent) == (6, 50)


def test_over_two_halves_what_stands_is_that_of_the_second_even_a_gap() -> None:
    first, second = measured({"a": 1, "b": 1}), measured({"a": 1, "b": None})
    assert aggregate_over_time([first, second], Operator.LAST, Operator.LAST) == second
    with pytest.raises(ValueError, match="no period"):
        aggregate_over_time([], Operator.LAST, Operator.LAST)


def test_over_two_halves_the_greatest_is_each_reporters_own() -> None:
    year = aggregate_over_time([measured({"a": 5, "b": 1}), measured({"a": 2, "b": 3})], Operator.MAX, Operator.LAST)
    assert year.part == 8


def test_what_a_reporter_has_told_of_the_year_goes_before_what_its_halves_make() -> None:
    halves = [measured({"a": 1, "b": 2, "c": None}), measured({"a": 1, "b": None, "c": 1})]
    year = prefer_reported_shares(
        measured({"a": 5, "b": None, "c": 4, "d": 7}),
        aggregate_over_time(halves, Operator.SUM, Operator.LAST),
    )
    assert {share.unit: share.part for share in year.shares} == {"a": 5, "b": 2, "c": 4, "d": 7}
    assert (year.part, year.whole, year.missing) == (18, 4, ("b",))


def test_numbers_that_do_not_add_up_are_told_by_the_year_alone() -> None:
    halves = aggregate_over_time([measured({"a": 1, "b": 1}), measured({"a": 2, "b": 1})], Operator.NONE, Operator.LAST)
    year = prefer_reported_shares(measured({"a": 2, "b": None}), halves)
    assert (year.part, year.missing, year.lack) == (2, ("b",), None)
    assert prefer_reported_shares(measured({"a": None, "b": None}), halves).lack is NotMeasurableReason.ADDING


def test_numbers_that_must_not_be_added_over_time_say_so() -> None:
    halves = [measured({"a": 1}), measured({"a": 1})]
    assert target(aggregate_over_time(halves, Operator.NONE, Operator.LAST)).lack is NotMeasurableReason.ADDING
    assert target(aggregate_over_time(halves[:1], Operator.NONE, Operator.LAST)).progress is ProgressState.MET


halves = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.integers(0, 99)), min_size=1),
    min_size=2,
    max_size=4,
)


@settings(max_examples=60)
@given(halves)
def test_a_year_of_flows_is_every_answer_summed_a_second_way(told: list[dict[str, int | None]]) -> None:
    year = aggregate_over_time([measured(one) for one in told], Operator.SUM, Operator.LAST)
    known = [number for one in told for number in one.values() if number is not None]
    assert year.part == (sum(known) if known else None)
    assert set(year.missing) == {unit for one in told for unit, number in one.items() if number is None}
    assert [share.unit for share in year.shares] == [*dict.fromkeys(share.unit for share in year.shares)]


def test_how_an_expression_goes_on_over_time() -> None:
    stock = {"LM02": replace(element()["TT10"], code="LM02", over_time=Operator.LAST)}
    known = element() | stock
    told = {
        text: goes_on(parse_expression(text), known)
        for text in ("TT10", "2 * TT10", "LM02", "LM02 + 1", "TT10 + LM02", "1", "@households", "TT10 + 1")
    }
    assert told == {
        "TT10": Operator.SUM, "2 * TT10": Operator.SUM, "LM02": Operator.LAST, "LM02 + 1": Operator.LAST,
        "TT10 + LM02": Operator.NONE, "1": Operator.LAST, "@households": Operator.LAST, "TT10 + 1": Operator.SUM,
    }  # fmt: skip


def element(*, persons: bool = False, function: str = "general") -> dict[str, DataElement]:
    return {
        "TT10": DataElement(
            uid="TT10", code="TT10", name="x", unit="người", kind=ValueKind.COUNT, nature=Nature.FLOW,
            over_time=Operator.SUM,
            over_place=Operator.SUM, function=function, form="02-CA", source="tests", counts_persons=persons,
        )
    }  # fmt: skip


def test_persons_and_walled_figures_are_told_of_no_commune() -> None:
    refused = [("numerator", "chỉ số theo từng đơn vị không lấy số đếm người, số của nhóm bảo mật")]
    for on_map in (True, False):
        made = indicator(on_map=on_map)
        assert find_indicator_problems(made, element(persons=True), frozenset()) == refused
        assert find_indicator_problems(made, element(function="enforcement"), frozenset()) == refused
        assert find_indicator_problems(made, element(), frozenset()) == []


@pytest.mark.parametrize("bound", ["<=", ">="])
def test_nothing_is_reached_or_missed_before_all_have_answered(bound: str) -> None:
    """A silent unit may still change either; the level stays told."""
    for silent, states in (({}, {True, False}), ({"c": None}, {None})):
        found = [
            compute_target_assessment(
                target=TargetLevel(value=Decimal(value), bound=bound),
                in_percent=False,
                measured=measured({"a": 3, "b": 4, **silent}),
                due_on=None,
                day=BEFORE,
            )
            for value in (5, 50)
        ]
        assert {assessment.is_met for assessment in found} == states
        assert {assessment.actual for assessment in found} == {Decimal(7)}
    assert TargetAssessment(ProgressState.NOT_MEASURABLE, None, NotMeasurableReason.FIGURES).is_met is None


@pytest.mark.parametrize(
    ("bound", "count", "progress", "is_met"),
    [
        (">=", 40, ProgressState.ON_THE_WAY, None),
        (">=", 100, ProgressState.MET, True),  # counting on does not take it back
        (">", 100, ProgressState.ON_THE_WAY, None),
        ("<=", 40, ProgressState.ON_THE_WAY, None),  # «không quá 100 vụ»: the other half of the year is to come
        ("<=", 101, ProgressState.ON_THE_WAY, False),
        ("<", 100, ProgressState.ON_THE_WAY, False),
        ("==", 100, ProgressState.ON_THE_WAY, None),
        ("==", 101, ProgressState.ON_THE_WAY, False),
    ],
)
def test_a_part_of_the_year_decides_only_what_the_rest_cannot_change(
    bound: str, count: int, progress: ProgressState, is_met: bool | None
) -> None:
    assessed = compute_target_assessment(
        target=TargetLevel(Decimal(100), bound),
        in_percent=False,
        measured=measured({"a": count}),
        due_on=DUE,
        day=BEFORE,
        counts_part_of_year=True,
    )
    assert (assessed.progress, assessed.is_met) == (progress, is_met)
