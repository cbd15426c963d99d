"""Where a story of a register ends: its report is sent and accepted, and the district's total holds what it tells."""

from collections.abc import Sequence
from decimal import Decimal

from playwright.sync_api import Page

from tests.journeys.clauses.figures import number_in, read_cells
from tests.journeys.clauses.steps import (
    Clause,
    accept_report,
    expect_clause_of_figure,
    look_at,
    open_figures,
    send_report,
)


def carry_up(reporter: Page, office: Page, form: str, codes: Sequence[str], clause: Clause, *, rest: str = "0") -> None:
    """The unit's report goes up through the standing office; the first of the figures opens and quotes the clause.

    `rest`: what the blank cells of the report are filled with.
    """
    open_figures(office, form)
    before = {code: _total(office, code) for code in codes}
    told = read_cells(reporter, form, *codes)
    assert all(told.values()), f"a story must end at a figure that it filled: {told}"
    address = reporter.url
    send_report(reporter, rest=rest)
    accept_report(office, address)
    open_figures(office, form)
    assert {code: _total(office, code) for code in codes} == {code: before[code] + told[code] for code in codes}
    expect_clause_of_figure(office, codes[0], clause)
    look_at(office, f"total-{form}-{codes[0].replace('.', '-')}")


def _total(office: Page, code: str) -> Decimal:
    """Of the consolidated sheet; nothing is 0."""
    place = office.locator(f"tr[id='{code}'] .figure").first
    return number_in(place.inner_text()) if place.count() else Decimal(0)
