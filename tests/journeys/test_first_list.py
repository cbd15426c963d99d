"""An empty installation begins with a list of units that somebody has, pasted from Excel; by keyboard."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.config.running import make_home
from tests.journeys.conftest import axe, kill, shot, start, verify
from tests.template_database import SqliteTemplate

LIST = "DANH SÁCH ĐƠN VỊ\t\t\nMã ĐVHC\tTên đơn vị\tCấp\n90001\tXã Một\tXã\n90001\tThị trấn Hai\tThị trấn\n"
HEAD = {
    "Tên chương trình": "Chăm sóc sức khỏe", "Tên ngắn": "Sức khỏe", "Ngày bắt đầu": "01/01/2026",
    "Mã nơi tổng hợp": "900", "Nơi tổng hợp": "Huyện Mẫu", "Cơ quan thường trực": "Phòng Y tế",
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path, SqliteTemplate().path)


def test_the_first_programme_begins_with_a_list_of_units(
    home: Path, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    server, address = start(home, demo=False)
    code = re.search(r"(?:Mã thiết lập|Set-up code): (\S+)", (home / "log").read_text("utf-8"))
    assert code
    page = browser.new_context(**(browser_context_args | {"base_url": address})).new_page()
    try:
        page.goto("/")
        page.get_by_label("Mã thiết lập").fill(code[1])
        page.get_by_role("button", name="Bắt đầu").press("Enter")
        page.get_by_role("link", name="Hoặc dùng danh sách đơn vị của bạn").press("Enter")
        shot(page, "first-list")
        axe(page)
        for label, text in HEAD.items():
            page.get_by_label(re.compile(f"^{label}")).fill(text)
        page.get_by_label("hoặc dán từ Excel").fill(LIST)
        page.get_by_role("button", name="Xem cột").press("Enter")
        expect(page.get_by_text("trùng mã «90001» với dòng 3")).to_be_visible()
        shot(page, "first-list-faults")
        axe(page)
        page.get_by_role("button", name="Gửi bảng khác").press("Enter")
        for label, text in HEAD.items():
            expect(page.get_by_label(re.compile(f"^{label}"))).to_have_value(text)
        page.get_by_label("hoặc dán từ Excel").fill(LIST.replace("90001\tThị trấn", "90002\tThị trấn"))
        page.get_by_role("button", name="Xem cột").press("Enter")
        expect(page.get_by_text("Số đơn vị: 2.")).to_be_visible()
        page.get_by_role("button", name="Lập chương trình").press("Enter")
        expect(page.get_by_text("Đã nạp")).to_be_visible()
        shot(page, "first-list-loaded")
        verify(home)
    finally:
        kill(server)
