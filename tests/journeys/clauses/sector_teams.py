"""Inspection teams of the health and the culture sector: set up by a decision, and a visit of theirs."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.steps import TODAY, add_entry


def set_up_team(page: Page, body: str, number: str, head: str) -> None:
    """The decision that sets up the sector's inspection team, written by its general account."""
    add_entry(
        page, "doi-kiem-tra",
        {"day": "1/10/2021", "title": number, "body": body, "act": "set_up", "authority": "Thủ trưởng cơ quan",
         "heads": (head,), "members": ("taichinh", "mattran")},
    )  # fmt: skip


def inspect(page: Page, lead: str) -> None:
    """A surprise visit that finds all in order."""
    page.goto("/so/lich-kiem-tra/lap/")
    place = page.locator("[name=establishment] option").nth(1).get_attribute("value") or ""
    page.locator("[name=establishment]").select_option(place)
    page.locator("[name=day]").fill(TODAY)
    page.locator("[name=manner][value=surprise]").check()
    option = page.locator("[name=lead] option", has_text=lead).first.get_attribute("value") or ""
    page.locator("[name=lead]").select_option(option)
    for member in ("Bạc Văn Thành", "Mùa A Chu"):
        page.get_by_label(member).check()
    page.get_by_role("button", name="Đưa vào lịch").click()
    page.wait_for_url(re.compile(r"/[0-9a-f-]{36}/$"))
    page.get_by_role("link", name="Ghi kết quả").first.click()
    expect(page.locator("[value=met]").first).to_be_visible()
    for met in page.locator("[value=met]").all():
        met.check()
    page.get_by_role("button", name="Lưu kết quả").click()
    expect(page.get_by_text("Đã ghi kết quả kiểm tra.")).to_be_visible()
