"""A superior's form in three layouts, as their offices make them."""

import io
import zipfile
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName

ROWS = ("Số cuộc tuyên truyền trực tiếp", "Số lượt người tham dự", "Số buổi phát thanh")


def outline() -> bytes:
    """Word: headings, dots in sentences, a table with merged heads, a footer."""
    made = docx.Document()
    made.sections[0].footer.paragraphs[0].text = "Mẫu 01"
    made.add_heading("I. TÌNH HÌNH", 1)
    made.add_paragraph("……………………")
    made.add_heading("II. KẾT QUẢ THỰC HIỆN", 1)
    line = made.add_paragraph("Đã tổ chức ")
    line.add_run("……").bold = True
    line.add_run(" cuộc tuyên truyền trực tiếp.").italic = True
    table = made.add_table(5, 4, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "TT"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "Nội dung"
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Kết quả"
    table.cell(1, 2).text, table.cell(1, 3).text = "Kỳ này", "Cùng kỳ năm trước"
    for number, label in enumerate(ROWS):
        table.cell(number + 2, 0).text, table.cell(number + 2, 1).text = str(number + 1), label
    return saved(made)


def workbook() -> bytes:
    """Excel: two sheets and a hidden one, merged heads, formulas (one shared), a defined name, print settings."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    thin = Side("thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    sheet["A1"] = "Đơn vị báo cáo: ………"
    sheet["A3"], sheet["B3"] = "Nội dung", "Số liệu"
    sheet.merge_cells("B3:C3")
    sheet["B4"], sheet["C4"] = "Kỳ này", "Lũy kế"
    for number, label in enumerate(ROWS):
        sheet.cell(number + 5, 1, label)
    sheet["A8"], sheet["B8"], sheet["C8"] = "Cộng", "=SUM(B5:B7)", "=SUM(C5:C7)"
    for row in sheet["A3:C8"]:
        for cell in row:
            cell.border = border
    for row in sheet["B5:C8"]:
        for cell in row:
            cell.number_format, cell.font = "#,##0", Font(name="Times New Roman", bold=True)
            cell.fill, cell.alignment = PatternFill("solid", "FFEEEEEE"), Alignment("right")
    sheet.print_title_rows, sheet.page_setup.orientation = "3:4", "landscape"
    second = book.create_sheet("Biểu 2")
    second["A1"], second["B1"] = "Tổng số của biểu 1", "='Biểu 1'!B8*2"
    book.create_sheet("Ẩn")["A1"] = 7
    book["Ẩn"].sheet_state = "hidden"
    book.defined_names["tong"] = DefinedName("tong", attr_text="'Biểu 1'!$B$8")
    return saved(book)


def units() -> bytes:
    """Word in landscape: a row for each unit."""
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    table = made.add_table(5, 3, style="Table Grid")
    for column, head in enumerate(("Đơn vị", "Cuộc tuyên truyền trực tiếp", "Lượt người tham dự")):
        table.cell(0, column).text = head
    for row, name in enumerate(("Xã Tênh Phông", "Pú Xi", "Xã Quài Cang", "Tổng cộng")):
        table.cell(row + 1, 0).text = name
    return saved(made)


def saved(made: Any) -> bytes:
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def repacked(data: bytes, changed: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts(data) | changed).items():
            archive.writestr(name, content)
    return into.getvalue()
