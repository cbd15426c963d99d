"""What every story of a clause does: open the clause, do the work, come back to what shows it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import axe, shot
from tests.journeys.reporting_steps import send
from tests.journeys.waiting import open_from_menu

TODAY, PERIOD = "10/11/2021", "2021S2"  # the day of the stories; the half-year whose reports are begun on it

# The communes that can be played. Quài Cang sends its report in a story; the others' stay drafts, for every story.
SENDS, DRAFTS = "xa03289", ("xa03304", "xa03269")
YES_OR_NO = ("A1", "B8")  # cells of the communes' form that no register fills

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
    """The plan's page at the clause, after its words were read in the plan itself: what carries it out."""
    open_plan(page)
    if not clause.path:
        page.get_by_role("link", name="Toàn văn").click()
        expect(page.locator("#text")).to_contain_text(clause.words)
        open_plan(page)
        return page.locator(".clauses tbody").filter(has_text="Căn cứ").first
    work = page.locator(f"#muc-{clause.path.replace('.', '-')}")
    work.locator(".clause").first.click()
    page.wait_for_url("**/doc/#c-*")
    expect(page.locator("#text").locator("p, h2, h3").filter(has_text=clause.words)).to_have_count(1)
    page.go_back()
    return work


def follow(page: Page, clause: Clause, name: str) -> None:
    """From the clause on the plan's page by the link of what carries it out: a register, a duty, a figure."""
    work = open_clause(page, clause)
    for folded in work.locator("details").all():
        folded.evaluate("details => { details.open = true; }")
    work.get_by_role("link", name=name).first.click()


def open_plan(page: Page) -> None:
    open_from_menu(page, "Kế hoạch")
    page.locator("main").get_by_role("link", name="45/KH-UBND").first.click()
    expect(page.locator("h1")).to_contain_text("45/KH-UBND")


# --- registers


def add_entry(page: Page, register: str, typed: Typed) -> str:
    """One entry of a register, typed by name of field; the address of its page."""
    page.goto(f"/so/{register}/them/")
    return save_entry(page, register, typed)


def add_here(page: Page, typed: Typed) -> str:
    """One entry of the register whose page is open; the address of the entry."""
    register = page.url.rstrip("/").rsplit("/", 1)[1]
    page.locator(f"main a[href='/so/{register}/them/']").first.click()
    page.wait_for_url(f"**/so/{register}/them/")
    return save_entry(page, register, typed)


def save_entry(page: Page, register: str, typed: Typed) -> str:
    fill(page, typed)
    page.get_by_role("button", name="Lưu", exact=True).click()
    stored = rf"/so/{register}/[0-9a-f-]{{36}}/$"
    page.wait_for_function(
        "stored => location.pathname.match(stored) || document.querySelector('[name=write-anyway]')", arg=stored
    )
    if page.locator("[name=write-anyway]").count():  # a similar entry of the same day is there
        page.locator("[name=write-anyway]").click()
    page.wait_for_url(re.compile(stored))
    return page.url


def fill(page: Page, typed: Typed) -> None:
    """Types into the form that is open. The source comes first: the numbers of another are hidden."""
    for name, value in sorted(typed.items(), key=lambda item: item[0] != "source"):
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


def cell_count(page: Page, code: str) -> int:
    """What the cell holds; a blank one holds none."""
    return int(page.locator(f".cell__input[name='{code}']").input_value().replace(".", "") or 0)


def expect_cell(page: Page, code: str, value: int) -> None:
    """The cell holds the value, and says that a register counted it."""
    expect(page.locator(f".cell__input[name='{code}']")).to_have_value(f"{value:,}".replace(",", "."))
    expect(report_row(page, code).locator(".cell__source")).to_contain_text("từ sổ")


def send_report(page: Page, *, rest: str = "9") -> None:
    """Every blank cell filled by one block from a sheet (yes-or-no cells with yes, others with `rest`), then sent."""
    cells = page.locator(".cell__input")
    blank = "cells => cells.filter(cell => !cell.value && !cell.readOnly && !cell.disabled).map(cell => cell.name)"
    codes = cells.evaluate_all(blank)
    if codes:
        block = "".join(f"{code}\t{1 if code in YES_OR_NO else rest}\n" for code in codes)
        page.locator(f".cell__input[name='{codes[0]}']").focus()
        page.evaluate(
            """text => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
              document.activeElement.dispatchEvent(paste);
            }""",
            f"Mã\tSố\n{block}",
        )
        page.get_by_role("button", name="Điền vào báo cáo").click()
        expect(page.get_by_text("ô từ khối dán.")).to_be_visible()
    send(page)


def accept_report(office: Page, address: str) -> None:
    """The report at that address, accepted by the standing office."""
    office.goto(address)
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()


def open_figures(page: Page, form: str) -> None:
    """The district's consolidated sheet of the half-year."""
    page.goto(f"/tong-hop/099/{PERIOD}/{form}/")


def figure(page: Page, code: str) -> Locator:
    return page.locator(f"tr[id='{code}'] .figure").first


def expect_clause_of_figure(page: Page, code: str, clause: Clause) -> None:
    """The figure opens down to its parts, and from there the clause of the plan is quoted."""
    figure(page, code).click()
    drawer = page.locator("#drawer")
    expect(drawer.get_by_text("Tính lại từ đầu: khớp")).to_be_visible()
    quoted = drawer.locator(".clause").filter(has_text=re.compile(rf"^{re.escape(clause.path)}$"))
    expect(quoted.first).to_be_visible()
    page.keyboard.press("Escape")


def count_in(place: Locator) -> int:
    """The first number of a place, written the Vietnamese way."""
    match = re.search(r"\d[\d.]*", place.inner_text())
    assert match, place.inner_text()
    return int(match[0].replace(".", ""))


def look_at(page: Page, name: str) -> None:
    """Accessible, and photographed at both widths."""
    axe(page)
    shot(page, f"clause-{name}")
