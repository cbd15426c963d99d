"""Waits for what a page still does: its scripts, the page that a link leads to, what is on its way."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

ACTS = {"check", "click", "evaluate", "evaluate_all", "fill", "focus", "press", "select_option", "set_input_files",
        "uncheck"}  # fmt: skip
READINGS = {"all", "all_inner_texts", "all_text_contents", "content", "count", "is_checked", "is_visible", "title"}
_STATE = """() => [performance.getEntriesByType("resource").length, document.fonts.status === "loaded",
  document.readyState === "complete" && !document.querySelector(".htmx-request")]"""


@contextmanager
def wait_before_acts() -> Iterator[None]:
    """Whoever acts on a page or counts what it holds does so on one that is loaded.

    A click on a page whose scripts are still on their way follows a link that would have opened the drawer. A click on
    a link returns when the next page has begun to come, and `count` and its like do not wait for what it will hold.
    """
    with pytest.MonkeyPatch.context() as monkeypatch:
        for actor in (Locator, Page):
            for name in (ACTS | READINGS) & {*dir(actor)}:
                monkeypatch.setattr(actor, name, _once_loaded(getattr(actor, name)))
        yield


def _once_loaded(act: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(act)
    def act_on_loaded_page(target: Locator | Page, *words: Any, **options: Any) -> Any:
        (target.page if isinstance(target, Locator) else target).wait_for_load_state()
        return act(target, *words, **options)

    return act_on_loaded_page


def open_from_menu(page: Page, name: str) -> None:
    """The page that a link of the menu leads to, and no more the one before, which may show the same numbers."""
    with page.expect_navigation():
        page.locator("#menu").get_by_role("link", name=name, exact=True).click()


def wait_for_quiet(page: Page) -> None:
    """Half a second in which nothing came. Of fonts from its cache chromium may not say that they came, so that
    playwright's «networkidle» never comes either.
    """
    before: list[object] = []
    for _ in range(240):
        now = page.evaluate(_STATE)
        if now == before and now[1:] == [True, True]:
            return
        before = now
        page.wait_for_timeout(500)
    raise AssertionError(f"{page.url} is never quiet: {before}")
