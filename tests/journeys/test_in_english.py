"""From sign-in to the issued report for readers of English: what is not English on their pages is data.

The report itself, what the officials type and every row that is written stay Vietnamese.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sokehoach.adapters.readers.text_files import read_exact_text
from tests.english_pages import find_untranslated, read_data_of_home
from tests.journeys.conftest import choose_role, shot
from tests.journeys.test_first_path import looked_at
from tests.journeys.test_first_way import TITLE, box, cell, type_in
from tests.journeys.test_two_levels import NOW, p12
from tests.journeys.waiting import open_from_menu

SHEET = "/tong-hop/099/2021S1/01-XA/"
REASON = "Phát thêm tại hội bản ngày 13/6, chưa kịp ghi vào sổ."


class Pages(list[tuple[str, str]]):
    """Address and text of every page and piece of a page that the server answers with."""

    def keep(self, route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        if "html" in answer.headers.get("content-type", ""):
            self.append((f"{route.request.method} {urlsplit(route.request.url).path}", answer.text()))
        route.fulfill(response=answer)


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def enter(
    site: str, browser: Browser, browser_context_args: dict[str, Any], pages: Pages, listen: Callable[[Page], None]
) -> Iterator[Callable[[str], Page]]:
    """`enter("thuongtruc")`: a page signed in by somebody whose browser prefers English."""
    contexts = []

    def sign_in(username: str) -> Page:
        context = browser.new_context(**(browser_context_args | {"base_url": site, "locale": "en-GB"}))
        contexts.append(context)
        page = context.new_page()
        listen(page)
        page.route(re.compile(rf"^{re.escape(site)}/(?!static)"), pages.keep)
        page.goto("/tai-khoan/dang-nhap/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        choose_role(page, username)
        page.wait_for_url(f"{site}/")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def test_a_report_is_issued_by_readers_of_english(
    enter: Callable[[str], Page], pages: Pages, home: Path, tmp_path: Path
) -> None:
    office, commune, head = enter("thuongtruc"), enter("xa03304"), enter("truongphong")
    read_the_plan(office)
    record_an_activity(commune)
    send_the_report(commune)
    accept_the_report(office)
    figure = close_the_figures(office)
    file = issue(office, head, tmp_path / "report.pdf")
    receive(enter("congan"))

    words = re.sub(r"\s+", " ", read_exact_text(file.read_bytes(), name=file.name))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert re.search(rf"có {re.escape(figure)} buổi phát thanh", words), "the figure is not in its sentence"
    assert not re.search(r"\b(?:the|report|units|period|accepted)\b", words)
    data = read_data_of_home(home)
    assert {text: place for place, page in reversed(pages) for text in find_untranslated(page, data)} == {}
    assert len({place for place, _text in pages}) > 25


@pytest.mark.parametrize("username", ["thuongtruc", "xa03304", "lanhdao", "truongphong"])
def test_pages_of_the_menu_cut_no_english_words(enter: Callable[[str], Page], username: str) -> None:
    page = enter(username)
    links = page.locator("#menu a, footer a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    addresses = [address for address in dict.fromkeys(links) if address.startswith("/")]
    assert len(addresses) >= 6
    for number, address in enumerate(addresses):
        page.goto(address)
        if page.locator("html").get_attribute("lang") == "en":  # the page for everyone is Vietnamese
            looked_at(page, f"menu-{username}-{number}", "en")


def read_the_plan(office: Page) -> None:
    open_room(office, "Plans")
    office.locator("main").get_by_role("link", name="45/KH-UBND").first.click()
    office.get_by_role("link", name="Full text").first.click()
    office.locator("#text a#m-ct2").click()
    expect(office.locator("#ct2")).to_contain_text("Owner of the target")


def record_an_activity(commune: Page) -> None:
    """One without a date is refused; the options of a form are the programme's own words."""
    open_room(commune, "Registers")
    commune.get_by_role("link", name="Communication activities").click()
    commune.get_by_role("link", name="New activity").click()
    commune.get_by_label("Date").fill("")
    commune.get_by_label("Name of the activity").fill(TITLE)
    commune.get_by_label("Form of activity").select_option(value="broadcast")
    commune.get_by_label("Channel").select_option(label="Loudspeakers")
    commune.get_by_label("Place").fill("bản Ten Hon")
    commune.get_by_label("Quantity").fill("12")
    for choice in ("Residents", "Policy and law against prostitution", "Mông"):
        commune.get_by_label(choice).check()
    commune.get_by_role("button", name="Save", exact=True).click()
    expect(commune.get_by_role("alert").first).to_be_visible()
    commune.get_by_label("Date").fill("9 Jun 2021")
    commune.get_by_role("button", name="Save", exact=True).click()
    expect(commune.locator("h1")).to_have_text(TITLE)


