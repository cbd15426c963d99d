"""An outline in another language, and what its sentences name."""

from datetime import date

from sokehoach.domain.documents.comparisons import Baseline
from sokehoach.domain.documents.content import FigureRun, Operand, Paragraph
from sokehoach.domain.documents.outline import (
    ChangePlaceholder,
    Outline,
    OutlineSection,
    Sentence,
    escape_signs,
    list_outline_changes,
    list_placeholders,
    say_outline,
)
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.values.day import DayNumber

CASES = Sentence("Phát hiện {VA01} vụ, {VA02} người.", zero="Không phát sinh vụ việc.")


def test_an_outline_is_said_in_another_language_with_its_placeholders() -> None:
    outline = Outline("o", "Báo cáo", (
        OutlineSection("Tình hình", 1, (CASES, Sentence("Có {VA03} vụ.")), "situation"),
        OutlineSection("Kết quả", 2),
    ))  # fmt: skip
    said = say_outline(outline, str.upper)
    assert [section.heading for section in said.sections] == ["TÌNH HÌNH", "KẾT QUẢ"]
    assert [(sentence.text, sentence.zero) for sentence in said.sections[0].sentences] == [
        (CASES.text.upper(), CASES.zero.upper()), ("CÓ {VA03} VỤ.", "")
    ]  # fmt: skip
    assert [section.narrative for section in said.sections] == [section.narrative for section in outline.sections]


def test_the_comparisons_of_an_outline_are_those_of_all_its_sentences() -> None:
    outline = Outline("o", "Báo cáo", (
        OutlineSection("Một", 1, (CASES, Sentence("Số vụ {VA01 so cùng kỳ}."))),
        OutlineSection("Hai", 1, (Sentence("Số người {VA02 so kỳ trước}, số vụ {VA01 so cùng kỳ}."),)),
    ))  # fmt: skip
    assert list_outline_changes(outline) == {
        ChangePlaceholder(Operand("VA01"), Baseline.LAST_YEAR),
        ChangePlaceholder(Operand("VA02"), Baseline.PREVIOUS_PERIOD),
    }


def test_signs_of_sentences_are_taken_out_of_a_text() -> None:
    assert escape_signs("{Số} [hộ]|nghèo") == "Số   hộ  nghèo"
    assert escape_signs("Số hộ (nghèo)") == "Số hộ (nghèo)"


def test_placeholders_are_listed_as_they_are_written() -> None:
    assert list_placeholders("Có {VA02} người, {VA01} vụ, {VA01} vụ") == ("{VA01}", "{VA01}", "{VA02}")
    assert list_placeholders("Không có gì") == ()


def test_a_day_behind_its_word_is_printed_without_it() -> None:
    sections = (
        OutlineSection(
            "Một", 1, (Sentence("Ban hành ngày {VB01}."), Sentence("Hạn: {VB01}."), Sentence("{VB01} xong."))
        ),
    )
    blocks = write_report_body(
        Outline("o", "Báo cáo", sections),
        period="2021S1",
        figures={Operand("VB01"): DayNumber.from_day(date(2021, 6, 4))},
        narratives={},
    )
    runs = [
        run.text for block in blocks if isinstance(block, Paragraph) for run in block.runs if isinstance(run, FigureRun)
    ]
    assert runs == ["04 tháng 6 năm 2021", "ngày 04 tháng 6 năm 2021", "ngày 04 tháng 6 năm 2021"]
