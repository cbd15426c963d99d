"""An administrator invites three people from a list, prints their letters; one of them takes over the account."""

import io
from collections.abc import Callable

import pypdf
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import axe, shot, verify

LIST = (
    "Đơn vị\tHọ và tên\tChức vụ\tVai trò\n"
    "099.LDTBXH\tLò Thị Mến\tChuyên viên\tNgười xem số liệu tổng hợp\n"
    "Phòng Kế hoạch - Tài chính\tQuàng Văn Sơn\tPhó Trưởng phòng\tNgười xem số liệu tổng hợp\n"
    "099.TTYT\tCà Thị Ngân\t\t\n"
)


def test_letters_are_printed_and_one_of_them_is_used(
    site: str, home: object, demo_login: Callable[..., Page], browser: Browser
) -> None:
    page = demo_login("truongphong")
    page.goto(f"{site}/tai-khoan/don-vi/")
    page.get_by_role("link", name="Mời theo danh sách").click()
    shot(page, "invite-list")
    axe(page)
    page.get_by_label("hoặc dán bảng từ Excel").fill(LIST)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Ghi vai trò, hoặc chọn vai trò cho các dòng để trống.")).to_be_visible()
    shot(page, "invite-list-problems")
    axe(page)
    page.get_by_label("Vai trò của dòng để trống").select_option("Người xem số liệu tổng hợp")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("3 người sẽ được mời")).to_be_visible()
    shot(page, "invite-list-preview")
    axe(page)
    page.get_by_role("button", name="Lập 3 tài khoản và giấy mời").click()
    expect(page.locator(".letter")).to_have_count(3)
    shot(page, "letters")
    axe(page)
    code = page.locator(".letter", has_text="Lò Thị Mến").locator(".letter__code").inner_text()
    address = page.locator(".letter__address").first.inner_text()
    page.emulate_media(media="print")
    shot(page, "letters-print")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed.pages) == 3, "a page each, and none for what stands around"
    for name, sheet in zip(("Lò Thị Mến", "Quàng Văn Sơn", "Cà Thị Ngân"), _sort_pages(printed), strict=True):
        assert name in sheet
    page.emulate_media(media="screen")

    guest = browser.new_context(base_url=site).new_page()
    guest.goto(address)
    shot(guest, "enter-code")
    axe(guest)
    guest.get_by_label("Mã trong giấy mời").fill(code.upper())
    guest.get_by_role("button", name="Tiếp tục").click()
    guest.get_by_label("Mật khẩu mới").fill("bảy cây mận sau nhà")
    guest.get_by_role("button", name="Đặt mật khẩu và vào").click()
    guest.wait_for_url("**/tai-khoan/cua-toi/")
    guest.context.close()

    page.get_by_role("link", name="Đã in xong, xem các lời mời").click()
    expect(page.get_by_role("row", name="Lò Thị Mến")).to_contain_text("đã nhận ngày")
    shot(page, "invitations")
    axe(page)
    page.get_by_label("Quàng Văn Sơn").check()
    page.get_by_role("button", name="Rút lời mời").click()
    expect(page.get_by_text("Đã rút lời mời của 1 người")).to_be_visible()
    expect(page.get_by_role("row", name="Quàng Văn Sơn")).to_contain_text("chưa có liên kết")
    verify(home)  # type: ignore[arg-type]


def _sort_pages(document: pypdf.PdfReader) -> list[str]:
    """The texts of the pages in the order of the list: letters are sorted by the codes of units."""
    texts = [" ".join((page.extract_text() or "").split()) for page in document.pages]
    order = ("Mến", "Sơn", "Ngân")
    return sorted(texts, key=lambda text: next(place for place, name in enumerate(order) if name in text))
