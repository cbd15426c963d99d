"""Clause VI.1: the standing office surveys, keeps the establishments and adds up."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    PERIOD,
    Clause,
    Stage,
    add_entry,
    count_in,
    expect_cell,
    look_at,
    open_clause,
)
from tests.journeys.reporting_steps import send

COLLECTS = Clause("VI.1", "tổng hợp số liệu và báo cáo định kỳ về Sở Lao động - TB&XH")
SURVEYS = Clause("VI.1", "khảo sát số lượng cơ sở lưu trú, karaoke, xoa bóp")


def standing_office(stage: Stage) -> None:
    """A survey round with its range, a new establishment in a commune's register, and the consolidated figure."""
    clerk, commune, office = stage.sign_in("laodong"), stage.sign_in("xa03304"), stage.sign_in("thuongtruc")
    for clause in (COLLECTS, SURVEYS):
        open_clause(clerk, clause)
    # Opened, guesthouses; rounds, establishments surveyed.
    added = {"C5": "1", "C6.2": "1", "F1": "1", "F2": "36"}
    before = read_cells(clerk, "05-LDTBXH", *added)
    add_entry(
        commune, "co-so",
        {"day": "1/11/2021", "title": "Nhà nghỉ Đồi Thông", "holder": "Công ty TNHH Đồi Thông", "kind": "lodging",
         "subkind": "guesthouse", "workers": "3", "contracts": "3", "committed": "yes"},
    )  # fmt: skip
    add_entry(
        clerk, "dieu-tra-khao-sat",
        {"day": "10/10/2021", "title": "190/QĐ-UBND", "ended_on": "5/11/2021", "method": "census",
         "establishments": "36", "low": "7", "best": "10", "high": "15"},
    )  # fmt: skip
    expect_added(clerk, "05-LDTBXH", before, added)
    for code, value in {"F3": 10, "F3.1": 7, "F3.2": 15}.items():  # the estimate of the last round
        expect_cell(clerk, code, value)
    look_at(clerk, "standing-office")
    send_whole(clerk)
    office.goto(f"/bao-cao/?ky={PERIOD}&bieu=05-LDTBXH")
    office.get_by_role("row", name="Phòng LĐ-TB&XH").get_by_role("link").first.click()
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()
    office.goto(f"/tong-hop/099/{PERIOD}/05-LDTBXH/")
    assert count_in(office.locator("tr[id='F3'] .figure")) == 10  # one estimate of the district, with its range
    look_at(office, "standing-office-sum")


def send_whole(page: Page) -> None:
    """Nothing else arose."""
    empty = "all => all.filter(one => !one.value && !one.readOnly && !one.disabled).map(one => one.name)"
    for name in page.locator(".cell__input").evaluate_all(empty):
        field = page.locator(f".cell__input[name='{name}']")
        with page.expect_response(re.compile("/o/")):
            field.fill("0")
            field.press("Tab")
    send(page)
