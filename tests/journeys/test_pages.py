"""Every page of the product as its reader sees it: for axe, at the width of a telephone, zoomed, by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import axe, shot

PLAN, DUTY = r"/ke-hoach/[0-9a-f-]{36}/$", r"/ke-hoach/nhiem-vu/"
REPORT, LINE = r"/bao-cao/[0-9a-f-]{36}/$", r"/so/truyen-thong/[0-9a-f-]{36}/$"
# who, name of the picture, address, then the links to follow from there (a pattern of the address, how many more
# addresses are typed after it)
PAGES: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("thuongtruc", (
        ("office-home", "/"),
        ("plan-list", "/ke-hoach/"),
        ("plan-upload", "/ke-hoach/nhap/"),
        ("plan", "/ke-hoach/", PLAN),
        ("plan-text", "/ke-hoach/", PLAN, r"/doc/$"),
        ("plan-board", "/ke-hoach/", PLAN, r"/nhiem-vu/$"),
        ("plan-duty-assign", "/ke-hoach/", PLAN, r"/nhiem-vu/$", DUTY),
        ("register-office", "/so/truyen-thong/"),
        ("report-list-office", "/bao-cao/"),
        ("report-accepted", "/bao-cao/?trang-thai=accepted", REPORT),
        ("weekly-meeting-office", "/giao-ban/"),
        ("targets", "/giao-ban/", r"/chi-tieu/"),
        ("consolidated-communes", "/tong-hop/099/2021S1/01-XA/"),
        ("consolidated-police", "/tong-hop/099/2021S1/02-CA/"),
        ("figure", "/tong-hop/099/2021S1/01-XA/", r"/01-XA/TT01/"),
        ("figure-cell", "/tong-hop/099/2021S1/01-XA/", r"/01-XA/TT01/", r"don-vi="),
        ("documents", "/van-ban/"),
        ("trail", "/nhat-ky/"),
        ("search", "/tim/?q=truyen"),
        ("search-nothing", "/tim/?q=khongcogi"),
        ("search-empty", "/tim/"),
        ("help", "/tro-giup/"),
        ("help-chapter", "/tro-giup/", r"/tro-giup/[^/]+/$"),
        ("not-found", "/khong-co/"),
        ("components", "/bang-thanh-phan/"),
    )),
    ("xa03304", (
        ("commune-home", "/"),
        ("commune-board", "/ke-hoach/", PLAN, r"/nhiem-vu/"),
        ("commune-duty", "/ke-hoach/", PLAN, r"/nhiem-vu/", DUTY),
        ("registers", "/so/"),
        ("register", "/so/truyen-thong/"),
        ("register-narrowed", "/so/truyen-thong/?tim=loa&kind=broadcast"),
        ("register-none", "/so/truyen-thong/?tim=khongcogi"),
        ("register-line", "/so/truyen-thong/", LINE),
        ("register-change", "/so/truyen-thong/", LINE, r"/sua/$"),
        ("register-add", "/so/truyen-thong/them/"),
        ("register-excel", "/so/truyen-thong/nhap/"),
        ("report-list-commune", "/bao-cao/"),
        ("entry-returned", "/bao-cao/", REPORT),
        ("entry-lineage", "/bao-cao/", REPORT, r"/o/B1/nguon/$"),
    )),
    ("xa03269", (("late-home", "/"), ("report-list-late", "/bao-cao/"))),
    ("xa03289", (("entry-accepted", "/bao-cao/", REPORT),)),
    ("congan", (("police-home", "/"), ("police-report", "/bao-cao/", REPORT))),
    ("yte", (("health-home", "/"), ("agency-board", "/ke-hoach/", PLAN, r"/nhiem-vu/"))),
    ("vanhoa", (("agency-home", "/"),)),
    ("lanhdao", (("leader-home", "/"), ("leader-consolidated", "/tong-hop/"))),
    ("nguoingoai", (("outsider-home", "/"), ("outsider-refused", "/bao-cao/"))),
)  # fmt: skip


@pytest.mark.parametrize(("username", "pages"), PAGES, ids=[username for username, _ in PAGES])
def test_pages(username: str, pages: tuple[tuple[str, ...], ...], demo_login: Callable[[str], Page]) -> None:
    page = demo_login(username)
    wrong: list[str] = []
    for name, address, *links in pages:
        go(page, address, *links)
        for look in (says_who_it_is, axe, fits, lambda page, name=name: shot(page, name)):
            try:
                look(page)
            except AssertionError as failure:  # the other pages are looked at too: one run tells all
                wrong.append(f"{name}: {failure}")
    assert not wrong, "\n".join(wrong)


def test_sign_in(site: str, browser: Browser, listen: Callable[[Page], None]) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN") as context:
        page = context.new_page()
        listen(page)
        page.goto(f"{site}/tai-khoan/dang-nhap/")
        axe(page)
        fits(page)
        shot(page, "sign-in")
        page.get_by_label("Tên đăng nhập").fill("thuongtruc")
        page.get_by_label("Mật khẩu").fill("không phải mật khẩu này")
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        expect(page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng, hoặc đã sai")).to_be_visible()
        axe(page)
        shot(page, "sign-in-refused")


def test_nothing_is_shown_beyond_the_scope(demo_login: Callable[[str], Page]) -> None:
    """What an account may not see does not exist for it: the page says so, and the menu has no such room."""
    outsider = demo_login("nguoingoai")
    assert outsider.locator("#menu a").all_inner_texts() == ["Việc hôm nay", "Tài khoản của tôi"]
    for address in ("/bao-cao/", "/tong-hop/099/2021S1/02-CA/", "/van-ban/bc-ldtbxh/2021S1.docx"):
        answer = outsider.goto(address)
        assert answer
        assert answer.status == 404, address
    health = demo_login("yte")
    answer = health.goto("/tong-hop/099/2021S1/02-CA/")
    assert answer
    assert answer.status == 404, "the health side looks over the wall"


# --- by keyboard alone


def test_skip_link(demo_login: Callable[[str], Page]) -> None:
    page = demo_login("thuongtruc")
    page.goto("/bao-cao/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))"), "Tab goes back to the menu"


def test_entry_by_keyboard(demo_login: Callable[[str], Page]) -> None:
    """Enter goes down the column, Tab reaches the button that sends, and what has focus is seen."""
    page = demo_login("xa03304")
    go(page, "/bao-cao/", REPORT)
    page.locator(".cell__input[name=A1]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cell__input[name=A2]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cell__input[name=A1]")).to_be_focused()
    unseen: set[str] = set()
    for _ in range(250):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
            const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
            const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            const covered = !middle || !(at.contains(middle) || middle.contains(at));
            const ring = style.outlineStyle !== "none" || style.boxShadow !== "none";
            return [at.innerText || at.name || at.tagName, covered, ring];
            }"""
        )
        if told[1] or not told[2]:
            unseen.add(f"{told[0]} ({'covered' if told[1] else 'no ring'})")
        if told[0].strip() == "Gửi lại":
            break
    else:
        raise AssertionError("Tab does not reach «Gửi lại»")
    assert not unseen, sorted(unseen)


