"""What a figure of a question says: its reason, its level, its change and what it is made of."""

from decimal import Decimal

import pytest

from sokehoach.domain.analysis.fact import (
    NOT_ASKED,
    Fact,
    Measure,
    NoFigureReason,
    aggregate_over_periods,
    aggregate_over_places,
    compare_facts,
    compare_with_level,
    has_same_periods,
)
from sokehoach.domain.indicators.level import Change, LevelRule
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.reporting.status import ReportStatus

FLOW = Measure("e", "E", "Số cuộc", "cuộc", Operator.SUM, Operator.SUM)
STOCK = Measure("e", "E", "Số hộ", "hộ", Operator.SUM, Operator.LAST)
SHARE = Measure("i", "I", "Tỷ lệ", "%", Operator.SUM, Operator.SUM, Operator.SUM)
RISE = Measure("i", "I", "Tăng", "điểm", Operator.SUM, Operator.SUM, Operator.SUM, LevelRule(100, Change.RISE), "%")
PERCENT = Measure("i", "I", "Tăng", "%", Operator.SUM, Operator.SUM, None, LevelRule(None, Change.RISE_PERCENT), "cuộc")


def build_fact(
    part: int, whole: int | None = None, *, received: int = 1, expected: int = 1, definition: int = 0
) -> Fact:
    return Fact(Decimal(part), None if whole is None else Decimal(whole), received, expected, definition=definition)


def lack(reason: str) -> Fact:
    return Fact(lack=NoFigureReason(reason))


def test_a_missing_figure_says_why() -> None:
    assert build_fact(3).why == ""
    assert (lack("wall").why, NOT_ASKED.why) == ("bộ phận phụ trách", "không thuộc biểu")
    late = Fact(lack=NoFigureReason.NOT_REPORTED, status=ReportStatus.NOT_SENT)
    assert late.why == ReportStatus.NOT_SENT.label_vi
    assert Fact(lack=NoFigureReason.NOT_ADDED, status=ReportStatus.NOT_SENT).why == "không cộng"
    assert len({reason.label_vi for reason in NoFigureReason}) == len(NoFigureReason)
    assert {reason for reason in NoFigureReason if reason.withheld} == {NoFigureReason.PERSONS, NoFigureReason.WALL}


def test_some_answers_of_a_number_may_be_missing() -> None:
    assert build_fact(3, received=1, expected=2).partial
    assert not build_fact(3).partial
    assert not Fact(lack=NoFigureReason.WALL, received=0, expected=2).partial


@pytest.mark.parametrize(
    ("measure", "fact", "level"),
    [
        (FLOW, build_fact(3), 3),
        (SHARE, build_fact(3, 4), 75),
        (SHARE, build_fact(3, 0), None),
        (SHARE, Fact(whole=Decimal(4)), None),
        (RISE, Fact(Decimal(3), Decimal(4), reference=Decimal(50)), 25),
        (RISE, build_fact(3, 4), None),
        (RISE, Fact(whole=Decimal(4), reference=Decimal(50)), None),
        (PERCENT, Fact(Decimal(3), reference=Decimal(2)), 50),
    ],
)
def test_the_number_to_show(measure: Measure, fact: Fact, level: int | None) -> None:
    assert measure.get_level(fact) == level


def test_a_change_compares_levels() -> None:
    assert (RISE.is_share, RISE.is_change, FLOW.is_share, FLOW.is_change) == (True, True, False, False)
    assert RISE.compared.get_level(build_fact(3, 4)) == 75
    assert (RISE.compared.unit, FLOW.compared) == ("%", FLOW)


@pytest.mark.parametrize(
    ("fact", "earlier", "reason"),
    [
        (build_fact(3, 4), lack("wall"), "wall"),
        (lack("not_applicable"), lack("persons"), "persons"),
        (lack("not_applicable"), build_fact(1, 2), "not_applicable"),
        (build_fact(3, 4), lack("not_split"), "not_split"),
        (build_fact(3, 4), lack("not_comparable"), "not_comparable"),
        (build_fact(3, 4), lack("not_added"), "not_added"),
        (build_fact(3, 4), lack("not_reported"), "no_reference"),
        (build_fact(3, 4), build_fact(1, 0), "no_reference"),
        (build_fact(3, 4), build_fact(1, 2, definition=1), "not_comparable"),
    ],
)
def test_why_there_is_no_change(fact: Fact, earlier: Fact, reason: str) -> None:
    assert compare_facts(fact, earlier, RISE).lack == reason


