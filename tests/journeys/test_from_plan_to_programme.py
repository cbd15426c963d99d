"""From an empty home and a signed plan to the form that a commune opens, in the browser; presses and time are counted.

Presses are counted from the chosen file to «Công bố»; setting up and inviting, where names are typed, are told apart.
The units are those of the plan's own province, chosen in the first run.
"""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sokehoach.domain.text import fold_accents
from tests.config.running import make_home
from tests.journeys.conftest import SHOTS, axe, kill, shot, start, verify
from tests.journeys.pictures import set_language, take_guide_picture, take_guide_pictures
from tests.journeys.test_signing_in import _device
from tests.template_database import SqliteTemplate

PLAN = "033"
MOST_PRESSES, FEWEST_ITEMS = 150, 40
COMMUNE = "Xã Tân Yên"
PASSWORD = "bảy cây mận sau nhà"
IN_FORCE = re.compile(r"/ke-hoach/[0-9a-f-]{36}/$")


class Hand:
    """Counts clicks and keys; a field that is filled is one press for each letter."""

    def __init__(self) -> None:
        self.presses = 0

    def click(self, target: Locator) -> None:
        self.presses += 1
        target.click()

    def key(self, page: Page, key: str) -> None:
        self.presses += 1
        page.keyboard.press(key)
        page.wait_for_load_state("domcontentloaded")

    def fill(self, field: Locator, text: str) -> None:
        self.presses += len(text)
        field.fill(text)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path, SqliteTemplate().path)