def test_drawer_by_keyboard(demo_login: Callable[[str], Page]) -> None:
    page = demo_login("thuongtruc")
    page.goto("/tong-hop/099/2021S1/01-XA/")
    figure = page.locator("tr[id='B1'] .figure")
    figure.focus()
    page.keyboard.press("Enter")
    title = page.locator("#drawer-title")
    expect(title).to_be_focused()
    axe(page)
    shot(page, "consolidated-drawer")
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    expect(figure).to_be_focused()


def test_menu_on_a_telephone(demo_login: Callable[[str], Page]) -> None:
    page = demo_login("thuongtruc", viewport={"width": 360, "height": 740})
    expect(page.locator("#menu")).to_be_hidden()
    page.get_by_role("button", name="Mục lục").click()
    link = page.locator("#menu").get_by_role("link", name="Tổng hợp", exact=True)
    expect(link).to_be_in_viewport()
    axe(page)
    fits(page)
    shot(page, "menu")
    link.click()
    page.wait_for_url("**/tong-hop/**")
    expect(page.locator("#menu")).to_be_hidden()


def test_keys_are_listed(demo_login: Callable[[str], Page]) -> None:
    page = demo_login("thuongtruc")
    go(page, "/ke-hoach/", PLAN, r"/doc/$")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("bảng phím này")
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


# --- what a page must be


def go(page: Page, address: str, *links: str) -> None:
    """Open an address, then follow the first link of main to each of these addresses."""
    page.goto(address)
    for pattern in links:
        hrefs = page.locator("main a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        found = [href for href in hrefs if re.search(pattern, href.split("#")[0])]
        assert found, f"{page.url} has no link to {pattern}"
        page.goto(found[0])


def says_who_it_is(page: Page) -> None:
    """A title, one heading of the first order, and no mark of a template that broke."""
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} h1"
    text = page.locator("body").inner_text()
    broken = re.findall(r"\{\{|\{%|\bNone\b|\bTrue\b|\bFalse\b|[ÃÂ][\x80-\xbf]", text)
    assert not broken, f"{page.url} shows {broken}"
    assert " · Sổ Kế hoạch" in page.title(), page.title()


def fits(page: Page) -> None:
    """No sideways scroll at 200 % zoom of 1280 px, and nothing cut off at 320 px (WCAG 1.4.10)."""
    size = page.viewport_size
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} px wide on {width}"
    if size:
        page.set_viewport_size(size)
