"""Somebody of the police forgot the password and keeps no address: a sheet by two, then the wall is shut."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot, verify

WALLED = "/so/dau-tranh-xu-ly/"


def test_two_administrators_make_a_sheet(site: str, home: object, demo_login: Callable[..., Page]) -> None:
    person = demo_login("congan")
    assert person.goto(site + WALLED).status == 200  # type: ignore[union-attr]

    first = demo_login("truongphong")
    first.goto(f"{site}/tai-khoan/don-vi/")
    first.get_by_role("link", name="Quàng Văn Thành").click()
    shot(first, "two-person")
    axe(first)
    first.get_by_role("button", name="Lập liên kết mới").click()
    first.wait_for_url("**/de-nghi/**")
    request = first.url
    assert first.get_by_text("Tòng Văn Tuấn").is_visible()
    assert not first.get_by_role("button", name="Duyệt", exact=True).count()
    shot(first, "two-asked")
    axe(first)

    second = demo_login("vpubnd")
    second.goto(f"{site}/tai-khoan/don-vi/")
    shot(second, "two-staff")
    axe(second)
    second.get_by_role("link", name="Phiếu đặt lại mật khẩu: Quàng Văn Thành").click()
    second.wait_for_url("**/de-nghi/**")
    shot(second, "two-approve")
    second.get_by_role("button", name="Duyệt", exact=True).click()
    code = second.locator(".sheet-code").inner_text()
    assert re.fullmatch(r"\d{4} \d{4}", code)
    shot(second, "two-code")
    axe(second)

    first.goto(request)
    assert code not in first.content()
    first.get_by_role("button", name="Mở phiếu để in").click()
    link = first.locator(".sheet-link").inner_text()
    assert code not in first.content()
    shot(first, "two-sheet")
    axe(first)
    first.emulate_media(media="print")
    shot(first, "two-sheet-print")

    person.context.clear_cookies()
    person.goto(link)
    shot(person, "two-invitation")
    axe(person)
    person.get_by_label("Mã 8 chữ số").fill(code)
    person.get_by_label("Mật khẩu mới").fill("bảy cây mận sau nhà")
    person.get_by_role("button", name="Đặt mật khẩu và vào").click()
    person.wait_for_url("**/tai-khoan/cua-toi/")
    shut = person.get_by_text("Số liệu bảo mật mà tài khoản này giữ đóng đến")
    expect(shut).to_be_visible()
    shot(person, "two-own")
    axe(person)
    assert person.goto(site + WALLED).status == 404  # type: ignore[union-attr]
    expect(shut).to_be_visible()
    shot(person, "two-closed")
    axe(person)
    assert person.goto(f"{site}/bao-cao/").status == 200  # type: ignore[union-attr]
    verify(home)  # type: ignore[arg-type]
