"""The first path of a visitor in both languages: sign-in, home, plan, consolidation, lineage, report, help."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import axe, shot

WORDS = {
    "vi": {
        "standing": "Cơ quan thường trực", "menu": "Mục lục", "plans": "Kế hoạch", "reading": "Toàn văn",
        "sheet": "Tổng hợp", "reports": "Báo cáo", "help": "Trợ giúp", "start": "Bắt đầu",
        "lineage": "Nguồn gốc số liệu", "view": "Xem", "show": "Hiện mật khẩu", "clause": "Mục của kế hoạch",
    },
    "en": {
        "standing": "Standing office", "menu": "Menu", "plans": "Plans", "reading": "Full text",
        "sheet": "Consolidation", "reports": "Reports", "help": "Help", "start": "Getting started",
        "lineage": "Lineage of figures", "view": "View", "show": "Show the password", "clause": "Clauses of the plan",
    },
}  # fmt: skip
_CUT = """() => [...document.querySelectorAll('main *')].filter(one =>
  one.children.length === 0 && one.textContent.trim() && getComputedStyle(one).overflowX === 'hidden'
  && getComputedStyle(one).position !== 'absolute' && one.scrollWidth > one.clientWidth + 1
).map(one => one.textContent.trim())"""


_WRAPPED = """() => [...document.querySelectorAll('main td[data-label] > .mark')].filter(one => {
  const size = parseFloat(getComputedStyle(one).lineHeight);
  return one.getBoundingClientRect().height > 1.9 * size;
}).map(one => one.textContent.trim())"""


def looked_at(page: Page, name: str, language: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(_CUT) == [], f"{name} cuts words at 360 px"
    page.set_viewport_size({"width": 1280, "height": 900})
    axe(page)
    shot(page, f"first-path-{name}-{language}")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_visitor_walks_the_first_path(
    site: str,
    browser: Browser,
    browser_context_args: dict[str, Any],
    listen: Callable[[Page], None],
    language: str,
) -> None:
    words = WORDS[language]
    context = browser.new_context(**(browser_context_args | {"viewport": {"width": 1280, "height": 800}}))
    page = context.new_page()
    listen(page)
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    assert page.evaluate("scrollY") == 0
    assert page.locator(".role").count() == 4
    expect(page.locator("[lang=en]").first).to_be_visible()
    if language == "en":
        page.get_by_role("button", name="English").click()
        page.locator("html[lang=en]").wait_for()
    looked_at(page, "sign-in", language)
    expect(page.get_by_role("button", name=words["show"])).to_be_visible()
    page.locator(".role").filter(has_text=words["standing"]).get_by_role("button").click()
    page.wait_for_url(f"{site}/")
    looked_at(page, "home", language)

    def room(name: str) -> None:
        page.get_by_role("navigation", name=words["menu"]).get_by_role("link", name=name, exact=True).click()

    room(words["plans"])
    page.locator("main a[href*='/ke-hoach/']").filter(has_text="45/KH-UBND").first.click()
    looked_at(page, "plan", language)
    page.get_by_role("link", name=words["reading"]).first.click()
    looked_at(page, "reading", language)
    room(words["sheet"])
    looked_at(page, "consolidation", language)
    page.locator("main td a.figure").first.click()
    expect(page.locator("#drawer")).to_contain_text(words["lineage"])
    expect(page.locator("#drawer")).to_contain_text(words["clause"])
    shot(page, f"first-path-lineage-{language}")
    page.keyboard.press("Escape")
    room(words["reports"])
    looked_at(page, "reports", language)
    assert page.evaluate(_WRAPPED) == [], "the words of a state break over two lines"
    page.get_by_role("link", name=f"{words['view']} Quài Cang").click()
    looked_at(page, "report", language)
    page.get_by_role("contentinfo").get_by_role("link", name=words["help"]).click()
    page.get_by_role("link", name=words["start"], exact=True).click()
    looked_at(page, "help", language)
    context.close()
