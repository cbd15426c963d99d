"""Clause IV.1: directives, meetings whose conclusions become duties, checks of the work."""

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

LEADS = Clause("IV.1", "Cấp ủy các cấp xem đây là việc làm thường kỳ, có kiểm tra, có kết luận")
WORK = "Rà soát lịch trực loa truyền thanh các bản"


def leadership(stage: Stage) -> None:
    """A directive, a meeting whose conclusion becomes a duty, a check that is put right by its day."""
    office, clerk = stage.sign_in("thuongtruc"), stage.sign_in("laodong")
    open_clause(office, LEADS)
    # The directive; the meeting; its conclusion; the check, with a remedy that is a day late.
    added = {"A1": "1", "A6": "1", "A7": "1", "B1": "1", "B1.1": "1", "B3": "1"}
    before = read_cells(clerk, "05-LDTBXH", *added)
    add_entry(
        clerk, "quan-triet",
        {"day": TODAY, "title": "Tăng cường tuyên truyền dịp cuối năm", "kind": "document",
         "number": "211/CV-LĐTBXH", "briefed": ("authority",)},
    )  # fmt: skip
    meeting = _add_for_committee(
        office, "hop-chi-dao",
        {"day": TODAY, "title": "Họp Ban chỉ đạo tháng 11", "body": "steering_committee", "attended": "17",
         "number": "30/TB-BCĐ"},
    )  # fmt: skip
    held = meeting.rstrip("/").rsplit("/", 1)[1]
    _add_for_committee(
        office, "ket-luan-hop",
        {"day": TODAY, "meeting": held, "title": WORK, "lead": "099.VHTTTH", "due_on": "20/11/2021"},
    )  # fmt: skip
    office.goto(meeting)
    office.get_by_role("link", name="Kết luận").first.click()
    office.get_by_role("button", name="Giao thành nhiệm vụ").click()
    expect(office.get_by_role("row", name=WORK)).to_contain_text("nhiệm vụ")
    check = {"day": "5/11/2021", "checked": "03269", "result": "remedy", "conclusion": "Chưa có lịch tuyên truyền",
             "remedy_by": "9/11/2021"}  # fmt: skip
    checked = add_entry(clerk, "kiem-tra-cong-tac", check)

    radio = stage.sign_in("truyenthanh")  # the conclusion is its duty, with its day
    expect(radio.locator("main")).to_contain_text(WORK)
    look_at(radio, "leadership-duty")

    expect_added(clerk, "05-LDTBXH", before, added)
    look_at(clerk, "leadership")
    clerk.goto(f"{checked}sua/")
    fill(clerk, {"remedied_on": TODAY})
    clerk.get_by_role("button", name="Lưu", exact=True).click()
    expect(clerk.get_by_text("Đã sửa.")).to_be_visible()
    expect_added(clerk, "05-LDTBXH", before, added | {"B3": "0"})
    carry_up(clerk, office, "05-LDTBXH", ("B1", "A1", "A6", "A7", "B1.1"), LEADS)


def _add_for_committee(page: Page, register: str, typed: dict[str, str]) -> str:
    """The office writes the book of Ban chỉ đạo, which has no account of its own."""
    page.goto(f"/so/{register}/them/")
    page.locator("main [name=unit]").select_option(label="Ban chỉ đạo huyện")
    fill(page, typed)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(re.compile(rf"/so/{register}/[0-9a-f-]{{36}}/$"))
    return page.url
