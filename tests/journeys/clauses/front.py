"""Clause VI.8: the Front supervises by its own account; the supervised unit only replies."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    fill,
    look_at,
    open_clause,
)
from tests.journeys.clauses.totals import carry_up

SUPERVISES = Clause("VI.8", "Giám sát việc thực hiện Kế hoạch; vận động đoàn viên")
WHAT = "Niêm yết bản cam kết tại nhà văn hóa các bản"
DONE = "Đã niêm yết tại 8 nhà văn hóa bản"


def supervision(stage: Stage) -> None:
    front, commune, office = stage.sign_in("mattran"), stage.sign_in("xa03304"), stage.sign_in("thuongtruc")
    open_clause(front, SUPERVISES)
    added = {
        "A1": "0",
        "A2": "1",
        "A3": "1",
        "A4": "1",
    }  # programmes of this year, visits, recommendations, replies
    before = read_cells(front, "09-MTTQ", *added)
    add_entry(
        front, "chuong-trinh-giam-sat", {"day": TODAY, "title": "11/CTr-MTTQ", "year": "2022", "visits": "5"}
    )  # next year's
    front.goto("/so/giam-sat/them/")
    programme = front.locator("[name=programme] option", has_text="05/CTr-MTTQ").get_attribute("value") or ""
    visit = add_entry(
        front, "giam-sat",
        {"day": TODAY, "subject": "plan", "programme": programme, "visited": "03304", "recommendation": WHAT,
         "addressee": "03304", "reply_by": "30/11/2021"},
    )  # fmt: skip
    for supervised in (commune, office):  # neither writes what the Front found
        assert _status(supervised, "/so/giam-sat/them/") == 404
        assert _status(supervised, f"{visit}sua/") == 404
    assert _status(office, f"{visit}tra-loi/") == 404  # and the office does not reply for the commune

    commune.goto("/")
    commune.get_by_role("link", name=re.compile(WHAT)).first.click()
    look_at(commune, "front-reply")
    fill(commune, {"number": "88/UBND", "replied_on": TODAY, "remedy": DONE})
    commune.get_by_role("button", name="Gửi trả lời").click()
    expect(commune.get_by_text("Đã trả lời kiến nghị.")).to_be_visible()

    front.goto(visit)
    expect(front.locator("main")).to_contain_text(DONE)
    expect_added(front, "09-MTTQ", before, added)
    carry_up(front, office, "09-MTTQ", ("A4", "A2", "A3"), SUPERVISES)


def _status(page: Page, address: str) -> int:
    return page.request.get(address).status
