"""Someone who is signed in nowhere looks for help, and leaves no trace (the plan, I.1)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

from tests.journeys.conftest import axe, shot

PAGE = "/dich-vu-ho-tro/"


def test_nobody_learns_that_somebody_looked(
    site: str, home: Path, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(_host(request)))
    page.on("console", lambda told: wrong.append(told.text))
    log = (home / "log").read_text()
    page.goto(f"{site}{PAGE}")
    assert page.locator("a[href^='tel:']").count() == 12
    assert set(asked) == {urlsplit(site).netloc}
    assert not context.cookies()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert (home / "log").read_text() == log
    assert PAGE.strip("/") not in log
    axe(page)
    shot(page, "public-services")
    assert not wrong
    context.close()


def test_a_press_leaves_the_page_and_its_place_in_the_history(
    site: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.route("https://nchmf.gov.vn/**", lambda route: route.fulfill(body="thời tiết"))
    for leave in (
        lambda: page.get_by_role("link", name="Thoát nhanh").click(),
        lambda: page.keyboard.press("Escape"),
    ):
        page.goto(f"{site}/help-me-nothing-here/")
        page.goto(f"{site}{PAGE}")
        leave()
        page.wait_for_url("https://nchmf.gov.vn/")
        page.go_back()
        assert PAGE not in page.url
    page.goto(f"{site}/help-me-nothing-here/")
    page.goto(f"{site}{PAGE}")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{site}{PAGE}en/")
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url("https://nchmf.gov.vn/")
    page.go_back()
    assert PAGE not in page.url
    context.close()


def test_it_is_printed_on_two_sheets_at_most(site: str, browser: Browser, browser_context_args: dict[str, Any]) -> None:
    page = browser.new_page(**browser_context_args)
    page.goto(f"{site}{PAGE}")
    assert 1 <= page.pdf(format="A4").count(b"/Type /Page\n") <= 2
    page.close()


def _host(request: Request) -> str:
    return urlsplit(request.url).netloc
