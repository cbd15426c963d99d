"""A form is filled in place: all but the words of the filled places is as it was, part by part, style by style."""

import io
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sokehoach.adapters.external_forms import form_files, sheet_filling, word_filling
from sokehoach.adapters.external_forms.formulas import Failure
from sokehoach.adapters.external_forms.package import parse_xml
from sokehoach.adapters.external_forms.recalculation import evaluate_cells, is_contradiction
from sokehoach.adapters.sandbox import FileRefusedError, archive
from sokehoach.domain.documents.external_form.place import PlaceContent
from tests.adapters.external_forms import layouts
from tests.adapters.external_forms.layouts import parts, repacked
from tests.soak import times

WORDS = {  # what is written where, in each layout
    "outline": [
        PlaceContent("p1", "Một\nHai"),
        PlaceContent("p3#0", "1.234"),
        PlaceContent("t0.r2.c2", "12"),
        PlaceContent("t0.r3.c3", "5"),
    ],
    "units": [PlaceContent("t0.r1.c1", "3"), PlaceContent("t0.r4.c2", "chưa có số liệu", marked=True)],
}


@pytest.mark.parametrize("layout", sorted(WORDS))
def test_it_works_in_word(layout: str) -> None:
    data = getattr(layouts, layout)()
    made = form_files.fill_form(data, WORDS[layout]).content
    before, after = parts(data), parts(made)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    text = "".join(parse_xml(after["word/document.xml"]).itertext())
    for entry in WORDS[layout]:
        assert entry.text.split("\n")[0] in text
    old, new = docx.Document(io.BytesIO(data)), docx.Document(io.BytesIO(made))
    assert [looks(table) for table in old.tables] == [looks(table) for table in new.tables]
    assert old.sections[0].footer.paragraphs[0].text == new.sections[0].footer.paragraphs[0].text


def looks(table: Any) -> list[bytes]:
    """All that a table says but its runs."""
    copy = parse_xml(etree.tostring(table._tbl))
    for run in list(copy.iter("{*}r")):
        run.getparent().remove(run)
    return [etree.tostring(copy)]


def test_a_hole_keeps_the_looks_of_its_dots() -> None:
    made = docx.Document(io.BytesIO(form_files.fill_form(layouts.outline(), WORDS["outline"]).content))
    line = next(one for one in made.paragraphs if one.text.startswith("Đã tổ chức"))
    assert line.text == "Đã tổ chức 1.234 cuộc tuyên truyền trực tiếp."
    assert [(run.text, run.bold, run.italic) for run in line.runs] == [
        ("Đã tổ chức ", None, None), ("1.234", True, None), (" cuộc tuyên truyền trực tiếp.", None, True),
    ]  # fmt: skip


def test_a_line_of_words_a_paragraph() -> None:
    made = docx.Document(io.BytesIO(form_files.fill_form(layouts.outline(), WORDS["outline"]).content))
    texts = [one.text for one in made.paragraphs]
    assert texts[:4] == ["I. TÌNH HÌNH", "Một", "Hai", "II. KẾT QUẢ THỰC HIỆN"]


def test_words_below_a_heading_without_room() -> None:
    made = docx.Document()
    made.add_heading("I. KIẾN NGHỊ", 1)
    filled = form_files.fill_form(layouts.saved(made), [PlaceContent("p0+", "Đề nghị")]).content
    assert [one.text for one in docx.Document(io.BytesIO(filled)).paragraphs] == ["I. KIẾN NGHỊ", "Đề nghị"]


def test_it_works_in_excel() -> None:
    data = layouts.workbook()
    entries = [
        PlaceContent("s0!A1#0", "Huyện Tuần Giáo"),
        PlaceContent("s0!B5", "142", "142"),
        PlaceContent("s0!B6", "1.000,5", "1000.5"),
        PlaceContent("s0!B7", "0", "0"),
    ]
    made = form_files.fill_form(data, entries)
    assert (made.left, made.failed) == ((), ())
    before, after = parts(data), parts(made.content)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    read = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)
    assert read["Biểu 1"]["A1"].value == "Đơn vị báo cáo: Huyện Tuần Giáo"
    assert [read["Biểu 1"][f"B{row}"].value for row in range(5, 9)] == [142, 1000.5, 0, 1142.5]
    assert read["Biểu 2"]["B1"].value == 2285
    old, new = openpyxl.load_workbook(io.BytesIO(data)), openpyxl.load_workbook(io.BytesIO(made.content))
    assert [sheet.sheet_state for sheet in new] == ["visible", "visible", "hidden"]
    assert new["Biểu 1"].print_title_rows == old["Biểu 1"].print_title_rows
    assert new.defined_names["tong"].attr_text == "'Biểu 1'!$B$8"
    for sheet in old:
        assert sheet.merged_cells.ranges == new[sheet.title].merged_cells.ranges
        for row in sheet:
            for cell in row:
                assert cell._style == new[sheet.title][cell.coordinate]._style, cell.coordinate
    assert new["Biểu 1"]["B8"].value == "=SUM(B5:B7)"


