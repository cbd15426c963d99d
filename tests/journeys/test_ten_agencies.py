"""Ten agencies of the plan, each at the work that the plan asks of it: written down once, it stands in the report.

The day is 10 November 2021: the half-year in which they work is open, its reports are begun here.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import axe, shot

PERIOD, TODAY = "2021S2", "10/11/2021"


@dataclass(frozen=True, slots=True)
class Work:
    """One line of a register, typed by name of field, and the cell of the form in which it is looked for."""

    who: str
    register: str
    typed: dict[str, str | tuple[str, ...]]
    form: str
    cell: str
    says: str


_TALK = {
    "channel": "school",
    "place": "trường THCS Nà Sáy",
    "contents": ("harm",),
    "languages": ("vietnamese",),
}
# Công an huyện and Đội 178 have a story of their own below: the one's tally has some thirty numbers, the other's visit
# goes through pages of its own.
WORKS = {
    "labour-office": Work(
        "laodong", "kiem-tra-cong-tac",
        {"day": TODAY, "checked": "03289", "result": "met", "conclusion": "Thực hiện đúng kế hoạch"},
        "05-LDTBXH", "B1", "1",
    ),
    "health": Work(
        "yte", "ho-tro-giam-hai", {"day": "2021-09-14", "kind": "legal_aid", "people": "4"}, "03-YT", "B3", "4",
    ),
    "finance": Work(
        "taichinh", "kiem-tra-kinh-phi",
        {"day": TODAY, "reviewed": "03304", "kind": "guidance", "result": "sound"}, "08-TCKH", "B3", "1",
    ),
    "culture": Work(
        "vanhoa", "de-nghi-chan-trang",
        {"day": TODAY, "title": "trang-vidu-ba.net", "ground": "pornography", "sent_to": "Sở TT&TT",
         "number": "121/VHTT"},
        "04-VHTT", "B2", "1",
    ),
    "education": Work(
        "giaoduc", "truyen-thong",
        {"day": TODAY, "title": "Bài ngoại khóa khối 8", "kind": "lesson", "people": "126", "women": "61",
         "audiences": ("pupils",), **_TALK},
        "06-GDDT", "A3", "126",
    ),
    "broadcasting": Work(
        "truyenthanh", "truyen-thong",
        {"day": TODAY, "title": "Chuyên mục tiếng Thái", "kind": "broadcast", "items": "6", "minutes": "90",
         "audiences": ("residents",), **_TALK, "channel": "loudspeaker", "languages": ("thai",)},
        "07-TTTH", "A2", "90",
    ),
    "front": Work(
        "mattran", "giam-sat", {"day": TODAY, "subject": "plan", "visited": "03289"}, "09-MTTQ", "A2", "1",
    ),
    "commune": Work(
        "xa03304", "cam-ket",
        {"day": TODAY, "title": "Họp bản Ten Hon", "households": "37", "households_known": "52",
         "establishments": "0"},
        "01-XA", "C3", "37",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def home(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's home, five months later."""
    held = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("home"), dirs_exist_ok=True))
    marker = held / "demonstration.json"
    marker.write_text(json.dumps(json.loads(marker.read_text("utf-8")) | {"today": "2021-11-10"}), "utf-8")
    return held


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS.keys())
def test_what_is_written_down_stands_in_the_report(demo_login: Callable[[str], Page], work: Work) -> None:
    page = demo_login(work.who)
    write_down(page, work.register, work.typed)
    open_report(page, work.form)
    expect(cell(page, work.cell)).to_have_value(work.says)
    source = row(page, work.cell).locator(".cell__source")
    expect(source).to_contain_text("từ sổ")


