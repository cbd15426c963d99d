"""Clause II.2: what the plan wants to reach."""

from playwright.sync_api import Page, expect

from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    accept_report,
    add_entry,
    cell_count,
    count_in,
    expect_cell,
    expect_clause_of_figure,
    figure,
    look_at,
    open_clause,
    open_figures,
    open_report,
    send_report,
)

BRIEFED = Clause("II.2", "100% cấp ủy, chính quyền được quán triệt")
REACHED = Clause("II.2", "100% xã, thị trấn được tuyên truyền đủ các nội dung")
TEAM = Clause("II.2", "Kiện toàn Đội kiểm tra liên ngành 178")
HEALTHY = Clause("IV.4", "Duy trì những xã đã được công nhận")
TRAINED = Clause("IV.5", "Chọn cử người dự đủ các lớp")


def briefings(stage: Stage) -> None:
    """A commune briefs its committee and its authority; the district reads «đã quán triệt», of each, and no more."""
    commune, office = stage.sign_in("xa03289"), stage.sign_in("thuongtruc")
    open_clause(commune, BRIEFED)
    open_report(commune, "01-XA")
    before = cell_count(commune, "A4")
    add_entry(
        commune, "quan-triet",
        {"day": TODAY, "title": "Hội nghị quán triệt Kế hoạch 45", "kind": "conference", "people": "31",
         "briefed": ("committee", "authority")},
    )  # fmt: skip
    office.goto("/so/quan-triet/theo-don-vi/")
    row = office.get_by_role("row").filter(has=office.get_by_role("rowheader", name="Quài Cang", exact=True))
    expect(row.get_by_text("chưa ghi")).to_have_count(0)
    expect(office.locator(".lead")).to_contain_text("Đã quán triệt")
    expect(office.locator(".lead")).to_contain_text("không đo đã hiểu")
    open_report(commune, "01-XA")
    expect_cell(commune, "A4", before + 31)
    send_report(commune)
    open_figures(office, "01-XA")
    was = count_in(figure(office, "A4")) if figure(office, "A4").count() else 0
    accept_report(office, commune.url)
    open_figures(office, "01-XA")
    assert count_in(figure(office, "A4")) == was + before + 31
    expect_clause_of_figure(office, "A4", BRIEFED)
    look_at(office, "briefings")


def contents(stage: Stage) -> None:
    """A commune is reached when each of the required contents was given to it, not before."""
    commune, office = stage.sign_in("xa03304"), stage.sign_in("thuongtruc")
    open_clause(commune, REACHED)
    commune.goto("/so/truyen-thong/theo-noi-dung/")
    missing = commune.get_by_role("row").filter(has_text="Tênh Phông").get_by_text("chưa ghi")
    before = reached(office)
    for content in ("harm", "law", "safe_behaviour", "hiv_sti"):
        add_entry(
            commune, "truyen-thong",
            {"day": TODAY, "title": f"Họp bản, nội dung {content}", "kind": "talk", "channel": "village_meeting",
             "place": "nhà văn hóa bản", "people": "20", "audiences": ("residents",), "contents": (content,),
             "languages": ("hmong",)},
        )  # fmt: skip
    commune.goto("/so/truyen-thong/theo-noi-dung/")
    expect(missing).to_have_count(0)
    assert reached(office) >= before
    row = office.get_by_role("row").filter(has_text="Tênh Phông")
    expect(row).to_contain_text("đủ")
    look_at(office, "contents")
    open_report(commune, "01-XA")
    expect_cell(commune, "B9", 1)
    expect_cell(commune, "B9.1", 4)


def reached(office: Page) -> int:
    office.goto("/so/truyen-thong/theo-noi-dung/")
    return count_in(office.locator(".lead"))
