"""An official adds a section with two cells, an indicator and a schedule by pasting tables; a commune fills a cell."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot, verify
from tests.journeys.test_pages import REPORT, go

FILES = "/chuong-trinh/tuan_giao_2021/nhap/"
NAMES = {"CD98": "Buổi phát thanh cơ sở", "CD99": "Giờ phát thanh cơ sở"}
SECTION = "Phát thanh cơ sở"


def paste_below(page: Page, label: str, block: str) -> None:
    """Paste cells into the first blank row of a table, as Excel puts them on the clipboard."""
    number = page.locator("table[data-grid] tbody tr").count() - 2
    page.get_by_label(f"{label}, dòng {number}", exact=True).evaluate(
        """(cell, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        block,
    )


def save(page: Page, message: str | re.Pattern[str] = "Đã lưu, không có lỗi.") -> None:
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(page.get_by_text(message)).to_be_visible()


def add_elements(page: Page, names: Mapping[str, str], form: str) -> None:
    """A line for each element of a form, in the table of elements."""
    for code, name in names.items():
        page.goto(f"{FILES}tep/elements.csv")
        page.get_by_role("link", name="Thêm một dòng").click()
        texts = {"Mã (code)": code, "Tên (name)": name, "Đơn vị tính (unit)": "buổi", "Biểu (form)": form,
                 "Nguồn (source)": "Công văn của Sở"}  # fmt: skip
        for label, text in texts.items():
            page.get_by_label(label).fill(text)
        choices = {"Loại số (kind)": "count", "Thời kỳ hay thời điểm (nature)": "flow",
                   "Cộng theo thời gian (over_time)": "sum", "Cộng theo nơi (over_place)": "sum",
                   "Chức năng (function)": "general", "Đếm người (counts_persons)": "no"}  # fmt: skip
        for label, choice in choices.items():
            page.get_by_label(label).select_option(choice)
        save(page, re.compile("Đã lưu"))


def look(page: Page, name: str) -> None:
    shot(page, name)
    axe(page)


def test_an_official_edits_forms_schedules_and_indicators_in_tables(
    demo_login: Callable[..., Page], home: Path
) -> None:
    official = demo_login("truongphong")
    official.goto("/chuong-trinh/tuan_giao_2021/")
    official.get_by_role("button", name="Lập bản nháp").click()
    expect(official.get_by_text("Không có lỗi.")).to_be_visible()
    add_elements(official, NAMES, "01-XA")

    official.goto(FILES)
    official.get_by_role("link", name="01-XA", exact=True).click()
    official.get_by_role("link", name="Sửa bảng các phần").click()
    paste_below(official, "Tên phần", f"{SECTION}\tII.1\tP")
    look(official, "table-of-sections")
    save(official, re.compile("Đã lưu"))
    official.get_by_role("link", name="Sửa bảng ô của phần P").click()
    paste_below(official, "Mã ô", f"P1\t{NAMES['CD98']}\n\tCD99\t\t\t1")
    look(official, "table-of-cells")
    save(official)
    look(official, "form-of-a-draft")

    official.goto(f"{FILES}bang/chi-so/")
    terms = f"{NAMES['CD98']} (CD98)"
    paste_below(official, "Tên chỉ số", f"Buổi phát thanh mỗi xã\t{terms}\t1\tkhông chia: chỉ lấy tử số\t\t\tkhông")
    save(official)
    official.goto(f"{FILES}bang/chi-so/")
    expect(official.get_by_text(f"= {terms} ÷ 1")).to_be_visible()
    official.get_by_role("button", name="Thêm dòng").click()
    rows = official.locator("table[data-grid] tbody tr")
    expect(official.locator("table[data-grid] tbody input[name=stored]")).to_have_count(rows.count())
    expect(rows.last.locator("input[name=stored]")).to_have_value("")
    look(official, "table-of-indicators")

    official.goto(f"{FILES}bang/che-do/")
    paste_below(
        official, "Tên chế độ báo cáo",
        "Báo cáo phát thanh\tViệc phát thanh\tlời văn\thằng quý\thệ thống thông tin báo cáo\tbc-xa\tCông văn\t"
        "01/7/2021\t\t\tphat_thanh",
    )  # fmt: skip
    look(official, "table-of-schedules")
    save(official, re.compile("Đã lưu"))
    official.goto(f"{FILES}bang/noi-gui/")
    paste_below(official, "Chế độ báo cáo", "Báo cáo phát thanh\txã; thị trấn\t099\t099.VHTT\t\t2 ngày làm việc\tnd09")
    look(official, "table-of-stages")
    save(official)

    official.goto(FILES)
    official.get_by_role("link", name="Xem khác biệt, công bố").click()
    for text in ("Buổi phát thanh mỗi xã", "biểu 01-XA, ô CD98", "Báo cáo phát thanh"):
        expect(official.get_by_text(re.compile(re.escape(text))).first).to_be_visible()
    shot(official, "tables-difference")
    official.get_by_label("Lý do").fill("Công văn của Sở")
    official.get_by_role("button", name="Công bố").click()
    expect(official.get_by_text("Đã công bố phiên bản 2.")).to_be_visible()

    commune = demo_login("xa03304")
    go(commune, "/bao-cao/", REPORT)
    expect(commune.get_by_text(SECTION).first).to_be_visible()
    expect(commune.get_by_text(NAMES["CD98"]).first).to_be_visible()
    cell = commune.locator("input[name=P1]")
    cell.fill("3")
    cell.press("Tab")
    expect(commune.locator("input[name=P1].is-blank")).to_have_count(0)
    commune.reload()
    expect(commune.locator("input[name=P1]")).to_have_value("3")
    verify(home)
