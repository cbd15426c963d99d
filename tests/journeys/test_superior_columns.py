"""A table of nineteen communes is brought, decided by column, its unknown name explained, taken away and read."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.styles import Border, Side
from playwright.sync_api import Page, expect

from tests.adapters.external_forms.ministry_forms import UNITS
from tests.journeys.conftest import axe, shot
from tests.journeys.test_superior_form import bring, chip

HEADS = (
    "TT",
    "Xã, thị trấn",
    "Số lượt người nghe",
    "Số buổi phát trên loa",
    "Kinh phí đã sử dụng (nghìn đồng)",
    "Ghi chú",
)
UNKNOWN = "Khối cơ quan huyện"


def table() -> bytes:
    book, thin = openpyxl.Workbook(), Side("thin")
    sheet = book.active
    sheet.title = "Biểu 02"
    sheet["A1"] = "BIỂU TỔNG HỢP KẾT QUẢ PHÒNG, CHỐNG MẠI DÂM THEO XÃ"
    sheet.merge_cells("A1:F1")
    names = [*(written[number % 4] for number, written in enumerate(UNITS.values())), UNKNOWN]
    for column, head in enumerate(HEADS, 1):
        sheet.cell(3, column, head)
    for row, name in enumerate(names, 4):
        sheet.cell(row, 1, row - 3), sheet.cell(row, 2, name)
    last = 3 + len(names)
    sheet.cell(last + 1, 2, "Tổng cộng")
    for letter in "CDE":
        sheet[f"{letter}{last + 1}"] = f"=SUM({letter}4:{letter}{last})"
    for line in sheet.iter_rows(min_row=3, max_row=last + 1, max_col=len(HEADS)):
        for cell in line:
            cell.border = Border(thin, thin, thin, thin)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def test_three_decisions_fill_a_table_of_nineteen_communes(demo_login: Callable[[str], Page], tmp_path: Path) -> None:
    blank = tmp_path / "bieu02.xlsx"
    blank.write_bytes(table())
    office = demo_login("thuongtruc")
    bring(office, blank)
    expect(chip(office, "D4")).to_have_text("TT03 · TT Tuần Giáo")
    expect(chip(office, "C4")).to_have_text("chưa rõ")
    expect(chip(office, "D23")).to_have_text("chưa rõ")  # never the whole district

    chip(office, "C4").click()
    office.get_by_label("Lượt người tham dự", exact=True).check()
    office.get_by_label("cả cột").check()
    axe(office)
    shot(office, "superior-column")
    office.get_by_role("button", name="Giữ, sang ô sau").click()
    expect(chip(office, "C22")).to_have_text("TT02 · Tênh Phông")

    chip(office, "E4").click()
    office.get_by_label("Kinh phí đã chi", exact=True).check()
    office.get_by_label("cả cột").check()
    office.get_by_role("button", name="Giữ, sang ô sau").click()

    expect(office.get_by_text(f"«{UNKNOWN}» là đơn vị nào?")).to_be_visible()
    axe(office)
    office.get_by_label("không phải một đơn vị").check()
    office.get_by_role("button", name="Giữ cho cả biểu").click()
    expect(office.locator("#blank")).to_contain_text("Còn 0/")

    office.get_by_role("link", name="Điền cho 6 tháng đầu năm 2021").click()
    axe(office)
    with office.expect_download() as taken:
        office.get_by_role("link", name="Tải biểu đã điền").click()
    taken.value.save_as(tmp_path / "filled.xlsx")
    told = openpyxl.load_workbook(tmp_path / "filled.xlsx", data_only=True).active
    rows = {row[1].value: row for row in told.iter_rows(min_row=4, max_row=24)}
    for position, letter in ((2, "C"), (3, "D"), (4, "E")):
        numbers = [row[position].value for name, row in rows.items() if name != "Tổng cộng"]
        counted = [number for number in numbers if isinstance(number, (int, float))]
        assert told[f"{letter}24"].value == sum(counted) > 0
        assert len(counted) == 17, "two communes have not reported"
    assert [rows[UNKNOWN][position].value for position in (2, 3, 4)] == [None] * 3
    assert all(row[4].value % 1 == 0 for row in rows.values() if isinstance(row[4].value, float)), (
        "nghìn đồng are whole"
    )
