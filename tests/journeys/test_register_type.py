"""An official makes a register of ten fields and two measures in the browser; a commune fills it, a report counts."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, expect

from tests.journeys.conftest import axe, shot, verify
from tests.journeys.test_programme_draft import CELL, NEW_CELL, add_element

FILES = "/chuong-trinh/tuan_giao_2021/nhap/"
# As cells copied from Excel: label, kind, chosen from, required, visible when, required when, at most, hint, column,
# filter, total.
FIELDS = """Ngày phát\tngày
Tên buổi\tmột dòng lời\t\t\t\t\t150\t\tcó
Hình thức\tchọn một\tLoa cố định; Loa lưu động; Mạng xã hội\t\t\t\t\t\tcó\tcó
Nơi phát\tmột dòng lời\t\t\tHình thức là Loa lưu động\tHình thức là Loa lưu động\t100\tchợ, bản, trường
Số lượt phát\tsố nguyên\t\t\t\t\t1000\t\tcó\t\tcó
Trong đó tiếng dân tộc\tsố nguyên\t\tkhông\t\t\t1000
Kinh phí\tsố tiền (đồng)\t\tkhông
Các bản được phát\tnhiều đơn vị\tđịa bàn cơ sở\tkhông
Có phối hợp\tcó hay không
Khó khăn\tđoạn lời\t\tkhông"""
BROKEN = "Số tiếng dân tộc lớn hơn số lượt phát."
RULES = f"từng trường không lớn hơn (không sau)\tTrong đó tiếng dân tộc\tSố lượt phát\t\t{BROKEN}"
MEASURES = """buổi phát thanh\tđếm dòng\t\t\ttrong kỳ\tđơn vị ghi sổ\t01-XA A80
lượt phát bằng loa lưu động\tcộng\tSố lượt phát\tHình thức là Loa lưu động\ttrong kỳ\tđơn vị ghi sổ"""

# A line for each unit: the entry to which it belongs, the unit, a number.
LINES = """Ngày\tngày
Của buổi\tdòng của sổ khác\tBuổi phát thanh\t\t\t\t\t\t\t\t\t\t\tcó
Đơn vị dự\tmột đơn vị\tđịa bàn cơ sở\t\t\t\t\t\tcó
Lượt dự\tsố nguyên\t\t\t\t\t1000\t\tcó\t\tcó"""


def paste(page: Page, label: str, block: str) -> None:
    """Paste cells into the first cell of a table, as Excel puts them on the clipboard."""
    page.get_by_label(f"{label}, dòng 1", exact=True).evaluate(
        """(cell, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        block,
    )


def fill_table(page: Page, heading: str, label: str, block: str, picture: str) -> None:
    page.get_by_role("heading", name=heading, exact=True).locator("..").get_by_role("link", name="Sửa bảng").click()
    paste(page, label, block)
    shot(page, picture)
    axe(page)
    page.get_by_role("button", name="Lưu và kiểm tra").click()


