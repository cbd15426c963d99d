"""A real deployment: set up in the browser from an empty home, a passkey made, signed in by it; an app's code."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.config.running import make_home
from tests.journeys.conftest import axe, kill, shot, start
from tests.template_database import SqliteTemplate


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server on an empty home, by the name `localhost` (a passkey belongs to a name, not to a number), and the code
    that it printed.
    """
    home = make_home(tmp_path_factory.mktemp("office"), SqliteTemplate().path)
    server, address = start(home, demo=False)
    code = re.search(r"(?:Mã thiết lập|Set-up code): (\S+)", (home / "log").read_text("utf-8"))
    assert code
    try:
        yield address.replace("127.0.0.1", "localhost"), code[1]
    finally:
        kill(server)


def test_a_passkey_from_the_first_run_to_signing_in(
    office: tuple[str, str], browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    site, code = office
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    _device(page)
    page.goto(site)
    shot(page, "first-run-code")
    axe(page)
    page.get_by_label("Mã thiết lập").fill(code)
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_text("Hoặc dùng chương trình có sẵn").click()
    page.get_by_label("Phòng, chống mại dâm").check()
    page.get_by_role("button", name="Nạp").click()
    page.get_by_label("Họ và tên").fill("Vừ A Quý")
    page.get_by_label("Tên đăng nhập").fill("quy.vua")
    shot(page, "first-run")
    axe(page)
    page.get_by_role("button", name="Lập tài khoản, đặt mật khẩu").click()
    page.wait_for_url("**/loi-moi/**")
    axe(page)
    page.get_by_label("Mật khẩu mới").fill("bảy cây mận sau nhà")
    page.get_by_role("button", name="Hiện mật khẩu").click()
    assert page.get_by_label("Mật khẩu mới").get_attribute("type") == "text"
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()
    page.wait_for_url("**/tai-khoan/cua-toi/")
    page.goto(f"{site}/tai-khoan/don-vi/")
    assert page.url.endswith("/tai-khoan/cua-toi/"), "without a second factor nothing else opens"
    shot(page, "account-own")
    axe(page)
    page.get_by_role("link", name="Tạo khóa truy cập").click()
    page.get_by_role("button", name="Tạo khóa").click()
    page.wait_for_url("**/tai-khoan/cua-toi/")
    assert page.get_by_text("Đã tạo khóa truy cập").is_visible()
    page.goto(f"{site}/tai-khoan/don-vi/")
    shot(page, "account-staff")
    axe(page)

    page.context.clear_cookies()
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    shot(page, "sign-in")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/tai-khoan/don-vi/moi/")
    assert page.get_by_role("heading", name="Mời một người").is_visible()
    axe(page)

    page.context.clear_cookies()
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("quy.vua")
    page.get_by_label("Mật khẩu").fill("bảy cây mận sau nhà")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/buoc-hai/")
    shot(page, "second-step")
    axe(page)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(f"{site}/")
    context.close()


def test_a_real_deployment_offers_no_parts(office: tuple[str, str]) -> None:
    with urllib.request.urlopen(f"{office[0]}/tai-khoan/dang-nhap/") as page:
        assert "Chọn một vai" not in page.read().decode()
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{office[0]}/tai-khoan/dang-nhap/vai/")


def _device(page: Page) -> None:
    """A phone in software, that answers as one whose owner's finger is on it."""
    debugger = page.context.new_cdp_session(page)
    debugger.send("WebAuthn.enable")
    debugger.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
