"""A wrong whole is mended by one press on the word where it ends, or with the arrows; typing it still works."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot
from tests.journeys.test_from_plan_to_programme import IN_FORCE, count

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN TUẦN GIÁO
Số: 88/KH-UBND
Tuần Giáo, ngày 02 tháng 3 năm 2021

KẾ HOẠCH
Phát triển du lịch cộng đồng năm 2021

I. CHỈ TIÊU
1. Phấn đấu 80% hộ dân làm du lịch cộng đồng trong vùng lòng hồ được tập huấn kỹ năng đón tiếp khách.
2. Tỷ lệ hộ nghèo đa chiều giảm còn dưới 25%.
3. Du lịch chiếm 12% tổng giá trị sản xuất.
II. NHIỆM VỤ
1. Phòng Văn hóa - Thông tin tổ chức tập huấn cho hộ dân làm du lịch cộng đồng.
2. Các xã, thị trấn thống kê hộ dân làm du lịch, báo cáo trước ngày 30/6/2021.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Vừ A Bằng
"""
WHOLE, LONGER = "Hộ dân làm du lịch cộng đồng", "Hộ dân làm du lịch cộng đồng trong vùng lòng hồ"


def confirm_plan(page: Page, file: Path) -> None:
    page.goto("/ke-hoach/nhap/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Đọc kế hoạch").click()
    page.wait_for_url("**/doc/")
    progress = page.locator("#progress")
    while (left := count(progress))[0] < left[1]:
        page.keyboard.press("Enter")
        expect(progress).to_contain_text(f"{left[0] + 1}/{left[1]}")
    page.keyboard.press("v")
    page.wait_for_url(IN_FORCE)


def test_the_whole_ends_where_the_hand_says(demo_login: Callable[[str], Page], tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach-88.txt"
    file.write_text(PLAN, "utf-8")
    confirm_plan(demo_login("thuongtruc"), file)
    office = demo_login("truongphong")
    office.goto("/ke-hoach/")
    office.get_by_role("link", name=re.compile("du lịch cộng đồng")).first.click()
    office.get_by_role("link", name="Lập chương trình từ kế hoạch").click()
    office.wait_for_url("**/chuong-trinh/tu-ke-hoach/**")
    office.goto(re.sub(r"[?#].*", "", office.url) + "?muc=CT1")
    denominator = office.locator("li.item--open [name=denominator]")
    ends = office.get_by_role("group", name=re.compile("Mẫu số kết thúc ở từ nào"))
    expect(ends.get_by_role("radio")).to_have_count(19)
    ends.get_by_role("radio", name="đồng", exact=True).click()
    expect(denominator).to_have_value(WHOLE)
    shot(office, "where-the-whole-ends")
    axe(office)
    for _word in range(4):
        office.keyboard.press("ArrowRight")
    expect(denominator).to_have_value(LONGER)
    expect(ends.locator(".is-whole")).to_have_count(len(LONGER.split()))
    denominator.fill(WHOLE.lower())
    expect(ends.get_by_role("radio", name="đồng", exact=True)).to_be_checked()
    denominator.fill("Hộ có nhà sàn")
    expect(ends.locator("input:checked, .is-whole")).to_have_count(0)
    office.locator("h1").click()
    office.keyboard.press("m")
    office.keyboard.press("ArrowRight")
    expect(denominator).to_have_value("Hộ dân")
    office.get_by_label("Cách tính").select_option(label="số đếm")
    expect(ends).to_be_hidden()
    office.get_by_label("Cách tính").select_option("share")
    ends.get_by_role("radio", name="đồng", exact=True).click()
    office.keyboard.press("Enter")
    office.wait_for_url(lambda address: "muc=CT1" not in address)
    office.goto(re.sub(r"[?#].*", "", office.url) + "?muc=CT1")
    expect(office.locator("li.item--open [name=denominator]")).to_have_value(WHOLE)
    expect(office.get_by_role("button", name="Mở lại")).to_be_visible()
    office.goto(re.sub(r"[?#].*", "", office.url) + "?muc=CT2")
    expect(denominator).to_have_value("")
    shot(office, "usual-whole")
    office.get_by_role("button", name="Hộ gia đình").click()
    expect(denominator).to_have_value("Hộ gia đình")
    office.goto(re.sub(r"[?#].*", "", office.url) + "?muc=CT3")
    expect(denominator).to_have_value("Tổng giá trị sản xuất")
    expect(ends).to_be_hidden()  # no word of the name ends a whole that stands elsewhere
