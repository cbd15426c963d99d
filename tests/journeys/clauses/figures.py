"""What a story adds to a report: the figures before it and after it, whatever other stories have written down."""

from collections.abc import Mapping
from decimal import Decimal

from playwright.sync_api import Page, expect

from tests.journeys.clauses.steps import open_report, report_row


def read_cells(page: Page, form: str, *codes: str) -> dict[str, Decimal]:
    """What the cells of the unit's report hold now; nothing is 0."""
    open_report(page, form)
    return {code: number_in(page.locator(f".cell__input[name='{code}']").input_value()) for code in codes}


def expect_added(page: Page, form: str, before: Mapping[str, Decimal], added: Mapping[str, str]) -> None:
    """Each cell holds so much more than before, from the register."""
    assert before.keys() == added.keys()
    open_report(page, form)
    for code, more in added.items():
        cell = page.locator(f".cell__input[name='{code}']")
        expect(cell).to_have_value(_written(before[code] + number_in(more)))
        expect(report_row(page, code).locator(".cell__source")).to_contain_text("từ sổ")


def number_in(text: str) -> Decimal:
    """Written the Vietnamese way; nothing is 0."""
    return Decimal(text.replace(".", "").replace(",", ".") or "0")


def _written(number: Decimal) -> str:
    return f"{number.normalize():,f}".translate(str.maketrans(",.", ".,"))