def test_a_clerk_makes_a_programme_that_a_commune_opens(
    home: Path, shared: Path, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    server, address = start(home, demo=False)
    code = re.search(r"(?:Mã thiết lập|Set-up code): (\S+)", (home / "log").read_text("utf-8"))
    assert code
    site = address.replace("127.0.0.1", "localhost")
    context = browser.new_context(**(browser_context_args | {"base_url": site}))
    page, hand = context.new_page(), Hand()
    began = time.monotonic()
    try:
        set_up(page, hand, code[1])
        set_up_presses = hand.presses
        read = confirm_plan(page, hand, shared / "corpus" / "unlabelled" / f"{PLAN}.txt")
        confirmed_presses = hand.presses
        accepted = decide_proposals(page, hand)
        decided_presses = hand.presses
        publish(page, hand)
        published_presses = hand.presses
        link = invite_a_commune(page, hand)
        clerk = browser.new_context(**(browser_context_args | {"base_url": site})).new_page()
        open_the_form(clerk, hand, link)
        opened_presses = hand.presses
        link = invite_a_second_administrator(page)
        colleague = browser.new_context(**(browser_context_args | {"base_url": site})).new_page()
        take_the_office_over(colleague, hand, link)
        expect_two_administrators(page)
        verify(home)
    finally:
        kill(server)
    figures = {
        "items": read, "accepted": accepted, "presses": opened_presses, "to set up": set_up_presses,
        "to confirm the plan": confirmed_presses - set_up_presses, "to decide": decided_presses - confirmed_presses,
        "to publish": published_presses - decided_presses, "to invite and open": opened_presses - published_presses,
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip
    (SHOTS / "from-plan-to-programme.json").write_text(json.dumps(figures))
    assert read >= FEWEST_ITEMS
    assert published_presses - set_up_presses <= MOST_PRESSES, figures


def set_up(page: Page, hand: Hand, code: str) -> None:
    """The server's code, a programme with the units of a province and no form, the first administrator's passkey."""
    _device(page)
    page.goto("/")
    hand.fill(page.get_by_label("Mã thiết lập"), code)
    hand.click(page.get_by_role("button", name="Bắt đầu"))
    page.locator("[name=name]").wait_for()
    take_guide_pictures(page, "first-run")
    see_units_in_english(page)
    hand.fill(page.locator("[name=name]"), "Kinh tế số, xã hội số")
    hand.fill(page.locator("[name=short_name]"), "Kinh tế số")
    hand.presses += 2  # a list
    select(page.locator("[name=area]"), "Bắc Ninh")
    hand.click(page.get_by_role("button", name="Xem đơn vị"))
    page.get_by_role("button", name="Lập chương trình").wait_for()
    take_guide_picture(page, "units", "vi", at=".section")
    hand.click(page.get_by_role("radio", name="Thường trực: Sở Khoa học và Công nghệ"))
    hand.click(page.get_by_role("button", name="Lập chương trình"))
    page.get_by_text("Đã nạp").wait_for()
    hand.fill(page.get_by_label("Họ và tên"), "Lê Thị Mai")
    hand.fill(page.get_by_label("Tên đăng nhập"), "mai.lt")
    hand.click(page.get_by_role("button", name="Lập tài khoản, đặt mật khẩu"))
    page.wait_for_url("**/loi-moi/**")
    hand.fill(page.get_by_label("Mật khẩu mới"), PASSWORD)
    hand.click(page.get_by_role("button", name="Đặt mật khẩu và vào"))
    page.wait_for_url("**/tai-khoan/cua-toi/")
    hand.click(page.get_by_role("link", name="Tạo khóa truy cập"))
    hand.click(page.get_by_role("button", name="Tạo khóa"))
    page.wait_for_url("**/tai-khoan/cua-toi/")


def see_units_in_english(page: Page) -> None:
    """Only for the picture: the first page is opened again, in Vietnamese."""
    first_page = page.url
    set_language(page, "en")
    page.goto(first_page)
    page.locator("[name=name]").fill("Digital economy and society")
    page.locator("[name=short_name]").fill("Digital economy")
    select(page.locator("[name=area]"), "Bắc Ninh")
    with page.expect_navigation():
        page.locator("[name=area]").evaluate("field => field.form.requestSubmit()")
    take_guide_picture(page, "units", "en", at=".section")
    set_language(page, "vi")
    page.goto(first_page)


def confirm_plan(page: Page, hand: Hand, file: Path) -> int:
    """All that is sure together, tasks together, the rest one by one; how many items there are."""
    page.goto("/ke-hoach/nhap/")
    page.set_input_files("input[type=file]", file)
    hand.click(page.get_by_role("button", name="Đọc kế hoạch"))
    page.wait_for_url("**/doc/")
    progress = page.locator("#progress")
    if page.get_by_role("button", name=re.compile("Xác nhận tất cả mục chắc")).count():
        hand.key(page, "a")
        expect(page.get_by_role("button", name=re.compile("Xác nhận tất cả mục chắc"))).to_have_count(0)
    page.get_by_role("link", name=re.compile("Việc chưa nêu cơ quan")).click()
    page.wait_for_url("**/doc/?*")
    if page.get_by_role("button", name="Xác nhận các việc đã chọn").count():
        hand.key(page, "c")
        expect(page.get_by_role("button", name="Xác nhận các việc đã chọn")).to_have_count(0)
    page.goto(re.sub(r"\?.*", "", page.url))
    total = count(progress)[1]
    for _turn in range(total):
        left = count(progress)[0]
        if left == total:
            break
        code = page.locator("li.item--open").get_attribute("id") or ""
        item = page.locator(f"li.item--open#{code}")
        if item.locator("[name=lead]").count() and not item.locator("[name=lead]:checked").count():
            hand.click(item.locator("[name=lead]").last)
        hand.key(page, "Enter")
        expect(progress).to_contain_text(f"{left + 1}/{total}")
        expect(item).to_have_count(0)
    hand.key(page, "v")
    page.wait_for_url(IN_FORCE)
    return total


def decide_proposals(page: Page, hand: Hand) -> int:
    """What is sure together; of the rest, what lacks something gets it or is dropped, the others are accepted."""
    hand.click(page.get_by_role("link", name="Lập chương trình từ kế hoạch"))
    progress = page.locator("#progress")
    shot(page, "proposals")
    axe(page)
    take_guide_pictures(page, "proposals", at="li.item--open")
    hand.key(page, "a")
    expect(page.get_by_role("button", name=re.compile("Nhận các đề xuất rõ"))).to_have_count(0)
    decided, total = count(progress)
    for _turn in range(total):
        if decided == total:
            break
        complete_open_proposal(page, hand)
        hand.key(page, "Enter")
        expect(progress).to_contain_text(f"{decided + 1}/{total}")
        decided, total = count(progress)
    assert decided == total
    shot(page, "proposals-decided")
    hand.key(page, "v")
    page.wait_for_url("**/ban-nhap/**")
    shot(page, "proposed-draft")
    axe(page)
    hand.click(page.get_by_role("button", name="Tạo bản nháp"))
    page.wait_for_url("**/nhap/")
    expect(page.get_by_text("Không có lỗi.").first).to_be_visible()
    shot(page, "draft-from-plan")
    return total


def complete_open_proposal(page: Page, hand: Hand) -> None:
    """A denominator that the plan does not print is named; who reports is chosen where the plan does not say."""
    form = page.locator("li.item--open form")
    denominator = form.locator("[name=denominator]")
    if denominator.count() and not denominator.input_value():
        hand.fill(denominator, "Tổng số")
    name = form.locator("[name=name]")
    if name.count() and not name.input_value():
        hand.fill(name, "Số đạt")
    reporters = form.locator("[name=reporters]")
    if reporters.count() and not reporters.input_value():
        hand.presses += 2  # into the list, and down to the choice
        reporters.select_option(index=4)
    page.locator("h1").click()


def publish(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_role("link", name="Xem khác biệt, công bố"))
    page.wait_for_url("**/cong-bo/")
    earlier_periods = page.get_by_label(re.compile("nơi chưa gửi bị tính quá hạn"))
    if earlier_periods.count():  # after 15 November: the year of the plan is collected all the same
        shot(page, "publish-with-passed-periods")
        axe(page)
        hand.click(earlier_periods)
    hand.click(page.get_by_role("button", name="Công bố"))
    expect(page.get_by_text("Đã công bố phiên bản 2.")).to_be_visible()


def invite_a_commune(page: Page, hand: Hand) -> str:
    """A clerk of the commune in the new programme; the address of the invitation."""
    page.goto("/tai-khoan/don-vi/")
    hand.click(page.get_by_role("link", name=re.compile("Mời")).first)
    shot(page, "choose-unit-of-invitation")
    hand.fill(page.get_by_label("Tên hoặc mã đơn vị"), fold_accents(COMMUNE))
    hand.click(page.get_by_role("button", name="Tìm", exact=True))
    hand.fill(page.get_by_label("Họ và tên"), "Phạm Văn Ba")
    hand.fill(page.get_by_label("Tên đăng nhập"), "ba.pv")
    shot(page, "invite-into-new-programme")
    take_guide_pictures(page, "invitation")
    page.get_by_label("Họ và tên").fill("Phạm Văn Ba")
    page.get_by_label("Tên đăng nhập").fill("ba.pv")
    hand.click(page.get_by_role("checkbox", name="Công chức xã, phường, đặc khu").last)
    with page.expect_navigation():
        hand.click(page.get_by_role("button", name="Lập tài khoản và liên kết"))
    return page.locator(".sheet-link").inner_text()


def invite_a_second_administrator(page: Page) -> str:
    """Who administers and accepts figures, invited by the only administrator's letter, without the server's help."""
    page.goto("/tai-khoan/don-vi/")
    expect(page.get_by_text("Bạn là người quản trị duy nhất ở đây.")).to_be_visible()
    shot(page, "only-administrator")
    axe(page)
    page.get_by_role("link", name="Mời người quản trị thứ hai").click()
    page.get_by_label("Họ và tên").fill("Hoàng Văn Tư")
    page.get_by_label("Tên đăng nhập").fill("tu.hv")
    expect(page.get_by_role("checkbox", name=re.compile("quản trị", re.IGNORECASE)).first).to_be_checked()
    page.get_by_role("checkbox", name=re.compile("Cơ quan thường trực")).last.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Lập tài khoản và liên kết").click()
    return page.locator(".sheet-link").inner_text()


def take_the_office_over(colleague: Page, hand: Hand, link: str) -> None:
    open_account(colleague, hand, link)
    assert colleague.goto("/tong-hop/").status == 200  # type: ignore[union-attr]


def expect_two_administrators(page: Page) -> None:
    page.goto("/tai-khoan/don-vi/")
    expect(page.get_by_text("Hoàng Văn Tư")).to_be_visible()
    expect(page.get_by_text("Bạn là người quản trị duy nhất ở đây.")).to_have_count(0)


def open_account(clerk: Page, hand: Hand, link: str) -> None:
    _device(clerk)
    clerk.goto(link)
    hand.fill(clerk.get_by_label("Mật khẩu mới"), "chín cây cau trước ngõ")
    hand.click(clerk.get_by_role("button", name="Đặt mật khẩu và vào"))
    clerk.wait_for_url("**/tai-khoan/cua-toi/")
    hand.click(clerk.get_by_role("link", name="Tạo khóa truy cập"))  # a role that sends documents takes a second factor
    hand.click(clerk.get_by_role("button", name="Tạo khóa"))
    clerk.wait_for_url("**/tai-khoan/cua-toi/")


def open_the_form(clerk: Page, hand: Hand, link: str) -> None:
    open_account(clerk, hand, link)
    clerk.goto("/bao-cao/")
    shot(clerk, "commune-reports")
    hand.click(clerk.get_by_role("button", name="Lập báo cáo").last)
    clerk.wait_for_url("**/bao-cao/*-*/")
    # the plan's annex gives its targets to departments: a commune tells in words
    expect(clerk.get_by_role("textbox", name="Kiến nghị").last).to_be_editable()
    shot(clerk, "commune-form-from-plan")
    take_guide_pictures(clerk, "form", phone=True, at="main h2")


def select(field: Locator, label: str) -> None:
    """The option whose text contains the label."""
    field.select_option(value=field.locator("option", has_text=label).first.get_attribute("value"))


def count(progress: Locator) -> tuple[int, int]:
    numbers = re.search(r"(\d+)/(\d+)", progress.inner_text())
    assert numbers
    return int(numbers[1]), int(numbers[2])
