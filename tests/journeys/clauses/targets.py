"""Clause II.2: what the plan wants to reach."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses import enforcement
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
    follow,
    look_at,
    open_clause,
    open_figures,
    open_report,
    save_entry,
    send_report,
)
from tests.journeys.clauses.totals import carry_up

BRIEFED = Clause("II.2", "100% cấp ủy, chính quyền được quán triệt")
REACHED = Clause("II.2", "100% xã, thị trấn được tuyên truyền đủ các nội dung")
TEAM = Clause("II.2", "Kiện toàn Đội kiểm tra liên ngành 178")


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
    expect(office.locator(".lead")).to_contain_text("được quán triệt lần đầu trong năm")
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
    expect_level(office, BRIEFED)


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
    carry_up(commune, office, "01-XA", ("B9", "B9.1"), REACHED, rest="9")
    expect_level(office, REACHED)


def reached(office: Page) -> int:
    office.goto("/so/truyen-thong/theo-noi-dung/")
    return count_in(office.locator(".lead"))


def expect_level(office: Page, clause: Clause) -> None:
    """On the plan's page of targets, the target of the clause is measured: so many of so many."""
    follow(office, clause, "Mức đạt chỉ tiêu")
    row = office.get_by_role("row").filter(has_text=clause.words).first
    expect(row.get_by_text("chưa đo")).to_have_count(0)
    expect(row).to_contain_text(re.compile(r"\d+/\d+"))


def team_178(stage: Stage) -> None:
    """The team is renewed by a decision with its members; a target that nobody owns asks for one."""
    team, office, police = stage.sign_in("doi178"), stage.sign_in("thuongtruc"), stage.sign_in("congan")
    open_report(police, "02-CA")
    rounds = cell_count(police, "A1.2")
    follow(team, TEAM, "Đội kiểm tra, ban chỉ đạo")
    team.locator("main a[href='/so/doi-kiem-tra/them/']").first.click()
    for part, name in (
        ("heads", "Giàng A Súa"),
        ("deputies", "Quàng Văn Thành"),
        ("members", "Điêu Văn Ín (Phòng VH-TT)"),
    ):
        team.locator(f"label:has([name={part}])").filter(has_text=name).locator("input").check()
    save_entry(
        team, "doi-kiem-tra",
        {"day": TODAY, "title": "612/QĐ-UBND", "body": "team_178", "act": "renewed", "authority": "UBND huyện"},
    )  # fmt: skip
    enforcement.inspect_establishment(team, "Khách sạn Pha Đin")
    team.goto("/so/lich-kiem-tra/")
    expect(team.get_by_role("row").filter(has_text="Kiểm tra đột xuất năm 2021")).to_be_visible()
    open_report(police, "02-CA")
    for code, count in (("A1.2", rounds + 1), ("A9", 1), ("A10", 3)):
        expect_cell(police, code, count)

    office.goto("/")
    task = office.get_by_role("listitem").filter(has_text="Chỉ tiêu CT1")
    expect(task).to_contain_text("chưa phân công")
    task.get_by_role("link", name="Phân công").click()
    office.get_by_label("Chủ chỉ tiêu").select_option(label="Phòng Lao động - TB&XH")
    office.get_by_role("button", name="Lưu phân công").click()
    # Tasks that name no agency may stay without a lead; of the targets none is without an owner now.
    targets = office.locator("section[aria-labelledby=targets]")
    row = targets.get_by_role("row").filter(has_text="được quán triệt nội dung")
    expect(row).to_contain_text("Phòng LĐ-TB&XH")
    expect(targets.get_by_text("chưa phân công", exact=True)).to_have_count(0)
    look_at(office, "team-178")
    carry_up(police, office, "02-CA", ("A9", "A1.2", "A10"), TEAM)
