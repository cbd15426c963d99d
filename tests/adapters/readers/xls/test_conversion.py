"""A workbook of Excel 97 to 2003 becomes a .xlsx of the same look, whole or not at all."""

import io
import struct
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet
from xlwt.CompoundDoc import XlsDoc

from sokehoach.adapters.external_forms.form_files import read_form
from sokehoach.adapters.readers.xls import conversion, formulas
from sokehoach.adapters.readers.xls.conversion import convert_workbook, is_old_workbook
from sokehoach.adapters.readers.xlsx.reader import Formula, WorkbookError, read_workbook
from sokehoach.adapters.sandbox import FileRefusedError

pytestmark = pytest.mark.parser_process  # openpyxl wants to write into /tmp, which only that process forbids


def old_workbook() -> xlwt.Workbook:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Biểu 01")
    head = xlwt.easyxf(
        "font: name Times New Roman, height 260, bold on; align: horiz center, vert center, wrap on;"
        "borders: left thin, right thin, top thin, bottom medium; pattern: pattern solid, fore_colour yellow"
    )
    sheet.write_merge(0, 0, 0, 2, "BÁO CÁO KẾT QUẢ THÁNG", head)
    sheet.write(1, 0, "Xã", head)
    sheet.write(1, 1, "Số cuộc")
    sheet.write(1, 2, "Số lượt người")
    for row, (name, number) in enumerate((("Pú Xi", 12), ("Mùn Chung", 3.5)), 2):
        sheet.write(row, 0, name)
        sheet.write(row, 1, number)
    sheet.write(4, 1, xlwt.Formula("SUM(B3:B4)"))
    sheet.write(4, 2, xlwt.Formula("IF(B5>0,ROUND(B3/B5*100,1),0)"))
    sheet.write(4, 0, xlwt.Formula('IF(B5>0,"Phiên bản 1.0",1.5)'))
    sheet.write(5, 0, "=2+3")
    sheet.write(5, 1, date(2021, 6, 22), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.write(6, 1, True)
    sheet.col(0).width = 256 * 30
    sheet.row(0).height_mismatch, sheet.row(0).height = True, 20 * 40
    sheet.portrait = False
    book.add_sheet("Ẩn").visibility = 1
    return book


def packed(book: xlwt.Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def first_sheet(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(convert_workbook(data))).worksheets[0]


def test_it_works() -> None:
    data = packed(old_workbook())
    assert is_old_workbook(data)
    sheet = first_sheet(data)
    assert sheet.title == "Biểu 01"
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A1:C1"]
    assert [sheet[place].value for place in ("A1", "B3", "B4", "B6", "B7")] == [
        "BÁO CÁO KẾT QUẢ THÁNG", 12, 3.5, datetime(2021, 6, 22), True,
    ]  # fmt: skip
    assert (sheet["B5"].value, sheet["C5"].value) == ("=SUM(B3:B4)", "=IF(B5>0,ROUND(B3/B5*100,1),0)")
    assert sheet["A5"].value == '=IF(B5>0,"Phiên bản 1.0",1.5)'
    head = sheet["A1"]
    assert (head.font.name, head.font.size, head.font.bold) == ("Times New Roman", 13, True)
    assert (head.alignment.horizontal, head.alignment.vertical, head.alignment.wrap_text) == ("center", "center", True)
    assert (sheet["A2"].border.left.style, sheet["A2"].border.bottom.style) == ("thin", "medium")
    assert (sheet["A2"].fill.fill_type, sheet["A2"].fill.start_color.rgb) == ("solid", "FFFFFF00")
    assert sheet["B6"].number_format.upper() == "DD/MM/YYYY"
    assert (sheet.column_dimensions["A"].width, sheet.row_dimensions[1].height) == (30, 40)
    assert sheet.page_setup.orientation == "landscape"


def test_a_hidden_sheet_stays_hidden() -> None:
    converted = openpyxl.load_workbook(io.BytesIO(convert_workbook(packed(old_workbook()))))
    assert [sheet.sheet_state for sheet in converted] == ["visible", "hidden"]


def test_a_text_that_begins_like_a_formula_is_none() -> None:
    cell = first_sheet(packed(old_workbook()))["A6"]
    assert (cell.value, cell.data_type) in (("=2+3", "s"), ("=2+3", "inlineStr"))


def test_its_values_are_read_as_those_of_a_new_workbook() -> None:
    table = read_workbook(packed(old_workbook()))
    by_place = {cell.address: cell.value for row in table.rows for cell in row.cells}
    assert (by_place["A3"], by_place["B3"], by_place["B4"], by_place["B6"]) == ("Pú Xi", 12, "3,5", date(2021, 6, 22))
    assert by_place["B5"] == Formula("=SUM(B3:B4)")


@pytest.mark.parametrize(
    "formula",
    [
        "Khac!A1+1",
        "'Biểu 2'!$B$2*2",
        "SUM('Biểu 2'!A1:B3)",
        "VLOOKUP(A1,Khac!$A$1:$B$9,2,FALSE)",
        'SUMIF(A1:A9,">0")',
        "-A1%",
        'A1&" người"',
        'IF(A1="","",A1^2)',
        "ROUND((A1+B1)/3,2)",
        "SUM(A1:A3,C1:C3)-COUNTA($A1:A$5)",
    ],
)
def test_a_formula_is_that_of_before(formula: str) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("S")
    for name in ("Khac", "Biểu 2"):
        book.add_sheet(name)
    sheet.write(3, 3, xlwt.Formula(formula))
    assert first_sheet(packed(book))["D4"].value.replace("FALSE()", "FALSE") == f"={formula}"


type Record = tuple[int, bytes]


def packed_with(book: xlwt.Workbook, change: Callable[[int, bytes], list[Record]]) -> bytes:
    """The workbook of one sheet with other records in the place of each: what Excel writes and xlwt cannot."""
    stream, records, at = book.get_biff_data(), [], 0
    while at < len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        records += change(kind, stream[at + 4 : at + 4 + length])
        at += 4 + length
    output = io.BytesIO()
    written = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    XlsDoc().save(output, written)
    return output.getvalue()


TIMES_TWO = struct.pack("<BHHBHB", 0x4C, 0, 0xC0FF, 0x1E, 2, 0x05)  # the cell on the left, 2, times


def filled_down(tokens: bytes | None) -> bytes:
    """A workbook in which a formula was filled down from B1: written once for B1 to B3, and named by each of them."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row in range(3):
        sheet.write(row, 0, row)
        sheet.write(row, 1, xlwt.Formula("A1*2"))

    def share(kind: int, content: bytes) -> list[Record]:
        if kind != 0x0006:
            return [(kind, content)]
        named = (kind, content[:20] + struct.pack("<HBHH", 5, 0x01, 0, 1))  # that of row 0, column 1
        if tokens is None or content[:2] != b"\0\0":
            return [named]
        return [named, (0x04BC, struct.pack("<HHBBBBH", 0, 2, 1, 1, 0, 3, len(tokens)) + tokens)]

    return packed_with(book, share)


def test_a_shared_formula_is_that_of_each_cell() -> None:
    sheet = first_sheet(filled_down(TIMES_TWO))
    assert [sheet[place].value for place in ("B1", "B2", "B3")] == ["=A1*2", "=A2*2", "=A3*2"]


@pytest.mark.parametrize("tokens", [None, b"\x7f\x00"])
def test_a_formula_that_is_nowhere_or_unknown_refuses_the_file(tokens: bytes | None) -> None:
    with pytest.raises(FileRefusedError, match="Không đọc được công thức ở dòng 1, cột 2"):
        convert_workbook(filled_down(tokens))


def test_too_many_formulas_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "_MAX_FORMULAS", 2)
    with pytest.raises(FileRefusedError, match="quá nhiều công thức"):
        conversion.build_workbook(packed(old_workbook()))


def test_a_chart_within_a_sheet_brings_no_formula() -> None:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, xlwt.Formula("1+2"))
    is_in_sheet = False

    def add_chart(kind: int, content: bytes) -> list[Record]:
        nonlocal is_in_sheet
        is_in_sheet = is_in_sheet or (kind == 0x0809 and content[2:4] == b"\x10\0")
        if kind != 0x000A or not is_in_sheet:
            return [(kind, content)]
        formula = struct.pack("<HH", 0, 0) + bytes(16) + struct.pack("<HBH", 3, 0x1E, 9)
        chart = [(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0)), (0x0006, formula), (0x000A, b"")]
        return [*chart, (kind, content)]

    assert first_sheet(packed_with(book, add_chart))["A1"].value == "=1+2"


def test_letters_that_no_xlsx_may_have_are_left_out() -> None:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "Pú\x07 Xi")
    assert first_sheet(packed(book))["A1"].value == "Pú Xi"


def test_a_password_of_excel_97_is_named_as_the_reason() -> None:
    book = xlwt.Workbook()
    book.add_sheet("A")
    data = packed_with(
        book,
        lambda kind, content: [
            (kind, content),
            *([(0x002F, bytes(6))] if content[2:4] == b"\x05\0" and kind == 0x0809 else []),
        ],
    )
    with pytest.raises(FileRefusedError, match="mật khẩu"):
        convert_workbook(data)


def test_what_excel_shows_as_an_error_is_kept() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.row(1).set_cell_error(0, "#DIV/0!")
    assert first_sheet(packed(book))["A2"].value == "#DIV/0!"


@pytest.mark.parametrize("keep", [100, 1_000, 3_000])
def test_a_torn_file_is_refused_with_a_sentence(keep: int) -> None:
    with pytest.raises(FileRefusedError, match=r"hỏng|không mở được"):
        convert_workbook(packed(old_workbook())[:keep] + b"\0" * 600)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "_MAX_CELLS", 5)
    with pytest.raises(FileRefusedError, match="hơn 5 ô"):
        conversion.build_workbook(packed(old_workbook()))


def test_a_password_of_a_later_excel_is_named_as_the_reason() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert not is_old_workbook(locked)
    with pytest.raises(WorkbookError, match="mật khẩu"):
        read_workbook(locked)


@pytest.mark.parametrize(
    "name",
    [
        "PhuLuc01_QH",
        *(
            pytest.param(name, marks=pytest.mark.sweep)
            for name in ("BCao_QLTH_PX", "baocaotaihuyen", "baocaotaixa", "tonghopNC_PX")
        ),
    ],
)
def test_real_forms_keep_their_words_and_merged_cells(shared: Path, name: str) -> None:
    import xlrd

    data = (shared / f"corpus/files/x14_vnah_{name}.xls").read_bytes()
    old = xlrd.open_workbook(file_contents=data, formatting_info=True).sheet_by_index(0)
    sheet = first_sheet(data)
    old_words = {cell.value for row in old.get_rows() for cell in row if isinstance(cell.value, str) and cell.value}
    assert old_words == {cell.value for row in sheet for cell in row if isinstance(cell.value, str)}
    assert len(sheet.merged_cells.ranges) == len([span for span in old.merged_cells if span])
    assert read_form(convert_workbook(data), name="a.xlsx").kind == "xlsx"
