"""The weekly meeting: the leader reads one page, prints one sheet, says one thing, and it is a duty."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot

WORDS = "Cử người xuống xã Pú Xi lấy báo cáo giấy"


def test_a_direction_becomes_a_duty(demo_login: Callable[[str], Page]) -> None:
    leader, office = demo_login("lanhdao"), demo_login("thuongtruc")
    leader.get_by_role("link", name="Giao ban", exact=True).click()
    expect(leader.get_by_role("heading", name="Giao ban tuần")).to_be_visible()
    expect(leader.locator(".tile")).to_have_count(19 + leader.locator(".legend .tile").count())
    expect(leader.locator("td.tile--not_reported")).to_contain_text("Pú Xi")
    axe(leader)
    shot(leader, "weekly-meeting")
    one_sheet_of_paper(leader)

    leader.get_by_role("textbox", name="Ý kiến chỉ đạo").fill(WORDS)
    leader.get_by_role("combobox", name="Giao cho").select_option(label="Phòng Lao động - TB&XH")
    leader.get_by_role("textbox", name="Hạn").fill("25/6/2021")
    leader.get_by_role("button", name="Giao việc").click()
    expect(leader.get_by_role("link", name=WORDS)).to_be_visible()

    office.goto("/")
    office.get_by_role("link", name=WORDS).first.click()
    expect(office.get_by_text(WORDS).first).to_be_visible()


def test_a_target_opens_down_to_its_figures(demo_login: Callable[[str], Page]) -> None:
    leader = demo_login("lanhdao")
    leader.goto("/giao-ban/")
    leader.get_by_role("link", name="Mở chỉ tiêu").click()
    expect(leader.get_by_text("Cách tính:").first).to_be_visible()
    axe(leader)
    shot(leader, "targets")
    leader.get_by_role("link", name="34/38").click()
    expect(leader.get_by_role("heading", name="Chỉ tiêu theo từng đơn vị")).to_be_visible()  # a page of its own


def one_sheet_of_paper(page: Page) -> None:
    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed) == 1
    width, height = printed[0].get_size()
    assert width > height
