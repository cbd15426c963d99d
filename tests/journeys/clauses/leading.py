"""Clauses IV.1 and VI.1: directives, meetings and checks; the standing office surveys, keeps and adds up."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    PERIOD,
    TODAY,
    Clause,
    Stage,
    add_entry,
    count_in,
    expect_cell,
    fill,
    look_at,
    open_clause,
)

LEADS = Clause("IV.1", "Cấp ủy các cấp xem đây là việc làm thường kỳ, có kiểm tra, có kết luận")
COLLECTS = Clause("VI.1", "tổng hợp số liệu và báo cáo định kỳ về Sở Lao động - TB&XH")
SURVEYS = Clause("VI.1", "khảo sát số lượng cơ sở lưu trú, karaoke, xoa bóp")
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


def _add_for_committee(page: Page, register: str, typed: dict[str, str]) -> str:
    """The office writes the book of Ban chỉ đạo, which has no account of its own."""
    page.goto(f"/so/{register}/them/")
    page.locator("main [name=unit]").select_option(label="Ban chỉ đạo huyện")
    fill(page, typed)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(re.compile(rf"/so/{register}/[0-9a-f-]{{36}}/$"))
    return page.url


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
    assert (
        count_in(office.locator("tr[id='F3'] .figure")) == 10
    )  # one estimate of the district, with its range
    look_at(office, "standing-office-sum")


def send_whole(page: Page) -> None:
    """Nothing else arose."""
    empty = "all => all.filter(one => !one.value && !one.readOnly && !one.disabled).map(one => one.name)"
    for name in page.locator(".cell__input").evaluate_all(empty):
        field = page.locator(f".cell__input[name='{name}']")
        with page.expect_response(re.compile("/o/")):
            field.fill("0")
            field.press("Tab")
    page.locator("button[formaction$='/gui/']").click()
    expect(page.get_by_text("Đã gửi báo cáo.")).to_be_visible()
