"""What every story of a clause does: open the clause, do the work, come back to what shows it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import axe, shot

TODAY, PERIOD = "10/11/2021", "2021S2"  # the day of the stories; the half-year whose reports are begun on it

type Typed = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Stage:
    """`sign_in("congan")` opens a browser of that role's own; `home` holds the server's files."""

    sign_in: Callable[[str], Page]
    home: Path


@dataclass(frozen=True, slots=True)
class Clause:
    """A place of the plan: its number («» where it has none), and words that stand there."""

    path: str
    words: str


def open_clause(page: Page, clause: Clause) -> Locator:
    """From the list of plans to the plan's page and on to the clause, as it is printed. The paragraph."""
    open_plan(page)
    page.get_by_role("link", name="Toàn văn").click()
    page.wait_for_url("**/doc/")
    text = page.locator("#text")
    if clause.path:
        number = re.compile(rf"^{re.escape(clause.path)}$")
        expect(text.locator(".plan-text__clause").filter(has_text=number)).to_have_count(1)
    paragraph = text.locator("p, h2, h3").filter(has_text=clause.words)
    expect(paragraph).to_have_count(1)
    return paragraph


def open_plan(page: Page) -> None:
    page.locator("#menu").get_by_role("link", name="Kế hoạch", exact=True).click()
    page.locator("main").get_by_role("link", name="45/KH-UBND").first.click()
    expect(page.locator("h1")).to_contain_text("45/KH-UBND")


# --- registers


def add_entry(page: Page, register: str, typed: Typed) -> str:
    """One entry of a register, typed by name of field; the address of its page."""
    page.goto(f"/so/{register}/them/")
    fill(page, typed)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(re.compile(rf"/so/{register}/[0-9a-f-]{{36}}/$"))
    return page.url


def fill(page: Page, typed: Typed) -> None:
    for name, value in typed.items():
        if isinstance(value, tuple):
            for choice in value:
                page.locator(f"main [name={name}][value={choice}]").check()
            continue
        field = page.locator(f"main [name={name}]").first
        kind = field.evaluate("field => field.tagName + ':' + field.type")
        if kind.startswith("SELECT"):
            field.select_option(value)
        elif kind == "INPUT:radio":
            page.locator(f"main [name={name}][value={value}]").check()
        elif kind == "INPUT:checkbox":
            field.set_checked(value == "yes")
        else:
            field.fill(value)


# --- reports and figures


def open_report(page: Page, form: str) -> None:
    """The unit's report of the half-year: begun where it is not yet."""
    page.goto(f"/bao-cao/?ky={PERIOD}")
    item = page.get_by_role("listitem").filter(has_text=f"Biểu {form}")
    begin = item.get_by_role("button", name="Lập báo cáo")
    if begin.count():
        begin.click()
    else:
        item.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/bao-cao/[0-9a-f-]{36}/"))


def report_row(page: Page, code: str) -> Locator:
    return page.locator(f"tr:has(.cell__input[name='{code}'])")


def expect_cell(page: Page, code: str, value: str) -> None:
    """The cell holds the value, and says that a register counted it."""
    expect(page.locator(f".cell__input[name='{code}']")).to_have_value(value)
    expect(report_row(page, code).locator(".cell__source")).to_contain_text("từ sổ")


def count_in(place: Locator) -> int:
    """The first number of a place, written the Vietnamese way."""
    match = re.search(r"\d[\d.]*", place.inner_text())
    assert match, place.inner_text()
    return int(match[0].replace(".", ""))


def look_at(page: Page, name: str) -> None:
    """Accessible, and photographed at both widths."""
    axe(page)
    shot(page, f"clause-{name}")
