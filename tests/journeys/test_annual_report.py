"""The year's report is made of its two accepted halves: one number is overruled with a reason, sent, accepted."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot, verify
from tests.journeys.test_first_way import box, cell, type_in

FORM = "09-MTTQ"
# What the demonstration's first half tells, and what is typed of the second; A1 and A4 count from the year's beginning.
FIRST_HALF = {"A1": 1, "A2": 3, "A3": 2, "A4": 1, "B1": 4, "B2": 266, "B2.1": 128}
SECOND_HALF = {"A2": 4, "A3": 2, "B1": 5, "B2": 420, "B2.1": 215}
YEAR = {"A1": 1, "A2": 7, "A3": 4, "A4": 1, "B1": 9, "B2": 686, "B2.1": 343}
WHY = "Một cuộc giám sát cuối năm ghi sót ở kỳ hai."


@pytest.fixture(scope="module")
def home(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration on a day when both halves and the year have been counted."""
    copied = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("home"), dirs_exist_ok=True))
    marker = copied / "demonstration.json"
    marker.write_text(json.dumps(json.loads(marker.read_text("utf-8")) | {"today": "2021-12-16"}), "utf-8")
    return copied


def test_the_year_after_two_halves(demo_login: Callable[[str], Page], home: Path) -> None:
    front, office = demo_login("mattran"), demo_login("thuongtruc")
    write(front, "2021S2")
    for code, number in SECOND_HALF.items():
        type_in(front, code, str(number))
    send(front)
    accept(office, "2021S2")

    write(front, "2021")
    expect(front.locator("h1")).to_contain_text("năm 2021")
    for code, number in YEAR.items():
        expect(box(front, code)).to_have_value(str(number))
        expect(cell(front, code)).to_contain_text("tính từ các kỳ ngắn hơn")
    see_each_half(front)
    overrule(front)
    send(front)
    office_reads_and_accepts(office)
    verify(home)


def write(front: Page, period: str) -> None:
    front.goto(f"/bao-cao/?ky={period}")
    front.get_by_role("button", name="Lập báo cáo").click()
    front.wait_for_url("**/bao-cao/*-*/")


def send(front: Page) -> None:
    front.locator("button[formaction$='/gui/']").click()
    expect(front.get_by_text("Đã gửi báo cáo.")).to_be_visible()


def see_each_half(front: Page) -> None:
    """From the cell of the year to the cell of each half, and back."""
    year = front.url
    for name, half in (("6 tháng đầu", FIRST_HALF), ("6 tháng cuối", SECOND_HALF)):
        cell(front, "B2").get_by_role("link", name=name).click()
        expect(front.locator("h1")).to_contain_text(f"{name} năm 2021")
        expect(front.locator("#B2 .cell")).to_have_text(str(half["B2"]))
        front.goto(year)


def overrule(front: Page) -> None:
    """Another number than the halves' is refused without a reason, and kept on the page until there is one."""
    type_in(front, "A2", "8")
    expect(cell(front, "A2")).to_contain_text("Các kỳ ngắn hơn có 3; 4; cả kỳ là 7. Ghi lý do sửa thành 8")
    expect(box(front, "A2")).to_have_value("8")
    reason = cell(front, "A2").get_by_label("Lý do ghi khác các kỳ ngắn hơn")
    with front.expect_response(re.compile("/o/")):
        reason.fill(WHY)
        reason.press("Enter")
    expect(cell(front, "A2")).to_contain_text(f"Lý do: {WHY}")
    axe(front)
    shot(front, "annual-1-overruled")


def accept(office: Page, period: str) -> None:
    open_what_waits(office, period)
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()


def open_what_waits(office: Page, period: str) -> None:
    office.goto(f"/bao-cao/?ky={period}&bieu={FORM}")
    row = office.get_by_role("row", name="Mặt trận")
    expect(row).to_contain_text("chờ duyệt")
    row.get_by_role("link").click()


def office_reads_and_accepts(office: Page) -> None:
    open_what_waits(office, "2021")
    overruled = office.locator("#A2")
    expect(overruled).to_contain_text(WHY)
    expect(overruled.get_by_role("link", name="6 tháng cuối")).to_be_visible()
    expect(office.locator("#B2")).to_contain_text("tính từ các kỳ ngắn hơn")
    shot(office, "annual-2-review")
    accept(office, "2021")
