"""How a figure moved, in words."""

from decimal import Decimal

import pytest

from sokehoach.domain.documents.comparisons import Baseline, render_change
from sokehoach.domain.documents.content import FigureRun, Missing, Operand, Paragraph, Reference, Text
from sokehoach.domain.documents.outline import (
    Outline,
    OutlineError,
    OutlineSection,
    Sentence,
    drop_changes,
    parse_template,
)
from sokehoach.domain.documents.report_writer import EarlierPeriod, write_report_body
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

OUTLINE = Outline("o", "Báo cáo", (OutlineSection("Kết quả", 1, (Sentence("Có {TT01} cuộc, {TT01 so cùng kỳ}."),)),))


def said(now: Value, then: Value | None) -> tuple[object, ...]:
    operand = Operand("TT01")
    earlier = {} if then is None else {Baseline.LAST_YEAR: EarlierPeriod("2020S1", {operand: then})}
    _, told = write_report_body(
        OUTLINE, period="2021S1", figures={operand: now}, narratives={}, earlier_periods=earlier
    )
    assert isinstance(told, Paragraph)
    return told.runs


def test_it_works() -> None:
    now, then = Reference(Operand("TT01"), "2021S1"), Reference(Operand("TT01"), "2020S1")
    assert said(Decimal(142), Decimal(127)) == (
        Text("Có "),
        FigureRun("142", (now,)),
        Text(" cuộc, "),
        FigureRun("tăng 11,8 % so với cùng kỳ", (now, then)),
        Text("."),
    )


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        ("112", "100", "tăng 12 % so với cùng kỳ"),
        ("50", "100", "giảm 50 % so với cùng kỳ"),
        ("7", "7", "bằng cùng kỳ"),
        ("0", "0", "bằng cùng kỳ"),
        ("5", "0", "tăng 5, cùng kỳ không phát sinh"),
        ("0", "5", "giảm 100 % so với cùng kỳ"),
        ("1.5", "1", "tăng 50 % so với cùng kỳ"),
    ],
)
def test_words(now: str, then: str, words: str) -> None:
    assert render_change(Decimal(now), Decimal(then), Baseline.LAST_YEAR) == words


@pytest.mark.parametrize(
    ("now", "then"), [(Gap.NOT_REPORTED, Decimal(3)), (Decimal(3), Gap.NOT_REPORTED), (Decimal(3), None)]
)
def test_an_absent_comparison_is_left_out_with_its_comma(now: Value, then: Value | None) -> None:
    runs = said(now, then)
    assert [run.text for run in runs] == ["Có ", "chưa có số liệu" if now is Gap.NOT_REPORTED else "3", " cuộc."]


def test_a_change_of_a_withheld_figure_says_why_and_of_what_it_is() -> None:
    outline = Outline("o", "Báo cáo", (OutlineSection("Kết quả", 1, (Sentence("Số cuộc {TT01 so cùng kỳ}."),)),))
    operand = Operand("TT01")
    _, told = write_report_body(
        outline, period="2021S1", figures={operand: Gap.NOT_REPORTED}, narratives={}, withheld={operand},
        earlier_periods={Baseline.LAST_YEAR: EarlierPeriod("2020S1", {operand: Decimal(1)})},
    )  # fmt: skip
    assert isinstance(told, Paragraph)
    now, then = Reference(operand, "2021S1"), Reference(operand, "2020S1")
    assert Missing((now, then), "không nêu số ở cấp này theo quy định") in told.runs


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Có {A} vụ ({A so cùng kỳ}; {A so kỳ trước}).", "Có {A} vụ ({A so kỳ trước})."),
        ("Có {A} vụ ({A so cùng kỳ}), {B} người.", "Có {A} vụ, {B} người."),
        ("Có {A} vụ, {A so cùng kỳ} ({B} vụ lớn).", "Có {A} vụ ({B} vụ lớn)."),
        ("Có {A} vụ; {A so cùng kỳ}; {B} người.", "Có {A} vụ; {B} người."),
        ("Số vụ {A so cùng kỳ}.", "Số vụ {A so cùng kỳ}."),
        ("Có {A} vụ (tăng nhanh, {A so cùng kỳ}).", "Có {A} vụ (tăng nhanh, {A so cùng kỳ})."),
    ],
)
def test_what_sets_a_comparison_off_goes_with_it(template: str, expected: str) -> None:
    assert drop_changes(template, lambda change: change.baseline is Baseline.LAST_YEAR) == expected


def test_a_comparison_that_is_there_stays() -> None:
    template = "Có {A} vụ ({A so cùng kỳ}; {A so kỳ trước}), {A so cùng kỳ}."
    assert drop_changes(template, lambda _change: False) == template


def test_an_unknown_comparison_is_refused() -> None:
    with pytest.raises(OutlineError):
        parse_template("{TT01 so năm ngoái}")
