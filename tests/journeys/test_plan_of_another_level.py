"""Plans of other levels, from the signed file to their use: a commune's own, and one of the province."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot

IN_FORCE = re.compile(r"/ke-hoach/[0-9a-f-]{36}/$")


def bring_in(page: Page, file: Path) -> None:
    page.goto("/ke-hoach/nhap/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Đọc kế hoạch").click()


def test_a_commune_tasks_its_own_people(demo_login: Callable[[str], Page], shared: Path) -> None:
    commune = demo_login("xa03269")
    bring_in(commune, shared / "trials" / "commune-plan.docx")
    commune.wait_for_url("**/doc/")
    progress = commune.locator("#progress")
    expect(progress).to_contain_text("0/13")
    commune.get_by_role("button", name="Thêm cả 4").click()
    expect(commune.get_by_text("Công an xã Pú Xi").first).to_be_visible()
    shot(commune, "commune-plan-reading")
    commune.get_by_role("button", name=re.compile("Xác nhận tất cả mục chắc")).click()
    expect(progress).not_to_contain_text("0/13")
    while (open_item := commune.locator("li.item--open")).count():
        code = open_item.get_attribute("id")
        bound = open_item.inner_text().replace("Công an huyện (chỉ đề nghị)", "")
        assert "Công an huyện" not in bound, f"{code} offers to bind an office of the district"
        open_item.locator("button[name=do][value=confirm]").click()
        expect(commune.locator(f"li.item--open#{code}")).to_have_count(0)
    expect(progress).to_contain_text("13/13")
    commune.get_by_role("button", name=re.compile("theo dõi")).click()
    commune.wait_for_url(IN_FORCE)
    main = commune.locator("main")
    expect(main).to_contain_text("Công an xã Pú Xi")
    expect(main).to_contain_text("Có hạn: 30/09/2021")
    expect(main).to_contain_text("hằng quý")
    axe(commune)
    shot(commune, "commune-plan-in-force")


def test_a_plan_of_the_province_is_read_and_proposed(demo_login: Callable[[str], Page], shared: Path) -> None:
    office = demo_login("thuongtruc")
    bring_in(office, shared / "trials" / "province-plan.docx")
    office.wait_for_url(IN_FORCE)
    main = office.locator("main")
    expect(main).to_contain_text("chỉ để xem và đối chiếu")
    expect(main).to_contain_text("Xây dựng kế hoạch, bố trí kinh phí")
    expect(main.get_by_role("link", name="Sửa phần đầu văn bản")).to_have_count(0)
    shot(office, "province-plan")
    office.goto("/ke-hoach/")
    office.get_by_role("link", name="Kế hoạch 45").first.click()
    office.get_by_role("link", name="So với kế hoạch trên").first.click()
    expect(office.locator("main")).to_contain_text("Đề xuất Kế hoạch số 195/KH-UBND")
    shot(office, "province-plan-compared")


TYPED = """UBND TỈNH MÂY TRẮNG
SỞ Y TẾ

Số: 87/KH-SYT
Mây Trắng, ngày 03 tháng 11 năm 2017

KẾ HOẠCH
Mở tháng nói chuyện về bình đẳng giới tại các trạm y tế năm 2017

I. MỤC ĐÍCH, YÊU CẦU

2. Yêu cầu:

Mỗi buổi nói chuyện phải ngắn gọn, có người dịch tiếng dân tộc, không tốn kém.
"""


def test_a_signed_scan_is_typed_beside_its_pages(demo_login: Callable[[str], Page], shared: Path) -> None:
    office = demo_login("thuongtruc")
    bring_in(office, shared / "corpus/files/112_KH-2004-SYT-CDN_KienGiang_2017_scan.pdf")
    expect(office.locator(".scan-page img")).to_have_count(3)
    text = office.get_by_label("Lời văn của bản quét")
    shot(office, "scan-to-type")
    axe(office)
    text.fill("2. Yêu cầu:")
    office.get_by_role("button", name="Đọc kế hoạch").click()
    expect(office.locator(".field__error")).to_have_count(1)
    expect(text).to_have_value("2. Yêu cầu:")
    text.fill(TYPED)
    office.get_by_role("button", name="Đọc kế hoạch").click()
    office.wait_for_url(re.compile("/doc/$|/ke-hoach/[0-9a-f-]{36}/$"))
    expect(office.locator("main")).to_contain_text("gõ từ bản quét")
    office.get_by_role("link", name="Trang quét", exact=True).click()
    expect(office.locator(".scan-page img")).to_have_count(3)
    expect(office.locator("main")).to_contain_text("có người dịch tiếng dân tộc")
    axe(office)
    shot(office, "scan-beside-its-text")
