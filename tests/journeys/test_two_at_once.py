"""Two people at one thing at once: the second is told, and nothing of the first's is overwritten."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, axe, environment, shot, verify
from tests.journeys.test_first_way import box, cell, figure_of, type_in
from tests.journeys.test_pages import REPORT, go


@pytest.fixture(scope="module")
def home(home: Path) -> Path:
    add_colleagues = "from tests.journeys.colleagues import main; main()"
    subprocess.run([sys.executable, "-c", add_colleagues], env=environment(home), cwd=ROOT, check=True)
    return home


def test_two_edit_one_cell(demo_login: Callable[[str], Page]) -> None:
    """The second sees both numbers and decides; until then the first's stands."""
    first, second = demo_login("xa03304"), demo_login("xa03304b")
    for page in (first, second):
        go(page, "/bao-cao/", REPORT)
    type_in(first, "A8", "11")
    type_in(second, "A8", "12")
    told = cell(second, "A8")
    expect(told).to_contain_text(re.compile(r"đã ghi lúc \d\d:\d\d trong khi bạn gõ 12\.\s+Đang lưu: 11"))
    expect(box(second, "A8")).to_have_value("12")
    axe(second)
    shot(second, "two-edit")
    first.reload()
    expect(box(first, "A8")).to_have_value("11")
    with second.expect_response(re.compile("/o/A8/")) as answered:
        told.get_by_role("button", name="Ghi 12").click()
    assert answered.value.status == 200
    first.reload()
    expect(box(first, "A8")).to_have_value("12")


def test_two_write_one_paragraph(demo_login: Callable[[str], Page]) -> None:
    first, second = demo_login("xa03304"), demo_login("xa03304b")
    for page in (first, second):
        go(page, "/bao-cao/", REPORT)
    for page, words, status in ((first, "Thiếu tài liệu.", 200), (second, "Thiếu loa.", 409)):
        box_of_words = page.locator("textarea[name=shortcomings]")
        with page.expect_response(re.compile("/loi/")) as answered:
            box_of_words.fill(words)
            box_of_words.press("Tab")
        assert answered.value.status == status
    expect(second.get_by_text("Đang lưu: «Thiếu tài liệu.»")).to_be_visible()
    expect(second.locator("textarea[name=shortcomings]")).to_have_value("Thiếu loa.")
    first.reload()
    expect(first.locator("textarea[name=shortcomings]")).to_have_value("Thiếu tài liệu.")


def test_two_accept(demo_login: Callable[[str], Page], home: Path) -> None:
    commune = demo_login("xa03304")
    go(commune, "/bao-cao/", REPORT)
    reported = int(box(commune, "B1").input_value())
    commune.get_by_role("button", name="Gửi lại").last.click()
    commune.get_by_role("button", name="Vẫn gửi").click()  # one cell is blank
    expect(commune.get_by_text("Đã gửi báo cáo.")).to_be_visible()

    first, second = demo_login("thuongtruc"), demo_login("thuongtruc2")
    before = figure_of(first, "B1")
    for page in (first, second):
        go(page, "/bao-cao/?trang-thai=sent", REPORT)
    first.get_by_role("button", name="Duyệt", exact=True).click()
    expect(first.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()

    with second.expect_response(re.compile("/duyet/")) as answered:
        second.get_by_role("button", name="Duyệt", exact=True).click()
    assert answered.value.status == 409
    refusal = second.locator("#refusal")
    expect(refusal).to_contain_text("Chưa thay đổi gì.")
    expect(refusal).to_contain_text(re.compile(r"Cà Thị Hương đã duyệt số liệu lúc \d\d:\d\d, 22/06/2021"))
    axe(second)
    shot(second, "two-accept")
    # Where no script keeps the page, the same words are a page of their own.
    second.locator("form[action*='/duyet/']").evaluate("form => form.submit()")
    expect(second.locator("h1")).to_have_text("Chưa thay đổi gì")
    axe(second)
    shot(second, "two-accept-page")
    second.goto("/")
    assert figure_of(second, "B1") == before + reported
    verify(home)
