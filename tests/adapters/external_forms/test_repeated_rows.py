"""A row that was left blank once for many units: copied with its looks, and all that lies below follows."""

import io
import re

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from sokehoach.adapters.external_forms import form_files, references
from sokehoach.adapters.external_forms.references import Repeat
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.documents.external_form.place import PlaceContent
from tests.adapters.external_forms import layouts

UNITS = ("Tênh Phông", "Pú Xi", "Quài Cang")


def book(*, note: bool = False) -> bytes:
    """One blank row (6), a share in it, a total under it, signatures below; a second sheet that takes the total."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Biểu 1"
    side = Side("thin")
    for row in sheet["A4:E7"]:
        for cell in row:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
    for column, head in zip("ABCDE", ("TT", "Đơn vị", "Số cuộc", "Số lượt", "Bình quân"), strict=True):
        sheet[f"{column}4"] = head
    sheet.merge_cells("A4:A5")
    sheet["A6"], sheet["E6"], sheet["C6"].font = (
        1,
        "=IF(C6=0,0,D6/C6)",
        Font(name="Times New Roman", bold=True),
    )
    sheet["B7"], sheet["C7"], sheet["D7"] = "Tổng cộng", "=SUM(C6:C6)", "=SUM(D$6:D$6)"
    sheet["E7"], sheet["E9"] = "=C6", '="C6: "&C7'
    sheet["B10"] = "Người lập biểu"
    sheet.merge_cells("B10:C10")
    sheet.row_dimensions[6].height = 33
    sheet.print_area = "A1:E11"
    sheet.conditional_formatting.add("C6:D7", CellIsRule(operator="equal", formula=["$C$7"]))
    valid = DataValidation("whole", formula1="$D$7")
    valid.add("C6:D6")
    sheet.add_data_validation(valid)
    if note:
        sheet["B7"].comment = Comment("ghi chú", "Sở")
    second = made.create_sheet("Tổng hợp")
    second["A1"] = "='Biểu 1'!C7+C6"
    made.defined_names["tong"] = DefinedName("tong", attr_text="'Biểu 1'!$C$7")
    return layouts.saved(made)


def entries() -> list[PlaceContent]:
    told = []
    for number, name in enumerate(UNITS):
        copy = f"*{number}" if number else ""
        told += [
            PlaceContent(f"s0!A6{copy}", str(number + 1), str(number + 1)),
            PlaceContent(f"s0!B6{copy}", name),
            PlaceContent(f"s0!C6{copy}", "", str(number + 2)),
            PlaceContent(f"s0!D6{copy}", "", str(10 * (number + 2))),
        ]
    return told


def test_it_works() -> None:
    made = form_files.fill_form(book(), entries())
    sheet = openpyxl.load_workbook(io.BytesIO(made.content))["Biểu 1"]
    assert [[cell.value for cell in row] for row in sheet["A6:E9"]] == [
        [1, "Tênh Phông", 2, 20, "=IF(C6=0,0,D6/C6)"],
        [2, "Pú Xi", 3, 30, "=IF(C7=0,0,D7/C7)"],
        [3, "Quài Cang", 4, 40, "=IF(C8=0,0,D8/C8)"],
        [None, "Tổng cộng", "=SUM(C6:C8)", "=SUM(D$6:D$8)", "=C6"],
    ]
    assert sheet["E11"].value == '="C6: "&C9'
    assert sheet["C8"].font.name == "Times New Roman"
    assert sheet["C8"].border.left.style == "thin"
    assert sheet.row_dimensions[8].height == 33
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A4:A5", "B12:C12"}
    assert sheet.print_area == "'Biểu 1'!$A$1:$E$13"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["C6:D9"]
    (valid,) = sheet.data_validations.dataValidation
    assert (str(valid.sqref), valid.formula1) == ("C6:D8", "$D$9")
    told = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)
    assert (told["Biểu 1"]["C9"].value, told["Biểu 1"]["E7"].value, told["Tổng hợp"]["A1"].value) == (
        9,
        10,
        9,
    )
    assert openpyxl.load_workbook(io.BytesIO(made.content)).defined_names["tong"].attr_text == "'Biểu 1'!$C$9"
    assert made.narrow == ("Biểu 1!E7",), "a formula that takes one cell has the first unit alone, and is told"
    assert made.results["s0!C7"] == "9"
    assert made.cells["s0!C7"].endswith("!C9"), "two rows lower in the filled file"
    assert made.results["s0!E6*2"] == "10"


def test_what_cannot_move_is_refused_with_what_to_do() -> None:
    with pytest.raises(FileRefusedError, match=r"«Biểu 1» vì trang này có ghi chú\. Hãy chèn sẵn đủ dòng"):
        form_files.fill_form(book(note=True), entries())


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(B6:B6)", "SUM(B6:B8)"), ("SUM($B$3:$B$6)", "SUM($B$3:$B$8)"), ("B7", "B9"), ("B6", "B6"), ("B5", "B5"),
        ("'Biểu ''1'''!B7+X!B7", "'Biểu ''1'''!B9+X!B7"), ("$4:$6", "$4:$8"), ("A:C", "A:C"),
        ('IF(A7="B7","B7:B8",LOG10(7))', 'IF(A9="B7","B7:B8",LOG10(7))'), ("tong7+B7", "tong7+B9"),
    ],
)  # fmt: skip
def test_references_follow(formula: str, after: str) -> None:
    assert references.follow_repeat(formula, Repeat("Biểu '1'", 5, 2), is_own_sheet=True) == after


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "after"),
    [
        ("C6/$D6+E$7", 2, 0, "C8/$D8+E$7"),
        ("C6", 0, 2, "E6"),
        ("SUM($A$1:B6)", 1, 1, "SUM($A$1:C7)"),
        ("Z1", 0, 1, "AA1"),
    ],
)
def test_references_are_filled_down(formula: str, rows: int, columns: int, after: str) -> None:
    assert references.shift_formula(formula, rows, columns) == after


def test_a_formula_written_once_for_many_cells_is_written_for_each() -> None:
    """As Excel keeps a column that was filled down: E6 and, below the row that is repeated, E7."""
    data = book()
    changed = re.sub(
        rb'<c r="E6"([^>]*)><f>[^<]*</f><v ?/?>(</v>)?</c>',
        rb'<c r="E6"\1><f t="shared" ref="E6:E7" si="0">C6+D6</f><v/></c>',
        layouts.parts(data)["xl/worksheets/sheet1.xml"],
    )
    changed = re.sub(rb'(<c r="E7"[^>]*>)<f>[^<]*</f>', rb'\1<f t="shared" si="0"/>', changed)
    made = form_files.fill_form(layouts.repacked(data, {"xl/worksheets/sheet1.xml": changed}), entries())
    told = openpyxl.load_workbook(io.BytesIO(made.content))["Biểu 1"]
    assert [told[f"E{row}"].value for row in range(6, 10)] == ["=C6+D6", "=C7+D7", "=C8+D8", "=C9+D9"]


def test_a_total_over_a_gap_is_told() -> None:
    made = form_files.fill_form(
        book(), [PlaceContent("s0!C6", "chưa có số liệu", marked=True), PlaceContent("s0!D6", "", "5")]
    )
    assert set(made.short) == {"Biểu 1!C7", "Biểu 1!E7", "Tổng hợp!A1"}
    assert made.left == ()
