"""Clauses VI.9 and VI.10: members make their own plans by the same reader; communes commit and go round."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    look_at,
    open_clause,
    open_plan,
)
from tests.journeys.clauses.totals import carry_up

OWN_PLANS = Clause("VI.9", "Xây dựng kế hoạch riêng sát với lĩnh vực mình phụ trách")
COMMITS = Clause("VI.10", "Vận động các hộ ký cam kết nói không với ma túy, mại dâm")
GOES_ROUND = Clause("VI.10", "Rà soát nhà hàng, quán karaoke; nắm chắc việc đăng ký tạm trú, tạm vắng")
# Households that committed, of how many, rounds, establishments; rounds of venues and of residence, guided.
ADDED = {"C3": "44", "C3.1": "61", "C3.2": "1", "C3.3": "1", "C4": "1", "C4.1": "1", "C6": "1", "C7": "2"}


def committee_and_communes(stage: Stage) -> None:
    member, office = stage.sign_in("vanhoa"), stage.sign_in("thuongtruc")
    plans = _made(office)
    open_clause(member, OWN_PLANS)
    open_plan(member)
    member.get_by_role("link", name="Soạn dự thảo từ các việc được giao").click()
    expect(member.locator("textarea[name=text]")).to_contain_text("Đề xuất biện pháp ngăn chặn trang mạng")
    member.get_by_role("button", name="Đọc dự thảo này").click()
    member.wait_for_url("**/doc/")
    confirm_all(member)
    member.get_by_role("button", name="Đưa kế hoạch vào theo dõi").click()
    member.wait_for_url(re.compile(r"/ke-hoach/[0-9a-f-]{36}/$"))
    member.get_by_role("link", name="So với kế hoạch trên").first.click()
    expect(member.locator("main")).to_contain_text(re.compile(r"[1-9]\d* nội dung đã có, 0 yếu hơn, 0 còn thiếu"))
    look_at(member, "units-chain")
    assert _made(office) == plans + 1
    row = office.get_by_role("row").filter(has=office.get_by_role("rowheader", name="Phòng VH-TT"))
    expect(row).to_contain_text("đang theo dõi")
    look_at(office, "units-plans")

    commune = stage.sign_in("xa03304")
    for clause in (COMMITS, GOES_ROUND):
        open_clause(commune, clause)
    before = read_cells(commune, "01-XA", *ADDED)
    add_entry(
        commune, "cam-ket",
        {"day": TODAY, "title": "Họp bản Huổi Anh", "village": "Huổi Anh", "households": "44",
         "households_known": "61", "establishments": "1"},
    )  # fmt: skip
    for kind, places, guided in (("venues", "3", "2"), ("residence", "18", "0")):
        add_entry(
            commune, "ra-soat-dia-ban",
            {"day": TODAY, "village": "Huổi Anh", "kind": kind, "places": places, "guided": guided},
        )  # fmt: skip
    expect_added(commune, "01-XA", before, ADDED)
    look_at(commune, "units-commune")
    carry_up(commune, office, "01-XA", ("C3", "C3.1", "C3.2", "C3.3", "C4", "C4.1", "C6", "C7"), COMMITS, rest="9")


def confirm_all(page: Page) -> None:
    """What the reader is sure of at one press, the rest item by item."""
    sure = page.get_by_role("button", name="Xác nhận tất cả mục chắc")
    if sure.count():
        sure.click()
        expect(sure).to_have_count(0)
    for _ in range(40):
        match = re.search(r"(\d+)/(\d+)", page.locator("#progress").inner_text())
        assert match
        if match[1] == match[2]:
            return
        code = page.locator("li.item--open").get_attribute("id") or ""
        item = page.locator(f"li.item--open#{code}")
        item.get_by_role("button", name="Xác nhận Enter").click()
        expect(page.locator("#progress")).to_contain_text(f"{int(match[1]) + 1}/{match[2]}")
        expect(item).to_have_count(0)
    raise AssertionError("the reading page is never through")


def _made(office: Page) -> int:
    """How many units have a plan of their own, by the office's page."""
    open_plan(office)
    office.get_by_role("link", name="Kế hoạch của các đơn vị").first.click()
    counts = re.compile(r"(\d+)/\d+ đơn vị đã có kế hoạch")
    match = counts.search(office.locator("main").get_by_text(counts).first.inner_text())
    assert match
    return int(match[1])
