"""Actual against target: what is summed, what is missing, when a target is behind."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.element import DataElement, Function, Kind, Nature, Operator
from sokehoach.domain.indicators.expression import parse
from sokehoach.domain.indicators.indicator import Indicator, Measured, faults, measure
from sokehoach.domain.indicators.target import Assessed, Lack, Progress, assess

DUE, BEFORE, AFTER = date(2021, 12, 14), date(2021, 6, 22), date(2021, 12, 15)


def indicator(numerator: str = "TT10", denominator: str = "1", *, on_map: bool = False) -> Indicator:
    return Indicator("dat", "Xã đạt", parse(numerator), parse(denominator), on_map, (), "tests")


def measured(answers: dict[str, int | None], made: Indicator | None = None) -> Measured:
    given = {unit: {("TT10", ""): Decimal(n)} for unit, n in answers.items() if n is not None}
    return measure(made or indicator(), list(answers), given, {})


def target(found: Measured | None, *, day: date = BEFORE, bound: str = "=", value: int = 100) -> Assessed:
    return assess(
        value=Decimal(value), bound=bound, in_percent=True, measured=found, due_on=DUE, day=day
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=30))
def test_a_share_is_made_of_sums_and_is_no_average_of_shares(pairs: list[tuple[int, int]]) -> None:
    units = [f"{number:05}" for number in range(len(pairs))]
    answers = {
        unit: {("TH04", ""): Decimal(part), ("TH03", ""): Decimal(whole)}
        for unit, (part, whole) in zip(units, pairs, strict=True)
    }
    found = measure(indicator("TH04", "TH03"), units, answers, {})
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
    assert target(measured({"a": 1, "b": 1})).progress is Progress.MET
    half = indicator("TT10", "TT10")
    waiting = measured({"a": 1, "b": None}, half)
    assert (waiting.percent, target(waiting).progress) == (100, Progress.ON_THE_WAY)


def test_behind_begins_the_day_after_the_last() -> None:
    found = measured({"a": 1, "b": 0})
    assert target(found, day=DUE).progress is Progress.ON_THE_WAY
    assert target(found, day=AFTER) == Assessed(Progress.BEHIND, Decimal(50))


def test_a_bound_from_above_holds_below() -> None:
    found = measured({"a": 1, "b": 0})
    assert target(found, bound="<=", value=50).progress is Progress.MET
    assert target(found, bound="<", value=50).progress is Progress.ON_THE_WAY
    assert target(found, bound=">", value=50).progress is Progress.ON_THE_WAY


def test_what_cannot_be_measured_says_what_it_lacks() -> None:
    assert target(None).lack is Lack.INDICATOR
    assert target(measured({"a": None})).lack is Lack.FIGURES
    unknown = measure(indicator("TT10", "@staff"), ["a"], {"a": {("TT10", ""): Decimal(1)}}, {})
    assert target(unknown).lack is Lack.DENOMINATOR


def element(*, persons: bool = False, function: Function = Function.GENERAL) -> dict[str, DataElement]:
    return {
        "TT10": DataElement(
            code="TT10", name="x", unit="người", kind=Kind.COUNT, nature=Nature.FLOW, over_time=Operator.SUM,
            over_place=Operator.SUM, function=function, form="02-CA", source="tests", counts_persons=persons,
        )
    }  # fmt: skip


def test_persons_and_walled_figures_are_told_of_no_commune() -> None:
    refused = [("numerator", "chỉ số theo từng đơn vị không lấy số đếm người, số kiểm tra, xử lý, hỗ trợ")]
    for on_map in (True, False):
        made = indicator(on_map=on_map)
        assert faults(made, element(persons=True), frozenset()) == refused
        assert faults(made, element(function=Function.ENFORCEMENT), frozenset()) == refused
        assert faults(made, element(), frozenset()) == []
