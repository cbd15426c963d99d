"""A late commune is reminded, asks for an exception, gets it, sends: and is then left in peace."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, command, serve, shot
from tests.journeys.test_waived_and_corrected import send

YES_OR_NO = ("A1", "B8")
LATE = "biểu 01-XA (Pú Xi): hạn 16/06/2021, quá hạn 4 ngày làm việc"


def test_a_late_commune(demo_login: Callable[[str], Page], home: Path) -> None:
    tick(home, date(2021, 6, 22))
    commune, office = demo_login("xa03269"), demo_login("thuongtruc")
    read_the_reminder(commune)
    ask_for_an_exception(commune)
    grant_it(office)
    commune.reload()
    expect(commune.get_by_text("Đã xin lùi đến 28/06/2021")).to_contain_text("đồng ý")
    send_the_report(commune)
    tick(home, date(2021, 6, 28))  # the day that was granted, if nothing had been sent
    with serve(home) as later:
        commune.goto(f"{later}/nhac-viec/")
        expect(commune.get_by_role("heading", name="22/6/2021")).to_be_visible()
        expect(commune.get_by_role("link", name="biểu 01-XA")).to_have_count(3)  # before the day, after it, 22/6


def tick(home: Path, day: date) -> None:
    """The timer as it runs on that day."""
    told = json.loads((home / "demonstration.json").read_text("utf-8"))
    (home / "demonstration.json").write_text(json.dumps(told | {"today": day.isoformat()}), "utf-8")
    command(home, "tick")


def read_the_reminder(commune: Page) -> None:
    commune.reload()
    commune.get_by_role("link", name="Nhắc việc: 3 chưa xem").click()
    expect(commune.get_by_role("link", name=LATE)).to_be_visible()
    commune.get_by_text("Chép vào tin nhắn").first.click()  # the newest day stands first
    expect(commune.get_by_label("Nội dung để chép").first).to_contain_text(LATE)
    axe(commune)
    shot(commune, "late-1-reminded")
    commune.get_by_role("button", name="Đã xem hết").click()
    expect(commune.get_by_role("banner").get_by_role("link", name="Nhắc việc", exact=True)).to_be_visible()
    commune.get_by_role("link", name=LATE).click()


def ask_for_an_exception(commune: Page) -> None:
    commune.get_by_text("Việc khác về báo cáo").click()
    commune.get_by_role("link", name="Hạn nộp").click()
    commune.get_by_text("Xin lùi hạn").click()
    commune.get_by_label("Gửi chậm nhất ngày").fill("2021-06-28")
    commune.get_by_label("Lý do").fill("Mất mạng tại trụ sở từ ngày 14/6.")
    axe(commune)
    shot(commune, "late-2-exception")
    commune.get_by_role("button", name="Gửi đề nghị").click()
    expect(commune.get_by_text("chờ trả lời")).to_be_visible()


def grant_it(office: Page) -> None:
    office.goto("/bao-cao/han-nop/")
    waiting = office.get_by_role("region", name="Đề nghị lùi hạn chờ trả lời")
    expect(waiting).to_contain_text("Mất mạng tại trụ sở từ ngày 14/6.")
    waiting.get_by_role("button", name="Đồng ý", exact=True).click()
    expect(waiting).to_have_count(0)


def send_the_report(commune: Page) -> None:
    commune.goto("/bao-cao/")
    commune.get_by_role("button", name="Lập báo cáo").click()
    commune.wait_for_url("**/bao-cao/*-*/")
    blank = commune.locator(".cell__input.is-blank")
    codes = blank.evaluate_all("cells => cells.map(cell => cell.name)")
    block = "".join(f"{code}\t{1 if code in YES_OR_NO else 9}\n" for code in codes)
    blank.first.focus()
    commune.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(paste);
        }""",
        f"Mã\tSố\n{block}",
    )
    commune.get_by_role("button", name="Điền vào báo cáo").click()
    expect(commune.get_by_text("ô từ khối dán.")).to_be_visible()
    send(commune)
    expect(commune.get_by_text("Đã gửi báo cáo.")).to_be_visible()
