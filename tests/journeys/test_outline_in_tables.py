"""An official pastes headings and sentences from Word, then a role, and sees how the report will be arranged."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import verify
from tests.journeys.test_tables_of_a_draft import FILES, look, paste_below, save


def test_outline_and_roles_are_pasted(demo_login: Callable[..., Page], home: Path) -> None:
    official = demo_login("truongphong")
    official.goto("/chuong-trinh/tuan_giao_2021/")
    official.get_by_role("button", name="Lập bản nháp").click()
    official.get_by_role("link", name="Thêm đề cương, sửa bảng các đề cương").press("Enter")
    look(official, "table-of-outlines")
    official.goto(FILES)
    official.get_by_role("link", name="bc-ldtbxh", exact=True).press("Enter")
    look(official, "outline-of-a-draft")
    official.get_by_role("link", name="Sửa bảng đề mục và câu").press("Enter")
    rows = official.locator("table[data-grid] tbody tr").count()
    assert rows > 60
    lines = [
        "VI. SÁNG KIẾN",
        "Đã họp {CD03} cuộc, {QQ01} lượt.",
        "1. Của thôn, bản",
        "2. Của xã",
        "Có {CD03 so cùng kỳ}.",
    ]
    paste_below(official, "Đề mục hoặc câu", "\n".join(lines))
    official.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    expect(official.get_by_text("Không có số liệu «{QQ01}»")).to_be_visible()
    look(official, "table-of-sentences")
    cell = official.locator("textarea[name=text]", has_text="{QQ01}")
    cell.fill("Đã họp {CD03} cuộc.")
    save(official)
    expect(official.get_by_role("heading", name="SÁNG KIẾN")).to_be_visible()
    expect(official.get_by_role("heading", name="2. Của xã")).to_be_visible()
    official.goto(FILES)
    look(official, "tables-of-a-draft")
    official.get_by_role("link", name="Tên, ngày, hạn của chương trình").press("Enter")
    official.get_by_label("Tên ngắn, dòng 1").fill("Phòng, chống tệ nạn")
    look(official, "table-of-a-programme")
    save(official)
    official.get_by_role("link", name="Vai trò", exact=True).press("Enter")
    paste_below(official, "Tên vai trò", "Cán bộ phát thanh\txã; thị trấn\t\tXem kế hoạch; Xem sổ theo dõi; Ghi sổ")
    official.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    expect(official.get_by_text("Không có «Ghi sổ»")).to_be_visible()
    look(official, "table-of-roles")
    official.locator("textarea[name=actions]", has_text="Ghi sổ").last.fill("Xem kế hoạch; Xem sổ theo dõi")
    save(official)
    official.get_by_role("link", name="Xem khác biệt, công bố").press("Enter")
    expect(official.get_by_text("SÁNG KIẾN").first).to_be_visible()
    verify(home)
