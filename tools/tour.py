"""Draws the pictures of the README's tour from a running demonstration, in English.

usage: tools/tour.py http://127.0.0.1:8000     Needs playwright and chromium (`make setup-dev browser`).
Writes docs/explanation/tour/*.png: 900 px wide, at most 620 px high.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs/explanation/tour"
SIZE = {"width": 1280, "height": 820}


def walk(page: Page, site: str) -> None:
    """The five clicks of the tour; after each a picture."""
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    page.get_by_role("button", name="English").click()
    shoot(page, "1-sign-in")
    page.locator("button[name=username][value=thuongtruc]").click()
    shoot(page, "2-home")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Plans", exact=True).click()
    page.locator("main table a, main h2 a, main h3 a").first.click()
    shoot(page, "3-plan")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Consolidation", exact=True).click()
    shoot(page, "4-consolidation")
    page.locator("main td a").first.click()
    page.locator("#drawer > *").first.wait_for()
    shoot(page, "5-lineage")


def shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", scale="css", caret="initial")


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE, device_scale_factor=1, reduced_motion="reduce")
        walk(page, sys.argv[1].rstrip("/"))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
