"""A plan that gives somebody's telephone: the page asks, shows the place, and goes on or stops."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN TUẦN GIÁO
Số: 77/KH-UBND
Tuần Giáo, ngày 02 tháng 3 năm 2021

KẾ HOẠCH
Kiểm tra cơ sở lưu trú năm 2021

I. NHIỆM VỤ
1. Công an huyện chủ trì kiểm tra các cơ sở lưu trú, báo cáo trước ngày 30/6/2021.
2. Phòng Văn hóa - Thông tin tuyên truyền tại các xã, thị trấn.
II. TỔ CHỨC THỰC HIỆN
1. Vướng mắc phản ánh về Công an huyện, điện thoại 0215.3862.111, hoặc bà Lường Thị Xoan, số 0975_318_642.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Vừ A Bằng
"""


def bring_in(page: Page, file: Path) -> None:
    page.goto("/ke-hoach/nhap/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Đọc kế hoạch").click()


def test_the_uploader_is_asked_and_nothing_is_kept_before(demo_login: Callable[[str], Page], tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach-77.txt"
    file.write_text(PLAN, "utf-8")
    office = demo_login("thuongtruc")
    bring_in(office, file)
    places = office.locator("mark")
    expect(places).to_have_count(1)
    expect(places.first).to_have_text("0975_318_642")
    expect(office.locator("main")).to_contain_text("Chưa lưu gì")
    axe(office)
    shot(office, "plan-with-a-number")
    office.get_by_role("link", name="Thôi, không nhập").click()
    office.wait_for_url("**/ke-hoach/")
    expect(office.get_by_text("77/KH-UBND")).to_have_count(0)
    bring_in(office, file)
    go_on = office.get_by_role("button", name="Vẫn nhập kế hoạch")
    expect(places).to_have_count(1)
    go_on.click()
    expect(office.get_by_role("alert").filter(has_text="Đánh dấu từng chỗ")).to_be_visible()
    office.get_by_label("Là của người ký hoặc đầu mối liên hệ của cơ quan").check()
    go_on.click()
    office.wait_for_url(re.compile(r"/ke-hoach/[0-9a-f-]{36}/doc/$"))
    expect(office.locator("main")).to_contain_text("77/KH-UBND")
