"""The language of indicators, as whoever writes a programme meets it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.expression import (
    ExpressionError,
    evaluate_expression,
    explain_expression,
    find_expression_problems,
    parse_expression,
    replace_names,
)
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.values.gap import Gap


def element(code: str, *, form: str = "01-XA", over_place: Operator = Operator.SUM) -> DataElement:
    return DataElement(
        uid=code, code=code, name=f"Chỉ tiêu {code}", unit="cuộc", kind=ValueKind.COUNT, nature=Nature.FLOW,
        over_time=Operator.SUM, over_place=over_place, function="general", form=form, source="tests",
    )  # fmt: skip


ELEMENTS = {one.code: one for one in (element("TT13"), element("TH04"), element("GD01", form="06-GDDT"))}


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("TT13", 3),
        ("TT13 + TH04", 5),
        ("TT13 - TH04", 1),
        ("2 * TT13", 6),
        ("2*TT13 - 1", 5),
        ("TT13{content=law}", 7),
        ("@staff_in_charge", 4),
        ("19", 19),
    ],
)
def test_an_expression_is_worth_what_a_reporter_answered(text: str, worth: int) -> None:
    answers = {("TT13", ""): Decimal(3), ("TT13", "content=law"): Decimal(7), ("TH04", ""): Decimal(2)}
    assert evaluate_expression(parse_expression(text), answers, {"staff_in_charge": 4}) == worth


@pytest.mark.parametrize(
    ("text", "letter"),
    [("", 1), ("tt13", 1), ("TT13 +", 6), ("2 TT13", 3), ("TT13{law}", 5), ("3 * 4", 1), ("- TT13", 1)],
)
def test_what_does_not_fit_is_told_with_its_place(text: str, letter: int) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse_expression(text)
    assert refused.value.message_vi == f"biểu thức «{text}» sai từ chữ thứ {letter}"


@pytest.mark.parametrize("answer", [None, Gap.NOT_REPORTED, Gap.NOT_APPLICABLE])
def test_a_missing_answer_is_no_nought(answer: Gap | None) -> None:
    answers = {} if answer is None else {("TT13", ""): answer}
    assert evaluate_expression(parse_expression("TT13 + 1"), answers, {}) is None
    assert evaluate_expression(parse_expression("TT13 + 1"), {("TT13", ""): Decimal(0)}, {}) == 1


def test_an_unknown_denominator_makes_nothing() -> None:
    assert evaluate_expression(parse_expression("@households"), {}, {"staff_in_charge": 4}) is None


def test_names_that_do_not_exist_and_elements_of_two_forms_are_refused() -> None:
    assert find_expression_problems(parse_expression("TT13 + XX01"), ELEMENTS, frozenset()) == [
        "không có chỉ tiêu «XX01»"
    ]
    assert find_expression_problems(parse_expression("@staff"), ELEMENTS, frozenset({"households"})) == [
        "không có mẫu số «staff»"
    ]
    assert find_expression_problems(parse_expression("TT13 + GD01"), ELEMENTS, frozenset()) == [
        "biểu thức «TT13 + GD01» lấy số của nhiều biểu"
    ]


def test_what_must_not_be_added_over_places_is_no_part_of_an_indicator() -> None:
    last = {"XX01": element("XX01", over_place=Operator.LAST)}
    assert find_expression_problems(parse_expression("XX01"), last, frozenset()) == [
        "chỉ tiêu «XX01» không cộng được theo địa bàn"
    ]


@pytest.mark.parametrize(
    ("kind", "noun"), [(ValueKind.DATE, "ngày"), (ValueKind.TEXT, "lời"), (ValueKind.LONG_TEXT, "lời")]
)
def test_days_and_texts_are_no_part_of_an_indicator(kind: ValueKind, noun: str) -> None:
    other = {"XX01": replace(element("XX01", over_place=Operator.NONE), kind=kind)}
    assert find_expression_problems(parse_expression("XX01"), other, frozenset()) == [
        f"chỉ tiêu «XX01» là {noun}: chỉ số và mục tiêu chỉ tính trên số"
    ]


def test_the_sides_of_a_percentage_are_named() -> None:
    share = {"TN01": replace(element("TN01"), name="Hộ vay vốn", kind=ValueKind.PERCENTAGE)}
    told = explain_expression(parse_expression("TN01{side=part} + TN01{side=whole} + 1"), share, {})
    assert told == "tử số của Hộ vay vốn (TN01) + mẫu số của Hộ vay vốn (TN01) + 1"


def test_a_reporter_that_is_gone_adds_no_stock_and_no_people() -> None:
    answers = {("TT13", ""): Decimal(3), ("TH04", ""): Gap.NOT_APPLICABLE}
    expression = parse_expression("TT13 + TH04 + @staff + 1")
    assert evaluate_expression(expression, answers, {"staff": 4}, is_ended=True) == 3
    assert evaluate_expression(expression, answers, {"staff": 4}) is None
    assert evaluate_expression(parse_expression("2 * TT13 + 1"), answers, {}, reporters=5) == 11


def test_an_expression_is_told_in_words() -> None:
    told = explain_expression(parse_expression("2 * TT13 - TH04 + @staff"), ELEMENTS, {"staff": "cán bộ trực tiếp"})
    assert told == "2 × Chỉ tiêu TT13 (TT13) − Chỉ tiêu TH04 (TH04) + cán bộ trực tiếp"


def test_names_are_replaced_and_signs_and_factors_stay() -> None:
    expression = parse_expression("A - B{k=1} + 2 * C - 3")
    replaced = replace_names(expression, {("B", "k=1"): ("D", ""), ("A", ""): ("E", "k=2")})
    assert replaced.text == "E{k=2} - D + 2 * C - 3"
