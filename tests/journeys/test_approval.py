"""A commune whose chair approves its report before it is sent, with the passkey that the role asks for (ADR 80)."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.config.running import make_home
from tests.journeys.conftest import ROOT, SLOWEST, SOKEHOACH, axe, environment, kill, shot, start, verify
from tests.journeys.reporting_steps import fill_blanks
from tests.journeys.test_programmes_of_a_province import MARCH, set_day
from tests.journeys.test_signing_in import _device
from tests.template_database import SqliteTemplate

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
COMMUNE, PROGRAMME = "21484", "chuyen_doi_so_quang_ngai_2026"
REASON = "Số hội viên nòng cốt chưa cộng thôn Gò Rét."
PEOPLE = {  # name, unit, roles
    "chuyenvien": ("Phạm Thị Nga", COMMUNE, ["commune_clerk"]),
    "chutich": ("Đinh Văn Rế", COMMUNE, ["approver"]),
    "tonghop": ("Võ Minh Hà", "51.SKHCN", ["standing_office@51"]),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programmes of the province, loaded as a demonstration, then run as none: second factors are asked for."""
    home = make_home(tmp_path_factory.mktemp("approval"), SqliteTemplate().path)
    set_day(home, MARCH)
    subprocess.run([sys.executable, "-m", "tests.journeys.province"], cwd=ROOT, env=environment(home), check=True)
    (home / "demonstration.json").unlink()
    return home


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    server, address = start(home, demo=False)
    try:
        yield address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    finally:
        kill(server)


@pytest.fixture
def enter(
    site: str, home: Path, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[[str], Page]]:
    """A page of somebody who was invited, set a password and made a passkey."""
    opened: list[BrowserContext] = []

    def enter_as(username: str) -> Page:
        name, unit, roles = PEOPLE[username]
        invited = subprocess.run(
            [SOKEHOACH, "account", "invite", username, "--name", name, "--unit", unit, "--programme", PROGRAMME,
             "--role", *roles],
            env=environment(home), capture_output=True, text=True,
        )  # fmt: skip
        link = re.search(r"/tai-khoan/loi-moi/\S+", invited.stdout)
        assert link, invited.stdout + invited.stderr
        opened.append(browser.new_context(**(browser_context_args | {"base_url": site})))
        page = opened[-1].new_page()
        page.set_default_timeout(SLOWEST)
        _device(page)
        page.goto(f"{site}{link[0]}")
        page.get_by_label("Mật khẩu mới").fill("chín cây cau trước ngõ")
        page.get_by_role("button", name="Đặt mật khẩu và vào").click()
        page.wait_for_url("**/tai-khoan/cua-toi/")
        page.goto("/")
        assert page.url.endswith("/tai-khoan/cua-toi/"), f"{username} works without a second factor"
        page.get_by_role("link", name="Tạo khóa truy cập").click()
        page.get_by_role("button", name="Tạo khóa").click()
        page.wait_for_url("**/tai-khoan/cua-toi/")
        page.goto("/")
        return page

    yield enter_as
    for context in opened:
        context.close()


