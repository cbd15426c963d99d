"""Which sentences, clauses and parts of a paragraph are told where figures are 0 or missing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sokehoach.domain.documents.clauses import split_template
from sokehoach.domain.documents.content import Document, Operand, Paragraph, list_references
from sokehoach.domain.documents.figure_refresh import find_changed_figures, refresh_figures
from sokehoach.domain.documents.outline import (
    TELL_ZEROS,
    Outline,
    OutlineError,
    OutlineSection,
    Sentence,
    list_operands,
    parse_template,
    rename_in_section,
)
from sokehoach.domain.documents.outline_text import render_outline_text
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value
from tests.domain.documents.test_outline import _enumerate, _paragraph, _read
from tests.golden.report import report

NAMES = {"A": "Trường đã tuyên truyền", "B": "Cơ quan truyền thông", "C": "Tin, bài", "D": "Trạm y tế đủ điều kiện"}
SEVERAL = (
    "Có {A} trường trong {A:side=whole} trường. Trong {B:side=whole} cơ quan có {B}; báo, đài có {C} tin; {D} trạm."
)


def _tell(template: str, **figures: int | None) -> str:
    outline = Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, (Sentence(template),)),))
    numbers = {Operand(code): Decimal(number) for code, number in figures.items() if number is not None}
    numbers |= {Operand(code, "side=whole"): Decimal(number) for code, number in figures.items() if number is not None}
    _, paragraph = write_report_body(outline, period="2021S1", figures=numbers, narratives={}, element_names=NAMES)
    assert isinstance(paragraph, Paragraph)
    operands = {reference.operand for reference in list_references(paragraph.runs)}
    assert operands == set(list_operands(template))
    return _read(paragraph)


def test_a_sentence_or_clause_of_zeros_beside_others_is_left_out() -> None:
    assert _tell(SEVERAL, A=0, B=2, C=0, D=0) == "Trong 2 cơ quan có 2."
    assert _tell(SEVERAL, A=3, B=0, C=0, D=0) == "Có 3 trường trong 3 trường."
    assert _tell(SEVERAL, A=0, B=0, C=5, D=0) == "Báo, đài có 5 tin."
    assert _tell("Phạt {A} người ({A so cùng kỳ}); thu {B} đồng.", A=0, B=2) == "Thu 2 đồng."


def test_a_paragraph_of_zeros_names_what_there_is_none_of() -> None:
    assert _tell(SEVERAL, A=0, B=0, C=0, D=0) == (
        "Không có: trường đã tuyên truyền; cơ quan truyền thông; tin, bài; trạm y tế đủ điều kiện."
    )


def test_a_sentence_or_clause_without_figures_is_told_after_the_others() -> None:
    assert _tell(SEVERAL, A=3, B=None, C=None, D=None) == (
        "Có 3 trường trong 3 trường. Chưa có số liệu: cơ quan truyền thông; tin, bài; trạm y tế đủ điều kiện."
    )
    assert _tell(SEVERAL, A=3, B=2, C=None, D=0) == (
        "Có 3 trường trong 3 trường. Trong 2 cơ quan có 2. Chưa có số liệu: tin, bài."
    )


@pytest.mark.parametrize(
    ("numbers", "told"), [((3, 0, 0), "3 cuộc, gồm 0 cuộc ở chợ"), ((0, 0, 0), "0 cuộc, gồm 0 cuộc ở chợ")]
)
def test_zeros_that_are_asked_for_are_told(numbers: tuple[int, ...], told: str) -> None:
    sentence = Sentence("Tổ chức {A} cuộc[, gồm |{A:p=y} cuộc ở chợ]; {C} tin.", zero=TELL_ZEROS)
    outline = Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, (sentence,)),))
    figures: dict[Operand, Value] = {
        operand: Decimal(number)
        for operand, number in zip((Operand("A"), Operand("A", "p=y"), Operand("C")), numbers, strict=True)
    }
    blocks = write_report_body(outline, period="2021S1", figures=figures, narratives={}, element_names=NAMES)
    assert _read(blocks[1]) == f"Tổ chức {told}; 0 tin."
    assert "Nếu bằng 0: 0" in render_outline_text(outline.sections)


def test_a_gap_beside_zeros_alone_keeps_them() -> None:
    assert _tell("Có {A} trường; báo, đài có {C} tin.", A=0, C=None) == ("Có 0 trường. Chưa có số liệu: tin, bài.")


def test_a_draft_is_offered_a_clause_that_is_no_zero_any_more() -> None:
    def write(**figures: int) -> Document:
        paragraph = _paragraph(
            Sentence("Có {A} trường; {D} trạm."), {Operand(k): Decimal(v) for k, v in figures.items()}
        )
        return replace(report(), blocks=(paragraph,), annexes=())

    before, now = write(A=3, D=0), write(A=3, D=2)
    (whole,) = find_changed_figures(before, now)
    assert (whole.old, whole.new, whole.is_sentence) == ("Có 3 trường.", "Có 3 trường; 2 trạm.", True)
    assert refresh_figures(before, now, [whole.key]) == now


def test_one_part_that_is_the_whole_is_none_of_it() -> None:
    parts = "Tổ chức {A} cuộc[, trong đó có |{A:p=x} cuộc ở trường|{A:p=y} cuộc ở chợ]."
    outline = Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, (Sentence(parts),)),))

    def write(*numbers: int) -> str:
        figures: dict[Operand, Value] = {
            Operand("A", key): Decimal(number) for key, number in zip(("", "p=x", "p=y"), numbers, strict=True)
        }
        return _read(write_report_body(outline, period="2021S1", figures=figures, narratives={})[1])

    assert write(7, 7, 0) == "Tổ chức 7 cuộc, gồm 7 cuộc ở trường."
    assert write(7, 4, 0) == "Tổ chức 7 cuộc, trong đó có 4 cuộc ở trường."
    assert write(7, 7, 7) == "Tổ chức 7 cuộc, trong đó có 7 cuộc ở trường, 7 cuộc ở chợ."


def test_of_a_figure_that_is_zero_no_parts_are_printed_though_they_are_gaps() -> None:
    gap = Gap.NOT_REPORTED
    assert _enumerate(0, gap, gap, 0, 5, gap, 5) == ("Phạt 0 cơ sở; thu 5 triệu đồng (xã chưa có số liệu, huyện 5).")
    assert _enumerate(0, gap, 2, 0, 5, 5, 0) == "Phạt 0 cơ sở, gồm phạt tiền 2; thu 5 triệu đồng (xã 5)."


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        ("Có {A} cuộc; {B} tin. Hết.", (("Có {A} cuộc", "{B} tin."), ("Hết.",))),
        ("Có {A} cuộc; [gồm |{A:k=a} a]; {B} tin.", (("Có {A} cuộc; [gồm |{A:k=a} a]", "{B} tin."),)),
        ("Có {A} cuộc. [Gồm |{A:k=a} a]. {B} tin.", (("Có {A} cuộc. [Gồm |{A:k=a} a].",), ("{B} tin.",))),
        ("TP. hồ có {A}. Ở đó {B}.", (("TP. hồ có {A}.",), ("Ở đó {B}.",))),
    ],
)
def test_an_enumeration_stays_with_the_figure_before_it(template: str, sentences: object) -> None:
    assert split_template(template) == sentences


@pytest.mark.parametrize("template", ["{A} [gồm |{a thứ}]", "{A} [gồm |loại một]", "{A} cơ sở }", "{A so hôm qua}"])
def test_what_is_refused_is_said_of_the_whole_sentence(template: str) -> None:
    with pytest.raises(OutlineError) as refused:
        parse_template(template)
    assert repr(template) in str(refused.value)


def test_names_of_figures_and_option_sets_are_replaced_in_each_sentence() -> None:
    sentences = (Sentence("Có {A} cuộc ({A so cùng kỳ}), {B:side=left;kind=a} tin."), Sentence("Hết."))
    renamed = rename_in_section(OutlineSection("Kết quả", 1, sentences), {"A": "uA"}, {"side": "uS"})
    assert renamed == OutlineSection(
        "Kết quả", 1, (Sentence("Có {uA} cuộc ({uA so cùng kỳ}), {B:uS=left;kind=a} tin."), Sentence("Hết."))
    )
