"""The file itself: traceable figures, the same bytes, any text."""

import io
import re
import unicodedata
import zipfile
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.adapters.writers.docx import write_docx
from sokehoach.domain.documents.content import (
    Annex,
    Cell,
    Column,
    FigureRun,
    Operand,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
    list_references,
    list_runs,
    remove_unprintable,
)
from sokehoach.domain.documents.outline import list_outline_operands
from tests.adapters.writers.docx.opened import bookmarked, listed_marks, opened, words
from tests.golden.normal import GOLDEN, normal_form
from tests.golden.report import OUTLINE, report, signed_report
from tests.soak import times


def test_it_works() -> None:
    assert normal_form(write_docx(report())) == GOLDEN.read_text()


def test_equal_documents_give_equal_bytes() -> None:
    assert write_docx(report()) == write_docx(report())
    with zipfile.ZipFile(io.BytesIO(write_docx(report()))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_holds_no_part_that_it_does_not_need() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(signed_report()))) as file:
        names_in_file = set(file.namelist())
    assert names_in_file == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "customXml/item1.xml", "word/document.xml",
        "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml", "word/header1.xml",
        "word/header2.xml",
    }  # fmt: skip


def test_properties_come_from_the_document() -> None:
    properties = opened(signed_report()).core_properties
    assert properties.title == "Báo cáo Kết quả công tác phòng, chống mại dâm 6 tháng đầu năm 2021"
    assert properties.author == properties.last_modified_by == "Ủy ban nhân dân huyện Mường Thanh Hạ"
    assert properties.language == "vi-VN"
    assert properties.comments == ""
    assert properties.created is not None
    assert properties.created.date() == signed_report().letterhead.day


def test_a_title_longer_than_a_property_can_hold_is_printed_whole() -> None:
    title = "Kết quả " * 60
    package = opened(replace(report(), title=title))
    assert title in words(package.element.body)
    assert len(package.core_properties.title) == 255


def test_every_figure_can_be_traced() -> None:
    document = report()
    data = write_docx(document)
    marks = listed_marks(data)
    left_out = {zero for run in list_runs(document) if isinstance(run, FigureRun) for zero in run.zeros}
    printed = [reference for reference in list_references(list_runs(document)) if reference not in left_out]
    assert [mark.reference for mark in marks] == printed
    assert bookmarked(opened(document)) == {mark.name: mark.text for mark in marks}
    traced = {*printed, *left_out}
    assert {reference.operand for reference in traced if not reference.unit} == list_outline_operands(OUTLINE)


def test_words_for_zero_rest_on_each_of_their_figures() -> None:
    said = [mark for mark in listed_marks(write_docx(report())) if mark.text == "Trong kỳ không phát sinh vụ việc."]
    assert [mark.reference.operand.element for mark in said] == ["VA01", "VA02"]


def test_a_document_without_figures_lists_none() -> None:
    document = replace(report(), blocks=(Paragraph((Text("Không có số liệu."),)),), annexes=())
    assert listed_marks(write_docx(document)) == []


codes = st.text(min_size=1, max_size=60)


@settings(max_examples=times(30, 200))
@given(st.lists(st.builds(Reference, st.builds(Operand, codes, codes), codes, codes), min_size=1, max_size=5))
def test_bookmarks_are_names_that_word_accepts(asked: list[Reference]) -> None:
    document = replace(report(), blocks=(Paragraph((FigureRun("0", tuple(asked)),)),), annexes=())
    found = list(bookmarked(opened(document)))
    assert len(found) == len(asked)
    assert all(re.fullmatch(r"f_[A-Za-z0-9_]{1,38}", name) for name in found)
    assert [mark.name for mark in listed_marks(write_docx(document))] == found


anything = st.text(st.characters(), max_size=30) | st.sampled_from(
    [
        "<w:p/>",
        "]]>",
        "&amp;",
        "\"'",
        "\x00\x1f\x7f\x85",
        "\ud800",
        "\ufffe",
        "a\tb\nc\r\nd",
        "  ",
        "e\u0302\u0301",
    ]
)


def _printed(text: str) -> str:
    return remove_unprintable(text).replace("\n", "").replace("\t", "")


@settings(max_examples=times(30, 200))
@given(anything)
def test_any_text_survives_without_what_xml_cannot_hold(text: str) -> None:
    cell = Cell((Text(text),))
    table = Table((Column(1),), (Row((cell,)),), (Row((cell,)),), caption=f"c{text}", notes=(f"n{text}",))
    document = replace(
        report(),
        title=f"t{text}",
        blocks=(Paragraph((Text(f"p{text}"),)),),
        closing=f"z{text}",
        annexes=(Annex("Biểu", (table,)),),
        notice=f"f{text}",
    )
    package = opened(document)
    lines = words(package.element.body).split("\n")
    for start in "tpcn":
        assert _printed(start + text) in lines
    assert words(package.sections[0].footer.part.element) == _printed(f"f{text}")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_cleaning_takes_nothing_but_controls(text: str) -> None:
    assert remove_unprintable(text) == unicodedata.normalize("NFC", text)