def test_the_chair_declines_then_approves_and_the_office_reads_no_reason(
    enter: Callable[[str], Page], home: Path
) -> None:
    chair, clerk, office = (enter(username) for username in ("chutich", "chuyenvien", "tonghop"))
    today = datetime.now(VIETNAM)
    clerk.goto(f"/bao-cao/?ky={today.year}Q{(today.month + 2) // 3}")
    clerk.get_by_role("button", name="Lập báo cáo").last.click()
    clerk.wait_for_url("**/bao-cao/*-*/")
    address = clerk.url
    fill_blanks(clerk, {"D1.1": "-", "D2.1": "1", "D3.1": "1"}, {"D1.2": "không có"})
    expect(clerk.get_by_role("button", name="Gửi báo cáo")).to_have_count(0)
    clerk.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    expect(clerk.get_by_text("Chờ lãnh đạo đơn vị duyệt.")).to_be_visible()
    shot(clerk, "approval-submitted")

    open_task(chair)
    axe(chair)
    shot(chair, "approval-leader")
    chair.get_by_role("button", name="Cần sửa").click()
    dialog = chair.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Cần sửa").fill(REASON)
    dialog.get_by_role("button").last.click()
    expect(chair.get_by_text(REASON)).to_be_visible()
    open_as_office(office, address)
    expect(office.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)

    clerk.goto("/")
    expect(clerk.locator("main")).to_contain_text(REASON)
    clerk.get_by_role("link", name="Mở báo cáo").click()
    expect(clerk.get_by_text("Lãnh đạo đơn vị yêu cầu sửa trước khi gửi.")).to_be_visible()
    shot(clerk, "approval-declined")
    clerk.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    expect(clerk.get_by_text("Chờ lãnh đạo đơn vị duyệt.")).to_be_visible()

    open_task(chair)
    chair.get_by_role("button", name="Duyệt và gửi").click()
    expect(chair.locator("main")).to_contain_text("chờ duyệt")
    expect(chair.get_by_role("button", name="Duyệt và gửi")).to_have_count(0)

    open_as_office(office, address)
    shot(office, "approval-office")
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo.")).to_be_visible()

    board = ask_ad_hoc(office)
    answer_ad_hoc(clerk, "12")
    expect(board).to_contain_text("chưa trả lời")
    open_task(chair, "**/tra-loi/**")
    axe(chair)
    shot(chair, "approval-ad-hoc-leader")
    chair.get_by_role("button", name="Cần sửa").click()
    dialog = chair.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Cần sửa").fill(REASON)
    dialog.get_by_role("button").last.click()
    expect(chair.get_by_text(REASON)).to_be_visible()
    answer_ad_hoc(clerk, "21", expected=REASON)
    open_task(chair, "**/tra-loi/**")
    expect(chair.get_by_role("definition")).to_contain_text("21")
    chair.get_by_role("button", name="Duyệt và gửi").click()
    expect(chair.get_by_text("Đã duyệt và gửi trả lời.")).to_be_visible()
    expect(board.get_by_role("row").nth(1)).to_contain_text("21")  # nobody at the office has pressed anything
    for words in (REASON, "Chờ lãnh đạo", "Trình lãnh đạo"):
        expect(office.locator("body")).not_to_contain_text(words)
    verify(home)


def ask_ad_hoc(office: Page) -> Locator:
    """The office asks the commune for a number by the evening."""
    office.goto("/bao-cao/nhanh/hoi/")
    office.get_by_label("Việc cần nắm số liệu").fill("Họp giao ban")
    office.get_by_label("Trả lời trước").fill(f"{datetime.now(VIETNAM) + timedelta(hours=5):%Y-%m-%dT%H:%M}")
    office.get_by_label("Chỉ tiêu 1").fill("KP02 Kinh phí chuyển đổi số đã chi trong kỳ")
    office.locator("details:has(input[name=unit]) > summary").first.click()
    office.locator(f"input[name=unit][value='{COMMUNE}']").check()
    office.get_by_role("button", name="Hỏi", exact=True).click()
    board = office.locator("#board")
    expect(board).to_contain_text("chưa trả lời")
    return board


def answer_ad_hoc(clerk: Page, number: str, *, expected: str = "") -> None:
    clerk.set_viewport_size({"width": 360, "height": 780})
    clerk.goto("/")
    task = clerk.locator("li.task").filter(has_text="Báo cáo nhanh")
    expect(task).to_contain_text(expected)
    task.get_by_role("link").last.click()
    expect(clerk.get_by_role("button", name="Trả lời", exact=True)).to_have_count(0)
    clerk.get_by_label("Kinh phí chuyển đổi số đã chi").fill(number)
    shot(clerk, f"approval-ad-hoc-{number}")
    clerk.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    expect(clerk.get_by_text("Chờ lãnh đạo đơn vị duyệt.")).to_be_visible()


def open_task(chair: Page, address: str = "**/bao-cao/*-*/") -> None:
    chair.goto("/")
    chair.locator("li.task").filter(has_text="Duyệt trước khi gửi").get_by_role("link", name="Xem và duyệt").click()
    chair.wait_for_url(address)
    expect(chair.get_by_role("button", name="Duyệt và gửi")).to_be_visible()


def open_as_office(office: Page, address: str) -> None:
    """The office reads reports that are written, and nothing of what goes on between the clerk and the chair."""
    office.goto(address)
    expect(office.get_by_role("heading", level=1)).to_be_visible()
    for words in (REASON, "Cần sửa", "Lãnh đạo đơn vị yêu cầu", "Chờ lãnh đạo"):
        expect(office.locator("body")).not_to_contain_text(words)
