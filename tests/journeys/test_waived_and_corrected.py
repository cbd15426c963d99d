"""A police report whose roles do not sum is returned, explained, excused, accepted; a correction moves the figure."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import SHOTS, axe, shot, verify
from tests.journeys.test_first_way import cell, figure_of, type_in
from tests.journeys.test_plan_by_keyboard import Keys

FIRST = "Một người chưa rõ."
BETTER = "Một người được xác định sau khi chốt sổ, chưa rõ vai trò."


def test_roles_that_do_not_sum(demo_login: Callable[[str], Page], home: Path) -> None:
    police, office = demo_login("congan"), demo_login("thuongtruc")
    correct(police, "Bổ sung một người được xác định sau khi chốt sổ.")
    type_in(police, "C1", "7")
    expect(cell(police, "C1")).to_contain_text("Ghi lý do sửa thành 7")
    with police.expect_response("**/o/C1/"):
        cell(police, "C1").get_by_label("Lý do sửa số từ sổ").fill("Hồ sơ chuyển đến sau khi chốt sổ.")
        police.keyboard.press("Enter")
    expect(cell(police, "C1")).to_contain_text("cộng lại là 6")
    send(police)
    expect(police.get_by_text("Chưa lưu, chưa gửi.")).to_be_visible()
    explain(police, FIRST)
    send(police)
    expect(police.get_by_text("Đã gửi báo cáo.")).to_be_visible()

    open_the_correction(office)
    expect(office.get_by_text("Bản đính chính (bản 2).")).to_be_visible()
    asked = office.locator("#C1")
    expect(asked).to_contain_text(FIRST)
    expect(asked).to_contain_text("Lần gửi trước: 6")
    axe(office)
    shot(office, "waived-1-review")
    asked.get_by_text("Góp ý").click()
    asked.get_by_label(re.compile("Ý kiến về ô")).fill("Nói rõ vì sao chưa có vai trò.")
    office.get_by_role("button", name="Trả lại", exact=True).click()
    office.get_by_role("dialog").get_by_role("button", name="Trả lại", exact=True).click()
    expect(office.get_by_text("Đã trả lại báo cáo kèm lý do.")).to_be_visible()

    open_the_correction(police)
    expect(cell(police, "C1")).to_contain_text("Nói rõ vì sao chưa có vai trò.")
    explain(police, BETTER)
    shot(police, "waived-2-returned")
    send(police)
    expect(police.get_by_text("Đã gửi báo cáo.")).to_be_visible()

    open_the_correction(office)
    office.locator("#C1").get_by_role("button", name="Chấp nhận giải trình").click()
    expect(office.get_by_text("Đã chấp nhận giải trình")).to_be_visible()
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()
    verify(home)


def test_a_correction_after_closing_moves_the_figure(demo_login: Callable[[str], Page], home: Path) -> None:
    commune, office = demo_login("xa03289"), demo_login("thuongtruc")
    before = figure_of(office, "A9")
    office.get_by_role("button", name="Chốt số tổng hợp").click()
    expect(office.get_by_text("đã chốt lúc")).to_be_visible()
    correct(commune, "Ghi thiếu một văn bản.")
    was = int(commune.locator("[name='A9']").input_value())
    type_in(commune, "A9", str(was + 1))
    expect(cell(commune, "A9")).to_contain_text(f"Lần gửi trước: {was}")
    send(commune)
    expect(commune.get_by_text(re.compile("Đã lưu, chưa gửi: còn"))).to_be_visible()
    axe(commune)
    shot(commune, "unanswered")
    commune.get_by_role("button", name="Vẫn gửi").click()
    expect(commune.get_by_text("Đã gửi báo cáo.")).to_be_visible()
    assert figure_of(office, "A9") == before, "a correction that only waits has moved the figure"
    open_the_correction(office)
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()
    assert figure_of(office, "A9") == before + 1
    expect(office.get_by_text("(lần 2)")).to_be_visible()
    shot(office, "corrected-figure")
    verify(home)


def test_a_report_over_the_telephone(demo_login: Callable[[str], Page]) -> None:
    """The whole form of a commune, typed while listening: all that no register of it tells, then sent."""
    office = demo_login("thuongtruc")
    keys = Keys(office)
    began = time.monotonic()
    office.goto("/bao-cao/")
    office.get_by_role("link", name="Nghe điện thoại").click()
    expect(office.get_by_role("heading", name="Nhận báo cáo qua điện thoại")).to_be_visible()
    office.get_by_label("Số liệu do ai cung cấp").focus()
    keys.type("Văn phòng UBND xã")
    office.get_by_role("button", name="Bắt đầu gõ").click()
    office.wait_for_url("**/bao-cao/*-*/")
    blank = office.locator(".cell__input.is-blank")
    codes = blank.evaluate_all("cells => cells.map(cell => cell.name)")
    for code in codes:
        office.locator(f".cell__input[name='{code}']").focus()
        keys.type("1" if code in ("A1", "B8") else "9")  # those two ask yes or no
        with office.expect_response("**/o/**"):
            keys.press("Enter")
    expect(blank).to_have_count(0)
    shot(office, "telephone")
    send(office)
    expect(office.get_by_text("Đã gửi báo cáo.")).to_be_visible()
    expect(office.get_by_text("Đơn vị chưa xác nhận.")).to_be_visible()
    took = round(time.monotonic() - began, 1)
    told = {"cells": len(codes), "keys": keys.pressed, "seconds": took}
    (SHOTS / "telephone.json").write_text(json.dumps(told))
    assert took < 600, told  # ten minutes are promised, and a person needs most of them to listen


def test_a_block_from_excel_and_anothers_number(demo_login: Callable[[str], Page]) -> None:
    """Two windows of one unit: what the first pastes appears in the second without a reload."""
    one, other = demo_login("xa03304"), demo_login("xa03304")
    for page in (one, other):
        page.goto("/bao-cao/")
        page.get_by_role("link", name="Sửa, gửi lại").click()
    one.locator("[name='A9']").focus()
    one.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "Mã\\tSố\\nA9\\t7\\n");
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(paste);
        }"""
    )
    expect(one.get_by_role("heading", name="Dán số liệu từ bảng Excel của đơn vị")).to_be_visible()
    axe(one)
    shot(one, "paste")
    one.get_by_role("button", name="Điền vào báo cáo").click()
    expect(one.get_by_text("Đã điền 1 ô từ khối dán.")).to_be_visible()
    expect(other.locator("[name='A9']")).to_have_value("7")


def correct(page: Page, why: str) -> None:
    page.goto("/bao-cao/")
    page.get_by_role("link", name="Xem", exact=True).first.click()
    page.get_by_role("link", name="Đính chính", exact=True).click()
    page.get_by_label("Lý do đính chính").fill(why)
    page.get_by_role("button", name="Lập bản đính chính").click()
    expect(page.get_by_text("Bản đính chính (bản 2).")).to_be_visible()


def open_the_correction(page: Page) -> None:
    page.goto("/bao-cao/")
    page.get_by_role("link", name="Xem bản đính chính").first.click()


def explain(page: Page, why: str) -> None:
    box = cell(page, "C1").get_by_label("Giải trình, nếu số đúng như vậy")
    box.fill(why)
    with page.expect_response("**/o/C1/"):
        box.press("Enter")


def send(page: Page) -> None:
    page.locator("button[formaction$='/gui/']").click()
