"""What is written to a workbook is read from it again, and nothing in it is alive."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.adapters.readers.xlsx import reader
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet

COLUMNS = (
    SheetColumn("Tên", note="viết ngắn"),
    SheetColumn("Lượt người", CellKind.NUMBER),
    SheetColumn("Ngày", CellKind.DAY),
)
# Text that XML can hold; a lone carriage return is a line feed to every XML reader.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t=+-@"),
    min_size=1,
    max_size=300,
)
rows = st.tuples(
    st.none() | texts | st.sampled_from(["=1+1", "+84", "-5", "@SUM(A1)", "#N/A", "_x0041_", "'=1", " lề "]),
    st.none() | st.integers(min_value=0, max_value=10**12),
    st.none() | st.dates(min_value=date(1900, 3, 1)),
)


def test_it_works() -> None:
    made = writer.write_workbook(WorkbookSheet("Sổ", COLUMNS, [("Họp bản Ten Hon", 0, date(2021, 6, 12))]))
    table = reader.read_workbook(made)
    assert table.name == "Sổ"
    assert [cell.value for cell in table.rows[0].cells] == ["Tên", "Lượt người", "Ngày"]
    assert [(cell.address, cell.value) for cell in table.rows[1].cells] == [
        ("A2", "Họp bản Ten Hon"),
        ("B2", 0),
        ("C2", date(2021, 6, 12)),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=5))
def test_whatever_is_written_comes_back_and_no_cell_is_a_formula(lines: list[tuple]) -> None:
    made = writer.write_workbook(WorkbookSheet("Sổ", COLUMNS, lines))
    back = {row.number: row.cells for row in reader.read_table(made).rows[1:]}
    for number, line in enumerate(lines, start=2):
        cells = [cell.value for cell in back.get(number, ())]
        assert cells + [None] * (3 - len(cells)) == list(line)
    for row in openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows():
        assert all(cell.data_type != "f" for cell in row)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@A1"])
def test_text_that_could_come_alive_is_marked_as_text(text: str) -> None:
    made = writer.write_workbook(WorkbookSheet("Sổ", (SheetColumn("Tên"),), [(text,)]))
    cell = openpyxl.load_workbook(io.BytesIO(made)).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_template_offers_the_choices_as_a_list() -> None:
    columns = (SheetColumn("Hình thức", choices=("Phát thanh", "Tờ rơi")), SheetColumn("Ghi chú"))
    page = openpyxl.load_workbook(io.BytesIO(writer.write_workbook(WorkbookSheet("Mẫu", columns), template=True)))
    (rule,) = page["Mẫu"].data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("A2:A2000", "'Danh mục'!$A$2:$A$3")
    assert [cell.value for cell in page["Danh mục"]["A"]] == ["Hình thức", "Phát thanh", "Tờ rơi"]


def test_text_with_control_characters_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="control"):
        writer.write_workbook(WorkbookSheet("Sổ", (SheetColumn("Tên"),), [("a\x00b",)]))


def test_text_beyond_what_a_cell_holds_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="fit a cell"):
        writer.write_workbook(WorkbookSheet("Sổ", (SheetColumn("Tên"),), [("a" * 32_768,)]))


def test_lines_above_and_below_the_table_and_decimals() -> None:
    sheet = WorkbookSheet(
        "Số liệu",
        (SheetColumn("Đơn vị"), SheetColumn("Số", kind=CellKind.NUMBER)),
        rows=(("Pú Xi", Decimal("51.90")), ("Ta Ma", Decimal(1208))),
        heading=("Kinh phí", "6 tháng đầu năm 2021"),
        notes=("=1+1",),
        landscape=True,
    )
    page = openpyxl.load_workbook(io.BytesIO(writer.write_workbook(sheet))).active
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Kinh phí", None], ["6 tháng đầu năm 2021", None], ["Đơn vị", "Số"], ["Pú Xi", 51.9], ["Ta Ma", 1208],
        ["=1+1", None],
    ]  # fmt: skip
    assert [page["B4"].number_format, page["B5"].number_format] == ["#,##0.0", "#,##0"]
    assert page["A6"].data_type == "s", "a line is never a formula"
    assert page.freeze_panes == "A4"
    assert page.page_setup.orientation == "landscape"