def send_the_report(commune: Page) -> None:
    """The number of the register is refused without a reason, then kept with one; what the office asked is answered."""
    open_room(commune, "Reports")
    commune.get_by_role("link", name="Correct and send again").first.click()
    was = box(commune, "A4").input_value()
    type_in(commune, "A4", "1.5")
    expect(cell(commune, "A4").locator(".remark--error")).to_contain_text("whole number")
    type_in(commune, "A4", was)
    type_in(commune, "B5", "500")
    reason = cell(commune, "B5").get_by_label("Reason for overriding the register")
    reason.fill(REASON)
    with commune.expect_response(re.compile("/o/")):
        reason.press("Enter")
    answer = commune.locator("textarea[name=result]")
    with commune.expect_response(re.compile("/loi/")):
        answer.fill("Đã ghi bổ sung vào sổ các buổi phát thanh của cụm loa bản Ten Hon.")
        answer.press("Tab")
    commune.get_by_role("button", name="Send again").last.click()
    commune.get_by_role("button", name="Send anyway").click()  # one cell is blank
    expect(commune.get_by_text("Report sent.")).to_be_visible()


def accept_the_report(office: Page) -> None:
    open_room(office, "Reports")
    office.get_by_role("row", name="Tênh Phông").get_by_role("link").click()
    office.get_by_role("button", name="Return", exact=True).click()
    dialog = office.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Return", exact=True)).to_be_visible()
    office.keyboard.press("Escape")
    office.get_by_role("button", name="Accept", exact=True).click()
    expect(office.get_by_text("The report is accepted.")).to_be_visible()


def close_the_figures(office: Page) -> str:
    assert figure_of_sheet(office) > 0
    office.goto(SHEET)
    office.locator("tr[id='B3'] .figure").click()
    expect(office.locator("#drawer")).to_contain_text("Recomputed from the start: agrees")
    office.goto(SHEET)
    office.get_by_role("button", name="Close the figures").click()
    expect(office.get_by_text("Closed by")).to_be_visible()
    return office.locator("tr[id='B3'] .figure").inner_text().strip()


def issue(office: Page, head: Page, path: Path) -> Path:
    open_room(office, "Documents")
    office.locator("form[action*='/bc-ldtbxh/'] button").click()
    office.wait_for_url(re.compile("/soan/|/loi-van/$"))
    if "/soan/" in office.url:
        office.get_by_role("button", name="Draft the report").click()
        office.wait_for_url("**/loi-van/")
    office.get_by_role("button", name="Save the text").click()
    office.get_by_role("button", name="Submit for checking").click()
    checked = office.get_by_role("button", name="Checked, submit for signature")
    checked.click()
    expect(checked).to_have_count(0)
    page = urlsplit(office.url).path

    open_room(head, "Documents")
    head.locator(f"a[href='{page}']").click()
    shot(head, "english-1-document")
    head.get_by_role("link", name="Sign digitally").click()
    sign(head, "Lò Văn Hặc", password="sai")
    expect(head.locator("main")).to_contain_text("The password of the certificate is wrong.")
    sign(head, "Lò Văn Hặc")
    expect(head.locator("main")).to_contain_text("01/BC-LĐTBXH")

    office.goto(page)
    office.get_by_role("link", name="Seal of the agency").click()
    sign(office, "Phòng Lao động - TB&XH")
    office.get_by_role("link", name="Choose addressees").click()
    shot(office, "english-2-addressees")
    office.get_by_role("button", name="Save the addressees").click()
    office.get_by_role("button", name="Issue", exact=True).click()
    expect(office.locator("main")).to_contain_text("Issued")
    shot(office, "english-3-issued")
    with office.expect_download() as download:
        office.get_by_role("link", name=re.compile("da-ky.pdf")).last.click()
    return Path(shutil.copyfile(download.value.path(), path))


def sign(page: Page, name: str, password: str = "mat-khau") -> None:
    file = {"name": "khoa.p12", "mimeType": "application/x-pkcs12", "buffer": p12(name, at=NOW)}
    page.get_by_label("File of the digital certificate").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign digitally").click()


def receive(police: Page) -> None:
    police.get_by_role("link", name="01/BC-LĐTBXH").first.click()
    police.get_by_role("button", name="Receive", exact=True).click()
    expect(police.locator("main")).to_contain_text("number of receipt 1")


def open_room(page: Page, name: str) -> None:
    open_from_menu(page, name)


def figure_of_sheet(page: Page) -> int:
    open_room(page, "Consolidation")
    return int(re.sub(r"\D", "", page.locator("tr[id='B3'] .figure").inner_text()))


def test_what_is_typed_means_what_its_page_writes_when_another_tab_changes_the_language(
    enter: Callable[[str], Page], listen: Callable[[Page], None]
) -> None:
    """Typed before the switch and sent after it; the page comes back in the new language with the same number."""
    page = enter("xa03269")
    open_room(page, "Reports")
    page.get_by_role("button", name=re.compile("Begin a report|Start the report")).first.click()
    box(page, "B7").wait_for()
    other = page.context.new_page()
    listen(other)
    other.goto("/")
    for language, button, typed, shown in (
        ("vi", "Tiếng Việt", "1,234", "1.234"), ("en", "English", "2.345", "2,345"),
    ):  # fmt: skip
        box(page, "B7").fill(typed)
        other.get_by_role("button", name=button).click()
        expect(other.locator(f"html[lang={language}]")).to_have_count(1)
        with page.expect_response(re.compile("/o/")):
            box(page, "B7").press("Tab")
        expect(box(page, "B7")).to_have_value(typed)
        box(page, "B8").fill("7")  # not sent: the browser may not carry it into a page of the other notation
        page.once("dialog", lambda dialog: dialog.accept())
        page.reload()
        expect(box(page, "B7")).to_have_value(shown)
        expect(box(page, "B8")).to_have_value("")
