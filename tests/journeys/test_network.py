"""On the line that a commune has: what a page weighs, and what a lost connection costs (nothing)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.conftest import choose_role, shot
from tests.journeys.test_pages import REPORT, go
from tests.journeys.waiting import wait_for_quiet

FIRST_VISIT, LATER_PAGE = 300_000, 40_000  # bytes on the wire
KBIT = 1000 / 8
SLOW = {"offline": False, "latency": 800, "downloadThroughput": 50 * KBIT, "uploadThroughput": 50 * KBIT}
CUT = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
WHOLE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


class Wire:
    """What came over the wire since it was last asked, by the path that was fetched."""

    def __init__(self, page: Page) -> None:
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.paths: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.cdp.on("Network.requestWillBeSent", self._begun)
        self.cdp.on("Network.loadingFinished", self._done)
        self.cdp.send("Network.enable")

    def _begun(self, told: dict) -> None:
        self.paths[told["requestId"]] = urlsplit(told["request"]["url"]).path

    def _done(self, told: dict) -> None:
        path = self.paths.get(told["requestId"], "?")
        self.bytes[path] = self.bytes.get(path, 0) + int(told["encodedDataLength"])

    def weigh(self, page: Page) -> tuple[int, dict[str, int]]:
        wait_for_quiet(page)
        weighed, self.bytes = self.bytes, {}
        return sum(weighed.values()), weighed

    def emulate(self, conditions: dict) -> None:
        self.cdp.send("Network.emulateNetworkConditions", conditions)


def test_first_visit(site: str, browser: Browser) -> None:
    """Sign-in page and the home behind it, with a cold cache: fonts, icons, styles and scripts included."""
    with browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        wire = Wire(page)
        page.goto(f"{site}/tai-khoan/dang-nhap/")
        choose_role(page, "xa03304")
        page.wait_for_url(f"{site}/")
        total, parts = wire.weigh(page)
        print(f"first visit: {total:,} bytes")
        assert total > 10_000, "nothing was weighed"
        assert total <= FIRST_VISIT, parts


@pytest.mark.parametrize("username", ["xa03304", "thuongtruc"])
def test_later_pages(username: str, demo_login: Callable[[str], Page]) -> None:
    page = demo_login(username)
    wire = Wire(page)
    wire.weigh(page)
    heavy = {}
    rooms = page.locator("#menu a").evaluate_all("all => all.map(one => one.pathname)")
    assert len(rooms) >= 4
    for address in rooms:
        page.goto(address)
        total, parts = wire.weigh(page)
        assert total > 1_000, "nothing was weighed"
        if total > LATER_PAGE:
            heavy[address] = parts
    go(page, "/bao-cao/", REPORT)
    wire.weigh(page)
    page.reload()
    total, parts = wire.weigh(page)
    print(f"{username}, a report's page: {total:,} bytes")
    if total > LATER_PAGE:
        heavy["report"] = parts
    assert not heavy, heavy


def test_slow_line(demo_login: Callable[[str], Page]) -> None:
    """50 kbit/s and 800 ms: what a sheet weighs comes within eight seconds; of a typed cell, what goes and comes takes
    two at most, and typing goes on meanwhile. Counted from the bytes: what the machine takes itself is not the line's.
    """
    page = demo_login("xa03304")
    go(page, "/bao-cao/", REPORT)
    wire = Wire(page)
    wire.weigh(page)
    wire.emulate(SLOW)
    page.goto(page.url, wait_until="domcontentloaded")
    total, parts = wire.weigh(page)
    print(f"the sheet at 50 kbit/s: {total:,} bytes in {seconds_on_slow_line(total):.1f} s")
    assert seconds_on_slow_line(total) <= 8, parts
    with page.expect_response(re.compile(r"/o/A8/$")) as answered:
        page.locator(".cell__input[name=A8]").fill("3")
        page.keyboard.press("Enter")
        page.keyboard.type("5")  # the next cell, while the first is on its way
    assert answered.value.status == 200
    expect(page.locator(".cell__input[name='A8']")).to_have_value("3")
    expect(page.locator("#tally")).to_contain_text("Đã lưu lúc")
    expect(page.locator(".cell__input[name='A9']")).to_have_value(re.compile("5$"))
    with page.expect_response(re.compile(r"/o/A9/$")):
        page.keyboard.press("Enter")
    total, parts = wire.weigh(page)
    one_way = len(answered.value.request.post_data or "") + max(parts[path] for path in parts if "/o/" in path)
    assert seconds_on_slow_line(one_way) <= 2, parts
    wire.emulate(WHOLE)
    page.reload()
    expect(page.locator(".cell__input[name='A8']")).to_have_value("3")
    expect(page.locator(".cell__input[name='A9']")).to_have_value(re.compile("5$"))


def test_cut_line(demo_login: Callable[[str], Page]) -> None:
    """What is typed without a network stays, is said to be unsaved, and goes out by itself, once."""
    page = demo_login("xa03304")
    go(page, "/bao-cao/", REPORT)
    sent: list[str] = []
    page.on("requestfinished", lambda one: sent.append(one.url) if one.method == "POST" else None)
    wire = Wire(page)
    with cut(wire):
        for code, text in (("A8", "11"), ("A9", "12")):
            page.locator(f".cell__input[name={code}]").fill(text)
            page.keyboard.press("Tab")
        words = page.locator("textarea[name=proposals]")
        words.fill("Đề nghị cấp loa cho bản Huổi Nôm.")
        page.keyboard.press("Tab")
        said = page.locator("#kept")
        expect(said).to_be_visible()
        expect(said).to_contain_text("đang giữ trên trang này")
        expect(page.locator(".cell__input[name=A8]")).to_have_value("11")
        expect(page.locator("tr:has(.cell__input[name=A8])")).to_contain_text("chưa lưu")
        shot(page, "entry-cut")
        assert not sent
    expect(said).to_contain_text("Đã gửi lại xong. Không mất gì.")
    page.reload()
    expect(page.locator(".cell__input[name=A8]")).to_have_value("11")
    expect(page.locator(".cell__input[name=A9]")).to_have_value("12")
    expect(page.locator("textarea[name=proposals]")).to_have_value("Đề nghị cấp loa cho bản Huổi Nôm.")
    assert len(sent) == len(set(sent)) == 3, f"something was written twice: {sent}"


def test_page_is_not_lost_with_the_line(demo_login: Callable[[str], Page]) -> None:
    """A press of «Lưu» without a network keeps the page and all in it, and is done when the network is back."""
    page = demo_login("xa03304")
    page.goto("/so/truyen-thong/them/")
    title = "Phát thanh tại bản Pá Cá khi mất mạng"
    for label, text in (
        ("Ngày", "10/6/2021"),
        ("Tên hoạt động", title),
        ("Nơi tổ chức", "bản Pá Cá"),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_label("Hình thức").select_option(label="Phát thanh, truyền hình")
    page.get_by_label("Số lượng").fill("2")
    page.get_by_label("Kênh").select_option(label="Loa truyền thanh")
    for choice in ("Người dân", "Tác hại của tệ nạn mại dâm", "Tiếng Mông"):
        page.get_by_label(choice).check()
    wire = Wire(page)
    with cut(wire):
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator("#kept")).to_contain_text("đang giữ trên trang này")
        expect(page.get_by_label("Tên hoạt động")).to_have_value(title)
        page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(re.compile(r"/so/truyen-thong/[0-9a-f-]{36}/$"))
    page.goto("/so/truyen-thong/?tim=khi+mat+mang")
    expect(page.get_by_role("link", name=title)).to_have_count(1)


def seconds_on_slow_line(size: int) -> float:
    return SLOW["latency"] / 1000 + size / SLOW["downloadThroughput"]


@contextmanager
def cut(wire: Wire) -> Iterator[None]:
    wire.emulate(CUT)
    try:
        yield
    finally:
        wire.emulate(WHOLE)
