"""Clauses III.3 and IV.3: inspections, what they found, and what the police counted."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    Typed,
    accept_report,
    add_entry,
    cell_count,
    count_in,
    expect_cell,
    expect_clause_of_figure,
    figure,
    follow,
    look_at,
    open_figures,
    open_report,
    send_report,
)

LAWFUL = Clause("III.3", "Kiểm tra thường xuyên, phát hiện sớm")
HOT_SPOTS = Clause("IV.3", "xóa bỏ tụ điểm ngay khi phát hiện")
PRODUCTS = Clause("IV.3", "xử lý văn hóa phẩm khiêu dâm")
# Numbers of the police tally that the story tells; all others did not arise.
TALLY = {
    "cases": "2",
    "hot_spots": "3",
    "hot_spots_handled": "2",
    "persons": "3",
    "sellers": "1",
    "buyers": "2",
}
DAYS = {"day": "31/8/2021", "since": "1/7/2021"}
OF_OTHERS = {"day", "since", "indicted_cases", "tried_cases", "tried_persons"}
FORM = "02-CA"


def inspections(stage: Stage) -> None:
    """The team inspects, the police count; the report holds both, and the office sees the district's totals alone."""
    police = stage.sign_in("congan")
    for source, counted in (
        ("procuracy", {"indicted_cases": "2"}),
        ("court", {"tried_cases": "1", "tried_persons": "2"}),
    ):
        add_entry(police, "dau-tranh-xu-ly", {**DAYS, "source": source, **counted})
    office = send_police_report(stage, cultural="1")
    open_figures(office, FORM)
    totals = {"B3": 2, "C1": 3, "C1.4": 2, "B7": 2, "B8": 1, "C3": 2, "A8": 1}
    assert {code: count_in(figure(office, code)) for code in totals} == totals
    expect_clause_of_figure(office, "B3", HOT_SPOTS)
    for code in ("B7", "B8", "C3", "C1"):
        expect_clause_of_figure(office, code, LAWFUL)
    expect_clause_of_figure(office, "A8", PRODUCTS)
    look_at(office, "enforcement")
    office.goto("/so/dau-tranh-xu-ly/")
    expect(office.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()


def send_police_report(stage: Stage, *, cultural: str = "0") -> Page:
    """Counts and an inspection of the half-year, their report sent and accepted: the page of the standing office."""
    team, police, office = stage.sign_in("doi178"), stage.sign_in("congan"), stage.sign_in("thuongtruc")
    follow(police, LAWFUL, "Số liệu đấu tranh, xử lý")
    add_entry(police, "dau-tranh-xu-ly", _tally(police))
    open_report(police, FORM)
    rounds = cell_count(police, "A1.2")
    follow(team, HOT_SPOTS, "Kiểm tra cơ sở")
    inspect_establishment(team, "Khách sạn Pha Đin", cultural=cultural)
    open_report(police, FORM)
    expect_cell(police, "A1.2", rounds + 1)
    for code, count in (("B1", 2), ("B2", 3), ("B3", 2), ("C1", 3), ("C1.3", 1), ("C1.4", 2)):
        expect_cell(police, code, count)
    address = police.url
    send_report(police)
    accept_report(office, address)
    return office


def _tally(page: Page) -> Typed:
    page.goto("/so/dau-tranh-xu-ly/them/")
    every = page.locator("main input[inputmode=numeric]")
    names: list[str] = every.evaluate_all("all => all.map(input => input.name)")
    numbers = dict.fromkeys([name for name in names if name not in OF_OTHERS], "0")
    return numbers | TALLY | DAYS | {"source": "police"}


def inspect_establishment(page: Page, establishment: str, *, cultural: str = "0") -> None:
    """A visit without a warning, led by the head of the team, in which everything was found in order."""
    page.goto("/so/lich-kiem-tra/lap/")
    place = page.locator("[name=establishment] option", has_text=establishment).first
    page.locator("[name=establishment]").select_option(place.get_attribute("value") or "")
    page.locator("[name=day]").fill(TODAY)
    page.locator("[name=manner][value=surprise]").check()
    lead = page.locator("[name=lead] option", has_text="Giàng A Súa").first
    page.locator("[name=lead]").select_option(lead.get_attribute("value") or "")
    for name in ("Quàng Văn Thành", "Điêu Văn Ín (Phòng VH-TT)"):
        page.locator("label:has([name=members])").filter(has_text=name).locator("input").check()
    page.get_by_role("button", name="Đưa vào lịch").click()
    page.wait_for_url(re.compile(r"/[0-9a-f-]{36}/$"))
    page.get_by_role("link", name="Ghi kết quả").first.click()
    expect(page.locator("[value=met]").first).to_be_visible()
    for met in page.locator("[value=met]").all():
        met.check()
    if cultural != "0":
        page.locator("[name=cultural]").fill(cultural)
        page.locator("[name=remedy_by]").fill("30/11/2021")
    page.get_by_role("button", name="Lưu kết quả").click()
    expect(page.get_by_text("Đã ghi kết quả kiểm tra.")).to_be_visible()
