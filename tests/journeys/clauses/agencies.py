"""Clauses VI.3, VI.5, VI.6, VI.7: health, culture, schools and broadcasting, each at its own work."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    look_at,
    open_clause,
)

CHECKS = Clause("VI.3", "Tổ chức khám sức khỏe định kỳ cho người lao động")
CONDITIONS = Clause("VI.3", "Kiểm tra điều kiện y tế, vệ sinh của các cơ sở này")
HARM = Clause("VI.3", "thực hiện can thiệp giảm hại, dự phòng HIV/AIDS")
CULTURE = Clause("VI.5", "Tổ chức truyền thông qua các hoạt động văn nghệ")
PLACES = Clause("VI.5", "Chủ trì kiểm tra các điểm kinh doanh văn hóa")
WEBSITES = Clause("VI.5", "Đề xuất biện pháp ngăn chặn trang mạng")
SCHOOLS = Clause("VI.6", "Chỉ đạo các trường đưa nội dung phòng ngừa mại dâm")
RADIO = Clause("VI.7", "Xây dựng chuyên mục, phát tin bài đều đặn")
_HEARD = {"day": TODAY, "contents": ("harm", "law"), "languages": ("vietnamese",), "place": "thị trấn"}


def health(stage: Stage) -> None:
    """Check rounds and tallies stand on the health side, the inspection of kind «y tế» on the other."""
    centre, inspector, police = stage.sign_in("yte"), stage.sign_in("ytkiemtra"), stage.sign_in("congan")
    for clause in (CHECKS, CONDITIONS, HARM):
        open_clause(centre, clause)
    added = {"A1": "1", "A2": "14", "A2.1": "11", "A3": "2", "B9": "9"}
    before = read_cells(centre, "03-YT", *added)
    inspected = read_cells(police, "02-CA", "A2", "A2.3")
    add_entry(
        centre, "kham-suc-khoe",
        {"day": "2021-09-14", "commune": "03304", "due": "14", "checked": "11", "conditions": "2"},
    )  # fmt: skip
    add_entry(centre, "ho-tro-giam-hai", {"day": "2021-09-14", "kind": "harm_reduction", "people": "9"})
    expect_added(centre, "03-YT", before, added)
    look_at(centre, "health")

    assert centre.request.get("/so/kiem-tra/").status == 404  # the wall: no account has both
    assert inspector.request.get("/so/kham-suc-khoe/").status == 404
    set_up_team(centre, "health", "33/QĐ-TTYT", "ytkiemtra")
    inspect(inspector, "Quàng Văn Toản")
    expect_added(police, "02-CA", inspected, {"A2": "1", "A2.3": "1"})


def culture_schools_radio(stage: Stage) -> None:
    culture, inspector, police = stage.sign_in("vanhoa"), stage.sign_in("vhkiemtra"), stage.sign_in("congan")
    for clause in (CULTURE, PLACES, WEBSITES):
        open_clause(culture, clause)
    added = {"A1": "1", "A2": "215", "B2": "1", "B3": "1", "B3.1": "1"}
    before = read_cells(culture, "04-VHTT", *added)
    inspected = read_cells(police, "02-CA", "A2", "A2.2")
    add_entry(
        culture, "truyen-thong",
        {**_HEARD, "title": "Đêm văn nghệ chợ phiên", "kind": "culture", "channel": "culture_event",
         "people": "215", "women": "120", "audiences": ("residents",)},
    )  # fmt: skip
    add_entry(
        culture, "de-nghi-chan-trang",
        {"day": "20/10/2021", "title": "trang-vidu-bon.net", "ground": "soliciting", "sent_to": "Sở TT&TT",
         "number": "130/VHTT", "answer": "blocked", "answered_on": TODAY},
    )  # fmt: skip
    expect_added(culture, "04-VHTT", before, added)
    look_at(culture, "culture")
    set_up_team(culture, "culture", "21/QĐ-VHTT", "vhkiemtra")
    inspect(inspector, "Lò Thị Xôm")
    expect_added(police, "02-CA", inspected, {"A2": "1", "A2.2": "1"})
    _schools(stage.sign_in("giaoduc"))
    _broadcasting(stage.sign_in("truyenthanh"))


def _schools(schools: Page) -> None:
    open_clause(schools, SCHOOLS)
    before = read_cells(schools, "06-GDDT", "A2", "A3")
    add_entry(
        schools, "truyen-thong",
        {**_HEARD, "title": "Ngoại khóa khối 9", "kind": "lesson", "channel": "school", "people": "131",
         "women": "66", "audiences": ("pupils",), "joint_programmes": ("hiv",)},
    )  # fmt: skip
    expect_added(schools, "06-GDDT", before, {"A2": "1", "A3": "131"})


def _broadcasting(radio: Page) -> None:
    open_clause(radio, RADIO)
    before = read_cells(radio, "07-TTTH", "A1", "A1.1", "A2")
    add_entry(
        radio, "truyen-thong",
        {**_HEARD, "title": "Chuyên mục tiếng Mông", "kind": "broadcast", "channel": "radio_tv", "items": "5",
         "minutes": "75", "audiences": ("residents",), "languages": ("hmong",)},
    )  # fmt: skip
    expect_added(radio, "07-TTTH", before, {"A1": "5", "A1.1": "5", "A2": "75"})


def set_up_team(page: Page, body: str, number: str, head: str) -> None:
    """The decision that sets up the sector's inspection team, written by its general account."""
    add_entry(
        page, "doi-kiem-tra",
        {"day": "1/10/2021", "title": number, "body": body, "act": "set_up", "authority": "Thủ trưởng cơ quan",
         "heads": (head,), "members": ("taichinh", "mattran")},
    )  # fmt: skip


def inspect(page: Page, lead: str) -> None:
    """A surprise visit that finds all in order."""
    page.goto("/so/lich-kiem-tra/lap/")
    place = page.locator("[name=establishment] option").nth(1).get_attribute("value") or ""
    page.locator("[name=establishment]").select_option(place)
    page.locator("[name=day]").fill(TODAY)
    page.locator("[name=manner][value=surprise]").check()
    option = page.locator("[name=lead] option", has_text=lead).first.get_attribute("value") or ""
    page.locator("[name=lead]").select_option(option)
    for member in ("Bạc Văn Thành", "Mùa A Chu"):
        page.get_by_label(member).check()
    page.get_by_role("button", name="Đưa vào lịch").click()
    page.wait_for_url(re.compile(r"/[0-9a-f-]{36}/$"))
    page.get_by_role("link", name="Ghi kết quả").first.click()
    for met in page.locator("[value=met]").all():
        met.check()
    page.get_by_role("button", name="Lưu kết quả").click()
    expect(page.get_by_text("Đã ghi kết quả kiểm tra.")).to_be_visible()
