"""The superior's table is brought, its proposal corrected twice, filled, taken away and opened in a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.adapters.external_forms import official
from tests.journeys.conftest import axe, shot


def test_from_a_blank_to_the_filled_file(demo_login: Callable[[str], Page], tmp_path: Path) -> None:
    blank = tmp_path / "bieu03.xlsx"
    blank.write_bytes(official.table())
    office = demo_login("thuongtruc")
    bring(office, blank)
    expect(office.locator("#blank")).to_have_text("Còn 1/9 ô chưa rõ")
    expect(chip(office, "C9")).to_have_text("TT01 · đơn vị của dòng")
    shot(office, "superior-form")

    office.get_by_label("Tên kỳ báo cáo").check()  # of the title, which is asked first
    office.get_by_role("button", name="Giữ, sang ô sau").click()
    expect(office.locator("#blank")).to_have_text("Còn 0/9 ô chưa rõ")
    chip(office, "F9").click()
    office.get_by_label("Không có nguồn").check()
    office.get_by_role("button", name="Giữ, sang ô sau").click()
    expect(chip(office, "F9")).to_have_text("không nguồn")
    chip(office, "G9").click()
    office.get_by_text("Chọn chỉ tiêu, chỉ số khác, gõ lời").click()
    office.get_by_label("Lời cố định").check()
    office.get_by_label("Lời", exact=True).fill("đã đối chiếu")
    office.keyboard.press("Enter")
    expect(chip(office, "G9")).to_have_text("đã đối chiếu")
    axe(office)

    office.get_by_role("link", name="Điền cho 6 tháng đầu năm 2021").click()
    expect(office.locator("#left")).to_contain_text("ô chưa có số, được đánh dấu trong tệp")
    expect(office.locator("[aria-labelledby=left]")).to_contain_text("không có nguồn")
    expect(office.get_by_role("status")).to_contain_text("Pú Xi, Tênh Phông")

    # The column that was given no source adds up to 0, and the year before is consolidated: the file waits.
    expect(office.get_by_role("alert")).to_contain_text("tổng trong tệp khác số tổng hợp")
    expect(office.get_by_role("link", name="Tải biểu đã điền")).to_have_count(0)
    differences = office.locator("[aria-labelledby=differences]")
    expect(differences).to_contain_text("Biểu 03!F10 (ở tệp đã điền là Biểu 03!F28)")  # 19 units, 18 rows more
    differences.get_by_role("link", name="Biểu 03!F10").click()
    office.get_by_label("Để điền bằng tay").check()
    office.get_by_role("button", name="Giữ, sang ô sau").click()
    expect(chip(office, "F10")).to_have_text("điền tay")
    office.get_by_role("link", name="Điền cho 6 tháng đầu năm 2021").click()
    expect(office.locator("#shown")).to_be_visible()
    expect(office.get_by_role("alert")).to_have_count(0)
    shown = office.get_by_role("row", name="Xã Quài Cang").locator("a.figure").first.inner_text()
    axe(office)
    shot(office, "superior-filled")

    with office.expect_download() as taken:
        office.get_by_role("link", name="Tải biểu đã điền").click()
    taken.value.save_as(tmp_path / "filled.xlsx")
    whole, told = (openpyxl.load_workbook(tmp_path / "filled.xlsx", data_only=one).active for one in (False, True))
    rows = {row[1].value: row for row in told.iter_rows(min_row=9, max_row=27)}
    assert len(rows) == 19
    assert [cell.value for cell in rows["Xã Quài Cang"]][2::4] == [int(shown), "đã đối chiếu"]
    assert rows["Xã Quài Cang"][5].value == "…"
    assert rows["Xã Pú Xi"][2].value == "chưa có số liệu"
    numbers = [row[2].value for row in rows.values() if isinstance(row[2].value, int)]
    assert (whole["C28"].value, told["C28"].value, len(numbers)) == ("=SUM(C9:C27)", sum(numbers), 17)


def bring(office: Page, blank: Path) -> None:
    office.goto("/van-ban/bieu-cap-tren/moi/")
    office.get_by_label("Tên biểu").fill("Biểu số 03")
    office.get_by_label("Dùng từ ngày").fill("01/01/2021")
    office.get_by_label("Tệp mẫu").set_input_files(blank)
    office.get_by_role("button", name="Đọc mẫu").click()
    office.wait_for_url("**/bieu-cap-tren/*-*/")


def chip(office: Page, cell: str):  # type: ignore[no-untyped-def]
    return office.locator(f".foreign a.token[href*='{cell}#']")
