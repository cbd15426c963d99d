"""How a figure stands to the target of the plan, in words."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.content import FigureRun, Missing, Operand
from sokehoach.domain.documents.target_sentences import TargetProgress, render_target_progress
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.expression import Name, parse_expression
from sokehoach.domain.indicators.indicator import Indicator, IndicatorResult, measure_indicator
from sokehoach.domain.values.value import Value


def aimed(
    target: str, bound: str = "=", part: str | None = None, whole: str | None = None, unit: str = "%"
) -> TargetProgress:
    figures = (None if one is None else Decimal(one) for one in (part, whole))
    return TargetProgress(
        Decimal(target), bound, unit, "Kế hoạch, mục II.2", *figures, (Operand("A"),), NamedCoverage(19)
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            aimed("80", "=", "5", "7"),
            "đạt 71,4 % (5/7), còn thiếu 8,6 điểm phần trăm so với chỉ tiêu 80 % của Kế hoạch, mục II.2",
        ),
        (aimed("80.000", ">=", "4", "5"), "đạt 80 % (4/5), bằng chỉ tiêu 80 % của Kế hoạch, mục II.2"),
        (
            aimed("80", "=", "9", "10"),
            "đạt 90 % (9/10), vượt 10 điểm phần trăm so với chỉ tiêu 80 % của Kế hoạch, mục II.2",
        ),
        (
            aimed("15", "=", "12", None, "xã"),
            "đạt 12 xã, còn thiếu 3 xã so với chỉ tiêu 15 xã của Kế hoạch, mục II.2",
        ),
        (
            aimed("10", "<=", "3", "20"),
            "ở mức 15 % (3/20), vượt 5 điểm phần trăm so với chỉ tiêu không quá 10 % của Kế hoạch, mục II.2",
        ),
        (
            aimed("10", "<=", "1", "20"),
            "ở mức 5 % (1/20), đạt chỉ tiêu không quá 10 % của Kế hoạch, mục II.2",
        ),
        # What only comes near is not rounded onto the target.
        (
            aimed("100", "=", "2999", "3000"),
            "đạt 99,9 % (2.999/3.000), còn thiếu 0,1 điểm phần trăm so với chỉ tiêu 100 % của Kế hoạch, mục II.2",
        ),
        (
            aimed("100", "=", "0", "19"),
            "đạt 0 % (0/19), còn thiếu 100 điểm phần trăm so với chỉ tiêu 100 % của Kế hoạch, mục II.2",
        ),
    ],
)
def test_it_works(one: TargetProgress, words: str) -> None:
    run = render_target_progress("chi_so", one, "2021S1")
    assert isinstance(run, FigureRun)
    assert run.text == words
    assert [str(one.operand) for one in run.references] == ["chi_so", "A"]


@pytest.mark.parametrize("one", [aimed("80"), aimed("80", part="5"), aimed("80", part="0", whole="0")])
def test_without_figures_it_is_a_gap(one: TargetProgress) -> None:
    run = render_target_progress("chi_so", one, "2021S1")
    assert isinstance(run, Missing)
    assert run.text == "chưa đủ số liệu để so với chỉ tiêu 80 % của Kế hoạch, mục II.2"
    assert str(run.references[0].operand) == "chi_so"


@given(
    st.integers(0, 5000),
    st.integers(1, 5000),
    st.integers(0, 100),
    st.sampled_from(["=", ">=", "<=", ">", "<"]),
)
def test_it_is_said_to_equal_the_target_only_where_it_does(part: int, whole: int, target: int, bound: str) -> None:
    run = render_target_progress("chi_so", aimed(str(target), bound, str(part), str(whole)), "2021S1")
    equal = bound not in "><" and 100 * Decimal(part) / Decimal(whole) == target
    assert ("bằng chỉ tiêu" in run.text) == equal
    assert ("còn thiếu" in run.text) == (not bound.startswith("<") and 100 * part < target * whole)


def test_a_whole_that_counts_who_has_not_answered_says_so() -> None:
    one = TargetProgress(
        Decimal(100), "=", "%", "Kế hoạch, mục II.2", Decimal(36), Decimal(38), (Operand("A"),),
        NamedCoverage(19, silent=("Pú Xi",)),
    )  # fmt: skip
    assert render_target_progress("chi_so", one, "2021S1").text == (
        "đạt 94,7 % (36/38), còn thiếu 5,3 điểm phần trăm so với chỉ tiêu 100 % của Kế hoạch, mục II.2 "
        "(tính trên đủ 19 đơn vị, kể cả đơn vị chưa có số liệu: Pú Xi)"
    )


answers = st.dictionaries(
    st.integers(0, 40).map("u{}".format),
    st.tuples(st.one_of(st.none(), st.integers(0, 90)), st.one_of(st.none(), st.integers(0, 90))),
    min_size=1,
)
SHARE = Indicator("x", "x", "x", parse_expression("A"), parse_expression("B"), False, (), "tests")
OF_EACH = Indicator("x", "x", "x", parse_expression("A"), parse_expression("2"), False, (), "tests")


@pytest.mark.parametrize("indicator", [SHARE, OF_EACH])
@given(told_by=answers)
def test_x_of_y_are_the_sums_over_the_units_that_the_words_name(
    indicator: Indicator, told_by: dict[str, tuple[int | None, int | None]]
) -> None:
    wholes = {unit: whole if indicator is SHARE else 2 for unit, (_part, whole) in told_by.items()}
    measured = _measure(indicator, told_by)
    coverage = measured.coverage
    covers = NamedCoverage(
        len(coverage.asked), coverage.outside, len(coverage.outside), coverage.silent, coverage.partial
    )
    one = TargetProgress(
        Decimal(100), "=", "%", "Kế hoạch", measured.part_of_whole, measured.whole, (Operand("A"),), covers
    )
    text = render_target_progress("x", one, "2021S1").text
    if (sides := re.search(r"\(([\d.]+)/([\d.]+)\)", text)) is None:
        assert one.actual is None
        return
    named = re.search(r"tính trên (\d+)/(\d+)", text)
    outside = set(coverage.outside)
    assert outside == {unit for unit, whole in wholes.items() if whole is None}
    counted = [unit for unit in told_by if unit not in outside]
    assert (named is not None) == bool(outside)
    if named is not None:
        assert (int(named[1]), int(named[2])) == (len(counted), len(told_by))
    part, whole = (int(side.replace(".", "")) for side in sides.groups())
    assert whole == sum(wholes[unit] or 0 for unit in counted)
    assert part == sum(told_by[unit][0] or 0 for unit in counted)
    silent = [unit for unit in counted if told_by[unit][0] is None]
    assert list(coverage.silent) == silent
    assert ("cả đơn vị chưa có số liệu" in text) == bool(silent)


def _measure(indicator: Indicator, told_by: dict[str, tuple[int | None, int | None]]) -> IndicatorResult:
    given: dict[str, dict[Name, Value]] = {
        unit: {(name, ""): Decimal(number) for name, number in zip("AB", pair, strict=True) if number is not None}
        for unit, pair in told_by.items()
    }
    return measure_indicator(indicator, list(told_by), given, {})
