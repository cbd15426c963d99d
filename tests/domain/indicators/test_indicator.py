"""An indicator over its reporters and over time: what is summed, what is missing, what does not apply."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import (
    Indicator,
    IndicatorResult,
    Share,
    aggregate_over_time,
    build_reporter_share,
    build_share,
    find_indicator_problems,
    get_form_code,
    list_breaks,
    measure_indicator,
    merge_shares,
    narrow_to_reporter,
    prefer_reported_shares,
    rename_reporters,
)
from sokehoach.domain.indicators.level import Change, LevelRule, NotMeasurableReason
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.programmes.earlier import EarlierDefinition
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

A = DataElement(
    "A",
    "A",
    "Hộ ký cam kết",
    "hộ",
    ValueKind.COUNT,
    Nature.FLOW,
    Operator.SUM,
    Operator.SUM,
    "general",
    "01-XA",
    "II.1",
)
ELEMENTS = {"A": A, "B": replace(A, uid="B", code="B"), "C": replace(A, uid="C", code="C", form="02-XA")}
RATE = Indicator("i", "i", "Tỷ lệ", parse_expression("A"), parse_expression("B"), on_map=True, words=(), source="")
SUM, LAST = Operator.SUM, Operator.LAST


def build_result(**pairs: tuple[int | None, int | None]) -> IndicatorResult:
    answers: dict[str, dict[tuple[str, str], Value]] = {}
    for unit, numbers in pairs.items():
        known = zip((("A", ""), ("B", "")), numbers, strict=True)
        answers[unit] = {name: Decimal(number) for name, number in known if number is not None}
    return measure_indicator(RATE, [*pairs], answers, {})


def test_a_percentage_is_an_indicator_of_its_two_sides() -> None:
    share = build_share(replace(A, code="TL1", kind=ValueKind.PERCENTAGE, source="Mục II.1"))
    assert (share.uid, share.code, share.name, share.source) == ("ty_le_tl1", "ty_le_tl1", A.name, "Mục II.1")
    assert share.names == (("TL1", "side=part"), ("TL1", "side=whole"))
    assert (share.on_map, share.words) == (True, ())
    assert not build_share(replace(A, counts_persons=True)).on_map


def test_a_reporter_that_does_not_count_is_on_neither_side() -> None:
    gap, three, four = Gap.NOT_APPLICABLE, Decimal(3), Decimal(4)
    answers: dict[str, dict[tuple[str, str], Value]] = {
        "x": {("A", ""): gap, ("B", ""): gap},
        "y": {("A", ""): gap, ("B", ""): four},
        "z": {("A", ""): three, ("B", ""): four},
    }
    result = measure_indicator(RATE, ["x", "y", "z", "late"], answers, {})
    assert (result.part, result.whole, result.not_applicable) == (3, 8, ("x",))
    assert "x" not in result.missing
    assert "late" in result.missing
    assert [share.unit for share in result.shares] == ["x", "y", "z", "late"]
    assert result.coverage.asked == ("y", "z", "late")


def test_the_share_leaves_numbers_out_whose_denominator_is_unknown() -> None:
    result = build_result(x=(3, 4), y=(5, None), z=(None, 2))
    assert (result.part, result.whole, result.part_of_whole, result.percent) == (8, 6, 3, 50)
    assert result.missing == ("y", "z")
    coverage = result.coverage
    assert (coverage.outside, coverage.silent, coverage.partial) == (("y",), ("z",), ())
    alone = build_result(x=(3, None), y=(None, None))
    assert (alone.part_of_whole, alone.percent, alone.coverage.outside) == (3, None, ("y",))
    assert build_result(x=(0, 0)).percent is None


def test_one_reporter_alone() -> None:
    result = build_result(x=(3, 4), y=(5, None))
    assert narrow_to_reporter(result, "x") == replace(result, part=Decimal(3), shares=result.shares[:1], missing=())
    own = narrow_to_reporter(result, "y")
    assert (own.part, own.whole, own.missing) == (5, None, ("y",))
    nothing = narrow_to_reporter(result, "elsewhere")
    assert (nothing.part, nothing.whole, nothing.shares, nothing.missing) == (None, None, (), ("elsewhere",))
    silent = replace(result, not_applicable=("x",))
    assert [narrow_to_reporter(silent, unit).not_applicable for unit in "xy"] == [("x",), ()]


def test_other_keys_of_the_reporters() -> None:
    result = replace(build_result(x=(3, 4), y=(5, None)), not_applicable=("x",))
    renamed = rename_reporters(result, {"x": "Xã X", "y": "Xã Y"})
    assert [share.unit for share in renamed.shares] == ["Xã X", "Xã Y"]
    assert (renamed.missing, renamed.not_applicable, renamed.part) == (("Xã Y",), ("Xã X",), 8)


@pytest.mark.parametrize(
    ("operators", "part", "whole", "part_of_whole"),
    [((SUM, SUM), 6, 14, 6), ((SUM, LAST), 6, 8, 6), ((LAST, LAST), 4, 8, 4), ((LAST, SUM), 4, 14, 4)],
)
def test_two_periods(operators: tuple[Operator, Operator], part: int, whole: int, part_of_whole: int) -> None:
    result = aggregate_over_time([build_result(x=(2, 6)), build_result(x=(4, 8))], *operators)
    assert (result.part, result.whole, result.part_of_whole, result.missing) == (part, whole, part_of_whole, ())


def test_a_reporter_is_missing_where_it_is_in_a_period_that_counts() -> None:
    first, second = build_result(x=(2, 6), y=(1, 1)), build_result(x=(None, 8), z=(1, 2))
    added = aggregate_over_time([first, second], SUM, SUM)
    assert (added.part, added.whole, added.missing) == (4, 17, ("x",))
    assert [share.unit for share in added.shares] == ["x", "z", "y"]
    assert aggregate_over_time([first, second], LAST, LAST) is second
    assert aggregate_over_time([first], SUM, SUM) is first
    with pytest.raises(ValueError, match="no period"):
        aggregate_over_time([], SUM, SUM)


def test_under_a_stock_the_numbers_of_all_periods_stand() -> None:
    result = aggregate_over_time([build_result(x=(2, None)), build_result(x=(4, 8))], SUM, LAST)
    assert (result.part, result.whole, result.part_of_whole, result.missing) == (6, 8, 6, ("x",))
    result = aggregate_over_time([build_result(x=(2, None)), build_result(x=(4, 8))], SUM, SUM)
    assert (result.part, result.whole, result.part_of_whole) == (6, 8, 4)
    gone = [build_result(x=(2, 5), y=(1, 1)), build_result(y=(3, 8))]
    assert aggregate_over_time(gone, SUM, LAST).whole == 8
    assert aggregate_over_time(gone, SUM, LAST).shares[1].part_of_whole is None
    assert aggregate_over_time(gone, SUM, LAST, ended=["x"]).shares[1] == Share("x", Decimal(2), Decimal(0), Decimal(2))


def test_what_is_not_comparable_is_not_added() -> None:
    result = aggregate_over_time([build_result(x=(2, 6)), build_result(y=(4, 8))], SUM, SUM, is_comparable=False)
    assert (result.part, result.whole, result.lack) == (None, None, NotMeasurableReason.DEFINITION)
    assert result.missing == ("y", "x")
    added = aggregate_over_time([build_result(x=(2, 6)), build_result(x=(4, 8))], Operator.NONE, SUM)
    assert added.lack is NotMeasurableReason.ADDING


def test_who_never_counts_is_on_neither_side_of_the_year() -> None:
    first = replace(build_result(x=(None, None), y=(None, None)), not_applicable=("x", "y"))
    second = replace(build_result(x=(None, None), y=(1, 2)), not_applicable=("x",))
    assert aggregate_over_time([first, second], SUM, SUM).not_applicable == ("x",)


def test_units_are_made_of_their_reporters() -> None:
    result = replace(build_result(a=(1, 2), b=(3, 4), c=(None, 8), d=(None, None)), not_applicable=("d",))
    merged = merge_shares(result, {"X": [["a", "b"]], "Y": [["c"]], "Z": [["d"]], "W": [[]]}, SUM, SUM)
    assert merged.shares == (
        build_reporter_share("X", Decimal(4), Decimal(6)), Share("Y", None, Decimal(8), None),
        Share("Z", None, None, None), Share("W", None, None, None),
    )  # fmt: skip
    assert (merged.part, merged.whole) == (4, 14)
    assert {*merged.missing} == {"Y", "Z", "W"}
    assert (merged.not_applicable, merged.lack) == (("Z",), None)
    assert merge_shares(result, {"X": [["a"], ["b"]]}, SUM, LAST).whole == 4


def test_a_report_of_the_whole_time_goes_before_what_is_computed() -> None:
    computed = replace(build_result(x=(1, 2), y=(3, None), z=(None, None)), not_applicable=("x", "z"))
    computed = replace(computed, lack=NotMeasurableReason.ADDING, missing=("y",))
    reported = build_result(x=(10, 20), w=(7, 8), y=(9, None))
    result = prefer_reported_shares(reported, computed)
    assert [(share.unit, share.part) for share in result.shares] == [("x", 10), ("y", 3), ("z", None), ("w", 7)]
    assert (result.part, result.whole, result.missing) == (20, 28, ("y",))
    assert (result.not_applicable, result.lack) == (("z",), None)
    assert prefer_reported_shares(build_result(), computed).lack is NotMeasurableReason.ADDING


def test_the_form_and_the_days_of_changes() -> None:
    changed, own = date(2022, 6, 15), date(2023, 6, 15)
    elements = ELEMENTS | {"B": replace(ELEMENTS["B"], breaks=(changed, own))}
    assert list_breaks(replace(RATE, breaks=(own,)), elements) == (changed, own)
    assert list_breaks(RATE, ELEMENTS) == ()
    assert get_form_code(RATE, ELEMENTS) == "01-XA"
    older = replace(RATE, name="Tỷ lệ cũ")
    now = replace(RATE, breaks=(own,), earlier_definitions=(EarlierDefinition(changed, older),))
    assert [now.at(day).name for day in (date(2022, 6, 14), changed)] == ["Tỷ lệ cũ", "Tỷ lệ"]
    assert now.at(date(2021, 1, 1)).breaks == (own,)


@pytest.mark.parametrize(
    ("changes", "elements", "sides"),
    [
        ({}, {}, []),
        ({}, {"A": replace(A, counts_persons=True)}, ["numerator"]),
        ({}, {"B": replace(ELEMENTS["B"], function="enforcement")}, ["denominator"]),
        ({"numerator": parse_expression("1")}, {}, ["numerator"]),
        ({"denominator": parse_expression("C")}, {}, ["denominator"]),
        ({"rule": LevelRule(None, Change.RISE)}, {}, ["on_map"]),
        ({"rule": LevelRule(None, Change.RISE), "on_map": False}, {}, []),
    ],
)
def test_what_cannot_be_shown_for_each_reporter(
    changes: dict[str, object], elements: dict[str, DataElement], sides: list[str]
) -> None:
    problems = find_indicator_problems(replace(RATE, **changes), ELEMENTS | elements, frozenset())  # type: ignore[arg-type]
    assert [side for side, _reason in problems] == sides


def test_persons_are_counted_by_reporter_where_the_policy_allows_it() -> None:
    persons = ELEMENTS | {"A": replace(A, counts_persons=True)}
    assert find_indicator_problems(RATE, persons, frozenset(), ["A"]) == []
    confidential = persons | {"A": replace(A, counts_persons=True, function="enforcement")}
    assert find_indicator_problems(RATE, confidential, frozenset(), ["A"]) != []