def test_the_police_and_the_team_178(demo_login: Callable[[str], Page]) -> None:
    """The team inspects without a warning; what it did and what the police counted make one report."""
    inspect(demo_login("doi178"), "Khách sạn Pha Đin")
    police = demo_login("congan")
    numbers = told_by_the_police(police) | {"cases": "1", "tips": "2", "tips_settled": "2", "hot_spots": "1"}
    dates = {"day": "30/6/2021", "since": "16/6/2021", "source": "police"}
    write_down(police, "dau-tranh-xu-ly", dates | numbers)
    write_again_over_the_same_days(police, dates | numbers)
    open_report(police, "02-CA")
    for code, says in (
        ("A2", "2"),
        ("B4", "3"),
    ):  # one visit in June and one today; one tip before 16 June and two
        expect(row(police, code).locator(".cell__source")).to_contain_text("từ sổ")
        expect(cell(police, code)).to_have_value(says)
    axe(police)
    shot(police, "ten-police")


# --- registers


def write_down(page: Page, register: str, typed: dict[str, str | tuple[str, ...]]) -> None:
    page.goto(f"/so/{register}/them/")
    fill(page, typed)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(re.compile(rf"/so/{register}/[0-9a-f-]{{36}}/$"))


def fill(page: Page, typed: dict[str, str | tuple[str, ...]]) -> None:
    for name, said in typed.items():
        if isinstance(said, tuple):
            for one in said:
                page.locator(f"main [name={name}][value={one}]").check()
            continue
        field = page.locator(f"main [name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(said)
        else:
            field.fill(said)


def told_by_the_police(page: Page) -> dict[str, str | tuple[str, ...]]:
    """Every number of the tally: what did not arise is 0, what the procuracy and the court tell stays blank."""
    page.goto("/so/dau-tranh-xu-ly/them/")
    every = page.locator("main input[inputmode=numeric]")
    names: list[str] = every.evaluate_all("all => all.map(one => one.name)")
    others = {"day", "since", "indicted_cases", "tried_cases", "tried_persons"}
    assert others < set(names)
    return dict.fromkeys([name for name in names if name not in others], "0")


def write_again_over_the_same_days(page: Page, typed: dict[str, str | tuple[str, ...]]) -> None:
    page.goto("/so/dau-tranh-xu-ly/them/")
    fill(page, typed | {"since": "20/6/2021", "day": "5/7/2021"})
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("mỗi ngày chỉ đếm một lần").first).to_be_visible()
    expect(page.locator("[name=tips]")).to_have_value("2")  # nothing typed is lost


def inspect(page: Page, establishment: str) -> None:
    page.goto("/so/lich-kiem-tra/lap/")
    place = page.locator("[name=establishment] option", has_text=establishment).first
    page.locator("[name=establishment]").select_option(place.get_attribute("value") or "")
    page.locator("[name=day]").fill(TODAY)
    page.locator("[name=manner][value=surprise]").check()
    lead = page.locator("[name=lead] option", has_text="Giàng A Súa").first
    page.locator("[name=lead]").select_option(lead.get_attribute("value") or "")
    for at in (1, 2):
        page.locator("[name=members]").nth(at).check()
    page.get_by_role("button", name="Đưa vào lịch").click()
    page.wait_for_url(re.compile(r"/[0-9a-f-]{36}/$"))
    page.get_by_role("link", name="Ghi kết quả").first.click()
    expect(page.locator("[value=met]").first).to_be_visible()
    for met in page.locator("[value=met]").all():
        met.check()
    page.get_by_role("button", name="Lưu kết quả").click()
    expect(page.get_by_text("Đã ghi kết quả kiểm tra.")).to_be_visible()


# --- reports


def open_report(page: Page, form: str) -> None:
    page.goto(f"/bao-cao/?ky={PERIOD}")
    page.get_by_role("listitem").filter(has_text=f"Biểu {form}").get_by_role("button", name="Lập báo cáo").click()
    page.wait_for_url(re.compile(r"/bao-cao/[0-9a-f-]{36}/"))


def row(page: Page, code: str) -> Locator:
    return page.locator(f"tr:has(.cell__input[name='{code}'])")


def cell(page: Page, code: str) -> Locator:
    return page.locator(f".cell__input[name='{code}']")
