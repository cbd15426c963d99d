"""Relative periods, and a question kept and read again."""

import pytest

from sokehoach.domain.analysis.derivation import ShownRows
from sokehoach.domain.analysis.fact import build_element_measure, build_indicator_measure
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import (
    Places,
    Question,
    RelativePeriod,
    are_disjoint,
    parse_question,
    resolve_periods,
    serialize_question,
)
from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.period import parse_period


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (("this",), ["2021S1"]),
        (("previous",), ["2020S2"]),
        (("year-before",), ["2020S1"]),
        (("last-four",), ["2019S2", "2020S1", "2020S2", "2021S1"]),
        (("this-year",), ["2021S1", "2021S2"]),
        (("last-year",), ["2020S1", "2020S2"]),
        (("this", "2021S1", "previous"), ["2020S2", "2021S1"]),
        (("2021Q1", "2020"), ["2020", "2021Q1"]),
    ],
)
def test_periods_of_a_day(asked: tuple[str, ...], ids: list[str]) -> None:
    assert [one.id for one in resolve_periods(asked, parse_period("2021S1"))] == ids


@pytest.mark.parametrize(
    ("current", "asked", "ids"),
    [
        ("202101", "previous", ["202012"]),
        ("202101", "last-four", ["202010", "202011", "202012", "202101"]),
        ("2021Q1", "last-four", ["2020Q2", "2020Q3", "2020Q4", "2021Q1"]),
        ("2021Q1", "this-year", ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]),
        ("2021N9", "year-before", ["2020N9"]),
        ("2021N9", "previous", ["2020N9"]),
        ("2021", "last-year", ["2020"]),
    ],
)
def test_relative_periods_are_of_the_type_that_is_asked_about(current: str, asked: str, ids: list[str]) -> None:
    assert [one.id for one in resolve_periods((asked,), parse_period(current))] == ids


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a period"):
        resolve_periods(("2021S3",), parse_period("2021S1"))


@pytest.mark.parametrize(
    ("asked", "apart"), [(("2021S1", "2021S2"), True), (("2021", "2021S1"), False), (("2021S1",), True)]
)
def test_a_year_and_its_half_do_not_add(asked: tuple[str, ...], apart: bool) -> None:
    assert are_disjoint(resolve_periods(asked, parse_period("2021S1"))) is apart


def test_a_question_comes_back_as_it_was_kept() -> None:
    asked = Question(
        "099", ("TT01", "quan_triet"), ("this",), Places.NAMED, ("03304",), "audience", ("pcmd",),
        (Dimension.PLACE,), (Dimension.MEASURE, Dimension.PERIOD),
    )  # fmt: skip
    assert parse_question(serialize_question(asked)) == asked
    with pytest.raises(ValueError, match="not a question"):
        parse_question(serialize_question(asked) | {"sql": "1"})


def element(code: str, over_time: Operator) -> DataElement:
    return DataElement(
        uid=code, code=code, name=code, unit="x", kind=ValueKind.COUNT, nature=Nature.FLOW, over_time=over_time,
        over_place=Operator.SUM, function="general", form="x", source="tests",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("side", "operator"),
    [
        ("A", Operator.SUM),
        ("A + B", Operator.SUM),
        ("S", Operator.LAST),
        ("S + A", Operator.NONE),
        ("@staff", Operator.LAST),
        ("1", Operator.LAST),
        ("S + 2", Operator.LAST),
        ("M", Operator.MAX),
        ("M + M", Operator.NONE),
    ],
)
def test_a_side_over_time_follows_its_elements(side: str, operator: Operator) -> None:
    elements = {
        "A": element("A", Operator.SUM),
        "B": element("B", Operator.SUM),
        "S": element("S", Operator.LAST),
        "M": element("M", Operator.MAX),
    }
    indicator = Indicator(
        "i", "i", "i", parse_expression("A"), parse_expression(side), on_map=False, words=(), source="tests"
    )
    assert build_indicator_measure(indicator, elements).whole_over_time is operator


def test_relative_periods_have_a_name_each() -> None:
    assert {period.value: period.label_vi for period in RelativePeriod} == {
        "this": "kỳ này",
        "previous": "kỳ trước",
        "year-before": "cùng kỳ năm trước",
        "last-four": "4 kỳ gần nhất",
        "this-year": "năm nay",
        "last-year": "năm trước",
    }


@pytest.mark.parametrize(
    ("sort", "shown_rows", "arranged"),
    [
        ("", ShownRows.ALL, False),
        ("-1", ShownRows.ALL, True),
        *(("", shown, True) for shown in ShownRows if shown is not ShownRows.ALL),
    ],
)
def test_a_question_is_arranged_where_rows_are_sorted_or_left_out(
    sort: str, shown_rows: ShownRows, arranged: bool
) -> None:
    assert Question("099", ("A",), ("this",), sort=sort, shown_rows=shown_rows).is_arranged is arranged


def test_the_measure_of_an_element_adds_up_as_the_element_does() -> None:
    element = DataElement(
        "u", "c", "Số lớp", "lớp", ValueKind.COUNT, Nature.FLOW, Operator.LAST, Operator.SUM, "general", "f", "thử"
    )
    measure = build_element_measure(element)
    assert (measure.uid, measure.code, measure.name, measure.unit) == ("u", "c", "Số lớp", "lớp")
    assert (measure.over_place, measure.over_time) == (Operator.SUM, Operator.LAST)
    assert not measure.is_share