def test_what_has_no_source_is_shaded_and_keeps_the_rest_of_its_style() -> None:
    data = layouts.workbook()
    made = form_files.fill_form(data, [PlaceContent("s0!B5", "chưa có số liệu", marked=True)])
    cell = openpyxl.load_workbook(io.BytesIO(made.content))["Biểu 1"]["B5"]
    assert (cell.value, cell.number_format, cell.font.name, cell.fill.fgColor.rgb) == (
        "chưa có số liệu", "#,##0", "Times New Roman", "FFFCF0D4",
    )  # fmt: skip
    read = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)["Biểu 1"]
    assert read["B8"].value == 0, "SUM passes over words, as Excel does"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_words_are_never_a_formula(text: str) -> None:
    made = form_files.fill_form(layouts.workbook(), [PlaceContent("s0!B5", text)])
    cell = openpyxl.load_workbook(io.BytesIO(made.content))["Biểu 1"]["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (
        text,
        "s" if text[0] != "=" else cell.data_type,
        True,
    )
    assert b"<f>1+1" not in parts(made.content)["xl/worksheets/sheet1.xml"]


def test_a_formula_beyond_us_is_left_to_excel_and_told() -> None:
    book = openpyxl.Workbook()
    book.active.title = "B"
    book.active["A1"], book.active["B1"], book.active["C1"] = 1, "=HAMLA(A1,A1:A2,1)", "=A1/0"
    made = form_files.fill_form(layouts.saved(book), [PlaceContent("s0!A2", "2", "2")])
    assert (made.left, made.failed) == (("B!B1",), ("B!C1",))
    assert b'fullCalcOnLoad="1"' in parts(made.content)["xl/workbook.xml"]


def test_a_formula_beyond_us_is_worked_out_by_the_other_engine() -> None:
    book = openpyxl.Workbook()
    book.active.title = "B"
    for row, (kind, number) in enumerate((("xã", None), ("phường", 5), ("xã", 7)), 1):
        book.active.cell(row, 1, kind)
        book.active.cell(row, 2, number)
    book.active["D1"] = '=SUMIF(A1:A3,"xã",B1:B3)'
    book.active["D2"] = "=SUMPRODUCT(B1:B3,B1:B3)"
    book.active["D3"] = "=D1+1"
    made = form_files.fill_form(layouts.saved(book), [PlaceContent("s0!B1", "0,5", "0.5")])
    told = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True).active
    assert (told["D1"].value, told["D2"].value, told["D3"].value) == (7.5, 74.25, 8.5)
    assert (made.left, made.failed) == ((), ())
    assert b'fullCalcOnLoad="1"' in parts(made.content)["xl/workbook.xml"], "Excel has the last word"


def test_results_that_two_engines_contradict_are_left() -> None:
    assert is_contradiction(Decimal(1), Decimal("1.1"))
    assert is_contradiction(Decimal(1), Failure("#VALUE!"))
    assert not is_contradiction(Decimal("0.3"), Decimal("0.30000000000000004"))
    assert not is_contradiction("a", "a")
    assert evaluate_cells(b"PK no workbook", [("B", 0, 0)]) == {}


@settings(deadline=None, max_examples=times(25, 500))
@given(st.lists(st.decimals(0, 10**6, places=3), min_size=3, max_size=3))
def test_sums_are_ours(numbers: list[Decimal]) -> None:
    held = archive.read_parts(layouts.workbook())
    entries = [PlaceContent(f"s0!B{row}", "", f"{number:f}") for row, number in zip((5, 6, 7), numbers, strict=True)]
    made = sheet_filling.fill_workbook(held, entries, workbook=layouts.workbook()).parts["xl/worksheets/sheet1.xml"]
    total = next(one for one in parse_xml(made).iter("{*}c") if one.get("r") == "B8").findtext("{*}v")
    assert Decimal(total) == sum(numbers)


@settings(deadline=None, max_examples=times(25, 500))
@given(st.text(max_size=200))
def test_any_words_come_out_as_they_went_in(text: str) -> None:
    held = archive.read_parts(layouts.units())
    made = word_filling.fill_document(held, [PlaceContent("t0.r1.c1", text)])["word/document.xml"]
    said = "\n".join(parse_xml(made).itertext())
    assert all(word in said for word in text.split() if word.isprintable())


def macro() -> bytes:
    types = "[Content_Types].xml"
    content = parts(layouts.workbook())[types]
    return repacked(
        layouts.workbook(),
        {types: content.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")},
    )


def bomb() -> bytes:
    return repacked(layouts.units(), {"word/media/a.png": b"\0" * 60_000_000})


@pytest.mark.parametrize(
    ("made", "name", "said"),
    [
        (lambda: b"", "a.docx", "trống"),
        (lambda: b"%PDF-1.7", "a.pdf", "không phải là DOCX"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "có mật khẩu"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 100, "a.xls", "kiểu cũ"),
        (lambda: b"PK\x03\x04" + b"\0" * 11_000_000, "a.xlsx", "lớn hơn 10 MB"),
        (macro, "a.xlsm", "macro"),
        (bomb, "a.docx", "lớn"),
        (layouts.units, "a.xlsx", "bên trong là DOCX"),
        (lambda: b"PK\x03\x04hong", "a.docx", "hỏng"),
    ],
    ids=["empty", "pdf", "locked", "old", "large", "macro", "bomb", "ending", "broken"],
)
def test_what_is_not_taken(made: Any, name: str, said: str) -> None:
    with pytest.raises(FileRefusedError, match=said):
        form_files.read_form(made(), name=name)