def test_a_change_has_the_answers_of_the_side_that_lacks_more() -> None:
    whole, half = build_fact(3, 4, received=9, expected=9), build_fact(1, 2, received=5, expected=9)
    for fact, earlier in ((whole, half), (half, whole)):
        change = compare_facts(fact, earlier, RISE)
        assert (change.received, change.expected, change.lack) == (5, 9, None)
    assert compare_facts(whole, half, RISE).reference == 50


def test_a_change_since_a_level() -> None:
    assert compare_with_level(build_fact(3), Decimal(2), PERCENT).reference == 2
    assert compare_with_level(build_fact(3), None, PERCENT).lack is NoFigureReason.NO_BASELINE
    assert compare_with_level(build_fact(3), Decimal(0), PERCENT).lack is NoFigureReason.ZERO_BEFORE
    assert compare_with_level(build_fact(3, 4), Decimal(0), RISE).reference == 0
    assert compare_with_level(lack("wall"), None, PERCENT).lack is NoFigureReason.WALL


def test_both_sides_sum_the_same_periods() -> None:
    known, gap = build_fact(1), lack("not_reported")
    assert has_same_periods([known, known], [known, known], FLOW)
    assert not has_same_periods([known, known], [gap, known], FLOW)
    assert has_same_periods([gap, known], [gap, known], FLOW)
    assert has_same_periods([known, known], [gap, known], STOCK)
    assert not has_same_periods([known, known], [known, gap], STOCK)
    assert has_same_periods([known, gap, known], [known, known, known], STOCK)


def test_places_are_summed_but_for_what_is_not_asked_or_split() -> None:
    facts = [build_fact(3, received=2, expected=3), NOT_ASKED, lack("not_split"), build_fact(4)]
    total = aggregate_over_places(facts, FLOW)
    assert (total.part, total.received, total.expected, total.lack) == (7, 3, 4, None)
    assert aggregate_over_places([NOT_ASKED], FLOW) == NOT_ASKED
    assert aggregate_over_places([lack("not_split"), lack("not_split")], FLOW).lack is NoFigureReason.NOT_SPLIT
    assert aggregate_over_places([build_fact(3), lack("persons")], FLOW).lack is NoFigureReason.PERSONS
    assert (
        aggregate_over_places([build_fact(3), build_fact(4, definition=1)], FLOW).lack is NoFigureReason.NOT_COMPARABLE
    )
    share = aggregate_over_places([build_fact(3, 4), build_fact(5), build_fact(1, 4)], SHARE)
    assert (share.part, share.whole) == (4, 8)


def test_periods_are_summed_or_the_last_stands() -> None:
    first, last = build_fact(3, 4), build_fact(1, 4)
    assert aggregate_over_periods([first, last], SHARE).part == 4
    assert aggregate_over_periods([first, last], STOCK) is last
    assert aggregate_over_periods([first, lack("not_reported")], STOCK).lack is NoFigureReason.NOT_REPORTED
    assert aggregate_over_periods([first, NOT_ASKED], STOCK) is first
    never = Measure("e", "E", "Số", "", Operator.SUM, Operator.NONE)
    assert aggregate_over_periods([lack("not_applicable"), last], never) is last
    assert aggregate_over_periods([first, lack("not_split")], FLOW).lack is NoFigureReason.NOT_SPLIT
    over_stock = Measure("i", "I", "Tỷ lệ", "%", Operator.SUM, Operator.SUM, Operator.LAST)
    assert aggregate_over_periods([first, build_fact(1)], over_stock).lack is NoFigureReason.NOT_REPORTED
    assert (aggregate_over_periods([build_fact(3), last], over_stock).part, last.whole) == (4, 4)
    assert aggregate_over_periods([build_fact(3), last], SHARE).part == 1


def test_a_period_without_a_denominator_counts_on_neither_side_of_a_sum() -> None:
    total = aggregate_over_periods([build_fact(3, 4), build_fact(1, 6), build_fact(2)], SHARE)
    assert (total.part, total.whole) == (4, 10)
