"""The five pictures of the README, taken from the demonstration in English and in Vietnamese.

Each run takes them anew into build/pictures and compares them with the committed ones in docs/pictures: a page that no
longer looks like its picture fails. `PICTURES=1` (`make pictures`) writes the committed ones.
"""

import base64
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import choose_role
from tests.journeys.pictures import capture_window, compare_with_committed
from tests.journeys.waiting import open_from_menu, wait_for_quiet

WINDOW = {"width": 1280, "height": 820}
PHONE = {"width": 360, "height": 740}
LINKS = {
    "en": {"plans": "Plans", "text": "Full text", "sheet": "Consolidation", "correct": "Correct and send again"},
    "vi": {"plans": "Kế hoạch", "text": "Toàn văn", "sheet": "Tổng hợp", "correct": "Sửa, gửi lại"},
}

_TO_WEBP = """([width, height, data]) => {
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const pixels = Uint8ClampedArray.from(atob(data), letter => letter.charCodeAt(0));
  canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.toDataURL('image/webp', 0.7).split(',')[1];
}"""


def draw_first_page(page: Page, pdf: bytes) -> bytes:
    """The first page of a PDF as WebP, 794 × 1123 dots (A4 at 96 dots an inch)."""
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[0].render(scale=96 / 72, rev_byteorder=True, prefer_bgrx=True)
    data = base64.b64encode(bytes(bitmap.buffer)).decode()
    return base64.b64decode(page.evaluate(_TO_WEBP, [bitmap.width, bitmap.height, data]))


@pytest.fixture(params=["en", "vi"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visit(site: str, browser: Browser, browser_context_args: dict[str, Any], language: str) -> Iterator[Any]:
    """`visit("thuongtruc", WINDOW)`: a page signed in as one of the demonstration's users, in the language."""
    contexts = []

    def open_page(username: str, viewport: dict[str, int]) -> Page:
        context = browser.new_context(**(browser_context_args | {"base_url": site, "viewport": viewport}))
        contexts.append(context)
        page = context.new_page()
        page.goto("/tai-khoan/dang-nhap/")
        if language == "en":
            page.get_by_role("button", name="English").click()
            page.locator("html[lang=en]").wait_for()  # the click returns before the page that it asks for is there
        choose_role(page, username)
        page.wait_for_url(f"{site}/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_reading_a_plan(visit: Any, language: str) -> None:
    page = visit("thuongtruc", WINDOW)
    open_from_menu(page, LINKS[language]["plans"])
    page.locator("main a", has_text="45/KH-UBND").first.click()
    page.get_by_role("link", name=LINKS[language]["text"]).first.click()
    page.locator("#text a#m-ct2").click()  # a target of the plan, marked in its place
    page.locator("#ct2", has_text="«100% xã, thị trấn").wait_for()
    wait_for_quiet(page)
    page.evaluate("scrollTo(0, 0)")
    compare_with_committed(page, f"{language}/plan", capture_window(page))


def test_entry_on_a_phone(visit: Any, language: str) -> None:
    page = visit("xa03304", PHONE)
    page.goto("/bao-cao/?ky=2021S1")
    page.locator("main a[href*='/bao-cao/']", has_text=LINKS[language]["correct"]).first.click()
    page.locator("[id='B1']").evaluate("row => row.scrollIntoView({block: 'center'})")
    compare_with_committed(page, f"{language}/entry", capture_window(page))


def test_a_figure_opened_to_its_entries(visit: Any, language: str) -> None:
    page = visit("thuongtruc", WINDOW)
    open_from_menu(page, LINKS[language]["sheet"])
    page.locator("tr[id='B1'] .figure").click()
    page.locator("#drawer").get_by_role("link", name="Quài Cang").click()
    day = {"vi": "07/01", "en": "7 Jan"}[language]
    page.locator("#drawer").get_by_role("cell", name=day).wait_for()  # a register entry behind the commune's number
    page.locator("#drawer #o").evaluate("cell => cell.scrollIntoView()")  # scrolls the page too, by no fixed height
    page.locator("tr[id='B1']").evaluate("row => row.scrollIntoView({block: 'center'})")
    compare_with_committed(page, f"{language}/figure", capture_window(page))


def test_the_leaders_page_and_a_page_of_the_report(visit: Any, language: str) -> None:
    if language == "en":
        pytest.skip("both pages are Vietnamese: the two READMEs share these pictures")
    page = visit("lanhdao", WINDOW)
    open_from_menu(page, "Giao ban")
    compare_with_committed(page, "leader", capture_window(page))
    open_from_menu(page, "Văn bản")
    page.locator("main a", has_text="6 tháng cuối năm 2020").first.click()
    pdf = page.request.get(f"{page.url}ban-in.pdf")
    assert pdf.ok
    compare_with_committed(page, "report", draw_first_page(page, pdf.body()))
