"""Clauses I and II.1: what the plan is for."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.clauses import enforcement
from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    add_here,
    count_in,
    figure,
    follow,
    look_at,
    open_clause,
    open_figures,
)
from tests.journeys.clauses.totals import carry_up

FEWER = Clause("II.1", "Kiềm chế rồi giảm dần số người mua dâm, bán dâm")
CLEAR_TASKS = Clause("I.2", "Mỗi việc phải rõ cơ quan làm, rõ kết quả")
EQUAL_ACCESS = Clause("I.1", "được đối xử bình đẳng khi tìm đến dịch vụ xã hội")


def public_services(stage: Stage) -> None:
    """The health centre publishes a service; who is signed in nowhere finds it and leaves no trace.

    What was given is counted for the whole district alone: legal aid, learning a trade, a job.
    """
    health = stage.sign_in("yte")
    follow(health, EQUAL_ACCESS, "Dịch vụ hỗ trợ công khai")
    title = "Tư vấn giữ kín tại phòng khám Mường Mùn"
    add_here(
        health,
        {"day": TODAY, "kind": "advice", "title": title, "provider": "Trung tâm Y tế huyện Tuần Giáo",
         "hotline": "0215 399 1122", "published": "yes"},
    )  # fmt: skip
    assert health.context.browser
    visitor = health.context.browser.new_context(base_url=health.url.split("/so/")[0], locale="vi-VN")
    page = visitor.new_page()
    log = (stage.home / "log").read_text("utf-8")
    page.goto("/dich-vu-ho-tro/")
    service = page.get_by_role("listitem").filter(has_text=title)
    expect(service.get_by_role("link", name="0215 399 1122")).to_have_attribute("href", "tel:02153991122")
    assert not visitor.cookies()
    assert (stage.home / "log").read_text("utf-8") == log
    look_at(page, "services")
    visitor.close()
    added = {"B3": "2", "B4": "3", "B5": "1"}
    before = read_cells(health, "03-YT", *added)
    for kind, people in (("legal_aid", "2"), ("vocational", "3"), ("job", "1")):
        add_entry(health, "ho-tro-giam-hai", {"day": "2021-09-14", "kind": kind, "people": people})
    expect_added(health, "03-YT", before, added)
    carry_up(health, stage.sign_in("thuongtruc"), "03-YT", ("B4", "B3", "B5"), EQUAL_ACCESS)


def clear_tasks(stage: Stage) -> None:
    """Standing work of a commune: a person in charge, a result each period, a correction beside what was."""
    commune, leader = stage.sign_in("xa03304"), stage.sign_in("lanhdao")
    clear = open_clause(commune, CLEAR_TASKS)
    before = results_told(clear)
    clear.get_by_role("link", name="Mức rõ của từng việc").click()
    commune.get_by_role("link", name="Vận động các hộ ký cam kết").first.click()
    commune.get_by_role("link", name="6 tháng đầu năm 2021").click()
    record(commune, "Đã vận động 4 bản.")
    commune.get_by_role("link", name="6 tháng cuối năm 2021").click()
    expect(commune.get_by_label("Kết quả", exact=False).first).to_be_visible()
    expect(commune.locator("textarea[name=result]")).to_have_value("")
    commune.locator("select[name=in_charge]").select_option(index=1)
    record(commune, "Đã vận động 5 bản.")
    record(commune, "Đã vận động 6 bản, 212 hộ ký cam kết.")
    log = commune.get_by_role("region", name="Kết quả theo kỳ")
    for words in ("Đã vận động 4 bản.", "Đã vận động 5 bản.", "Đã vận động 6 bản, 212 hộ ký cam kết."):
        expect(log.get_by_text(words, exact=True)).to_be_visible()
    expect(log.get_by_text("bản ghi trước, đã sửa")).to_have_count(1)
    expect(commune.get_by_role("heading", name="Rõ 6/6")).to_be_visible()
    expect(commune.get_by_text("quá hạn")).to_have_count(0)
    look_at(commune, "duties")
    assert results_told(open_clause(commune, CLEAR_TASKS)) == before + 1  # the clause tells of it

    leader.goto("/giao-ban/")
    standing = leader.locator(".standing")
    expect(standing).to_contain_text("6 tháng cuối năm 2021: 1/")
    expect(standing).to_contain_text("212 hộ ký cam kết")
    standing.locator(".figure").click()
    line = leader.get_by_role("row").filter(has_text="Vận động các hộ ký cam kết")
    expect(line).to_contain_text("1 đã có kết quả")
    look_at(leader, "duties-board")


def results_told(clause: Locator) -> int:
    """At the clause of demands: how many of the unit's duties have a result of the period."""
    match = re.search(r"(\d+) có kết quả của kỳ", clause.inner_text())
    assert match, clause.inner_text()
    return int(match[1])


def record(page: Page, words: str) -> None:
    page.locator("input[name=state][value=done]").check()
    page.locator("textarea[name=result]").fill(words)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("region", name="Kết quả theo kỳ").get_by_text(words, exact=True)).to_be_visible()


def trends(stage: Stage) -> None:
    """The leader reads persons and violations of the half-years beside the inspections made, in no colour."""
    leader = stage.sign_in("lanhdao")
    office = enforcement.send_police_report(stage)
    follow(leader, FEWER, "Người vi phạm được xác định")
    expect(leader.get_by_text("Tính lại từ đầu: khớp")).to_be_visible()
    open_figures(office, enforcement.FORM)
    persons, inspected = count_in(figure(office, "C1")), count_in(figure(office, "A1"))
    leader.goto("/giao-ban/")
    rows = leader.locator(".trends li")
    expect(rows.filter(has_text="Người vi phạm").locator(".num")).to_have_text(re.compile(rf"→ {persons}$"))
    effort = rows.filter(has_text="Cuộc kiểm tra của Đội kiểm tra 178")
    expect(effort.locator(".num")).to_have_text(re.compile(rf"→ {inspected}$"))
    colours = rows.locator(".num").evaluate_all("all => [...new Set(all.map(each => getComputedStyle(each).color))]")
    assert len(colours) == 1, "a change is told by its colour"
    look_at(leader, "trends")
