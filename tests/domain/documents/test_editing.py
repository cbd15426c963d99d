"""A paragraph typed with its figures as fields."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.content import FigureRun, Missing, Operand, Paragraph, Reference, Text
from sokehoach.domain.documents.paragraph_text import (
    UnknownField,
    find_unknown_fields,
    list_dropped_fields,
    render_paragraph,
    reword_document,
    reword_paragraph,
)
from tests.golden.report import report

THREE = FigureRun("3", (Reference(Operand("TT01"), "2021S1"),))
GAP = Missing((Reference(Operand("TT02"), "2021S1"),))
SENTENCE = Paragraph((Text("Có "), THREE, Text(" cuộc, "), GAP, Text(" lượt.")))


def test_it_works() -> None:
    assert render_paragraph(SENTENCE) == "Có {1} cuộc, {2} lượt."
    assert reword_paragraph(SENTENCE, "Lượt: {2}; cuộc: {1}.") == (
        Paragraph((Text("Lượt: "), GAP, Text("; cuộc: "), THREE, Text("."))),
    )


def test_words_that_are_kept_keep_their_style_run_by_run() -> None:
    paragraph = Paragraph((Text("Có ", bold=True), THREE, Text(" cuộc.")))
    assert reword_paragraph(paragraph, render_paragraph(paragraph)) == (paragraph,)
    assert reword_paragraph(paragraph, "Đã có {1} cuộc.") == (
        Paragraph((Text("Đã có ", bold=True), THREE, Text(" cuộc.", bold=True))),
    )


def test_a_line_is_a_paragraph_and_nothing_is_none() -> None:
    assert reword_paragraph(SENTENCE, "Có {1}.\n\nHết.") == (
        Paragraph((Text("Có "), THREE, Text("."))),
        Paragraph((Text("Hết."),)),
    )
    assert reword_paragraph(SENTENCE, " \n ") == ()


@pytest.mark.parametrize("words", ["Có {3}.", "Có {0}.", "Có {99999999999999999999}."])
def test_a_field_that_is_not_there_is_refused(words: str) -> None:
    with pytest.raises(UnknownField, match="không có trường"):
        reword_paragraph(SENTENCE, words)


def test_braces_that_are_no_field_are_words() -> None:
    assert reword_paragraph(Paragraph((Text("a"),)), "{x} {} {1") == (Paragraph((Text("{x} {} {1"),)),)


def test_untouched_words_leave_the_document_as_it_is() -> None:
    document = report()
    words = [render_paragraph(block) for block in document.blocks if isinstance(block, Paragraph)]
    assert reword_document(document, words) == document
    with pytest.raises(ValueError, match="texts for"):
        reword_document(document, words[1:])


def test_only_the_paragraph_with_other_words_changes() -> None:
    document = report()
    paragraphs = [number for number, block in enumerate(document.blocks) if isinstance(block, Paragraph)]
    words = [render_paragraph(document.blocks[number]) for number in paragraphs]  # type: ignore[arg-type]
    changed = reword_document(document, [words[0] + " Thêm.", *words[1:]])
    assert render_paragraph(changed.blocks[paragraphs[0]]) == words[0] + " Thêm."  # type: ignore[arg-type]
    assert [block for number, block in enumerate(changed.blocks) if number != paragraphs[0]] == [
        block for number, block in enumerate(document.blocks) if number != paragraphs[0]
    ]


@given(st.text(max_size=40).filter(lambda text: "{" not in text))
def test_no_words_become_a_figure(words: str) -> None:
    made = reword_paragraph(SENTENCE, words)
    assert all(isinstance(run, Text) for paragraph in made for run in paragraph.runs)


def test_fields_that_a_text_leaves_out_are_named() -> None:
    assert list_dropped_fields(SENTENCE, "Có {2} lượt, {2}.") == (1,)
    assert list_dropped_fields(SENTENCE, "{2}{1}") == ()
    assert list_dropped_fields(SENTENCE, "{01} và {2}") == ()
    assert list_dropped_fields(SENTENCE, "") == (1, 2)


def test_every_unknown_field_is_named_at_its_paragraph() -> None:
    document = report()
    words = [render_paragraph(block) for block in document.blocks if isinstance(block, Paragraph)]
    assert find_unknown_fields(document, words) == {}
    words[0] += " {98}"
    words[-1] += " {99}"
    assert list(find_unknown_fields(document, words)) == [1, len(words)]


def test_why_a_field_is_unknown_is_said_by_the_figures_that_the_paragraph_has() -> None:
    without = Paragraph((Text("Địa bàn ổn định."),))
    document = replace(report(), blocks=(without, SENTENCE), annexes=())
    assert find_unknown_fields(document, ["Ổn định {1}.", "Có {3} lượt."]) == {
        1: "Đoạn này không có trường {1}; đoạn không có số liệu nào.",
        2: "Đoạn này không có trường {3}; các trường từ {1} đến {2}.",
    }


def test_texts_for_fewer_or_more_paragraphs_are_compared_as_far_as_both_go() -> None:
    document = report()
    words = [render_paragraph(block) for block in document.blocks if isinstance(block, Paragraph)]
    assert list(find_unknown_fields(document, [f"{words[0]} {{98}}"])) == [1]
    assert find_unknown_fields(document, [*words, "Một đoạn nữa {99}."]) == {}