def add_cell(page: Page) -> None:
    """A cell that is new stands at once in reports that are not sent."""
    page.goto(f"{FILES}tep/forms/01-XA.yaml")
    box = page.get_by_label("Nội dung tệp")
    box.fill(box.input_value().replace(CELL, CELL + NEW_CELL))
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(page.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()


def add_register(page: Page, name: str, row: str, about: str) -> None:
    page.goto(FILES)
    page.get_by_role("link", name="Thêm sổ").click()
    page.get_by_label("Tên sổ").fill(name)
    page.get_by_label("Một dòng gọi là").fill(row)
    page.get_by_label("Sổ ghi gì").fill(about)
    for level in ("xã", "thị trấn"):
        page.get_by_label(level, exact=True).check()
    shot(page, "register-head")
    axe(page)
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(page.get_by_role("heading", name="Các trường", exact=True)).to_be_visible()


def add_lines_of_units(page: Page) -> None:
    """A register of rows whose table stands ready in the form of the entry, one line for each unit."""
    add_register(page, "Lượt dự", "dòng", "Mỗi xã, thị trấn một dòng.")
    fill_table(page, "Các trường", "Nhãn", LINES, "register-lines")
    page.get_by_role("link", name="Sửa tên, nơi ghi sổ").click()
    page.get_by_label("Là dòng con, theo trường").select_option(label="Của buổi")
    page.get_by_label("Mỗi đơn vị một dòng, theo trường").select_option(label="Đơn vị dự")
    shot(page, "register-lines-head")
    axe(page)
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(page.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    page.goto(f"{FILES}so/buoi_phat_thanh/xem-thu/")
    shot(page, "register-lines-preview")
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_label("Quài Tở: Lượt dự").fill("1001")
    page.get_by_role("button", name="Kiểm tra thử").click()
    expect(page.get_by_text("1.000").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})


def try_preview(frame: FrameLocator) -> None:
    """The real form: a field shows by the answer of another, a broken rule is said, nothing is stored."""
    expect(frame.get_by_label("Nơi phát")).to_be_hidden()
    frame.get_by_label("Hình thức").select_option(label="Loa lưu động")
    expect(frame.get_by_label("Nơi phát")).to_be_visible()
    for label, text in {"Ngày phát": "1/6/2021", "Tên buổi": "Thử", "Nơi phát": "chợ", "Số lượt phát": "2",
                        "Trong đó tiếng dân tộc": "3"}.items():  # fmt: skip
        frame.get_by_label(label).fill(text)
    frame.get_by_label("Có phối hợp").select_option(label="Có")
    frame.get_by_role("button", name="Kiểm tra thử").click()
    expect(frame.get_by_text(BROKEN).first).to_be_visible()
    frame.get_by_label("Trong đó tiếng dân tộc").fill("1")
    frame.get_by_role("button", name="Kiểm tra thử").click()
    expect(frame.get_by_text("dòng này ghi được")).to_be_visible()


def test_a_register_made_in_the_browser_fills_a_cell(demo_login: Callable[..., Page], home: Path) -> None:
    official = demo_login("truongphong")
    official.goto("/chuong-trinh/tuan_giao_2021/")
    official.get_by_role("button", name="Lập bản nháp").click()
    expect(official.get_by_text("Không có lỗi.")).to_be_visible()
    add_element(official)
    add_cell(official)
    add_register(official, "Buổi phát thanh", "buổi", "Mỗi dòng là một buổi phát thanh của xã, thị trấn.")
    fill_table(official, "Các trường", "Nhãn", FIELDS, "register-fields")
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    fill_table(official, "Ràng buộc giữa các trường", "Quy tắc", RULES, "register-rules")
    fill_table(official, "Phép đếm cho báo cáo", "Tên", MEASURES.replace("Loa lưu động", "Loa to"), "register-measures")
    expect(official.get_by_text("không có lựa chọn «Loa to»")).to_be_visible()
    shot(official, "register-cell-fault")
    axe(official)
    official.get_by_label("Chỉ tính dòng có, dòng 2").fill("Hình thức là Loa lưu động")
    official.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    expect(official.get_by_text("Cộng «Số lượt phát» của các buổi khi Hình thức là Loa lưu động")).to_be_visible()
    frame = official.frame_locator("iframe")
    try_preview(frame)
    official.set_viewport_size({"width": 1280, "height": 900})
    assert official.locator("iframe").evaluate("frame => frame.contentWindow.innerWidth") == 360
    shot(official, "register-type")
    axe(official)
    add_lines_of_units(official)

    official.goto(f"{FILES}cong-bo/")
    shot(official, "register-difference")
    official.get_by_label("Lý do").fill("Thêm sổ theo dõi buổi phát thanh")
    official.get_by_role("button", name="Công bố").click()
    expect(official.get_by_text("Đã công bố phiên bản 2.")).to_be_visible()

    commune = demo_login("xa03269")
    commune.goto("/so/")
    commune.get_by_role("link", name="Buổi phát thanh").first.click()
    commune.get_by_role("link", name=re.compile("Ghi")).first.click()
    for label, text in {"Ngày phát": "10/6/2021", "Tên buổi": "Buổi sáng", "Số lượt phát": "2"}.items():
        commune.get_by_label(label).fill(text)
    commune.get_by_label("Hình thức").select_option(label="Loa cố định")
    commune.get_by_label("Có phối hợp").select_option(label="Không")
    commune.get_by_label("Quài Tở: Lượt dự").fill("12")
    shot(commune, "register-entry")
    axe(commune)
    commune.get_by_role("button", name="Lưu", exact=True).click()
    expect(commune.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    expect(commune.get_by_role("heading", name="Lượt dự")).to_be_visible()
    expect(commune.get_by_role("link", name="Quài Tở").first).to_be_visible()
    commune.goto("/bao-cao/")
    commune.get_by_role("button", name="Lập báo cáo").first.click()
    expect(commune.locator("#v-A80")).to_be_visible()
    shot(commune, "register-counted")
    expect(commune.locator(".cell__input[name=A80]")).to_have_value("1")
    verify(home)
