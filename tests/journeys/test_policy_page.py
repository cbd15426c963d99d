"""The page of the policy in force, as an official of the demonstration reads it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot


def test_an_official_reads_who_may_see_counts_of_persons(site: str, demo_login: Callable[..., Page]) -> None:
    page = demo_login("thuongtruc")
    page.goto(f"{site}/tro-giup/")
    page.get_by_role("link", name="Quy định về dữ liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quy định về dữ liệu")
    expect(page.get_by_text("từ cấp huyện trở lên").first).to_be_visible()
    axe(page)
    shot(page, "policy")
