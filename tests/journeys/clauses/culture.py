"""Clauses VI.5, VI.6, VI.7: culture, schools and broadcasting, each at its own work."""

from playwright.sync_api import Page

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.sector_teams import inspect, set_up_team
from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    look_at,
    open_clause,
)
from tests.journeys.clauses.totals import carry_up

CULTURE = Clause("VI.5", "Tổ chức truyền thông qua các hoạt động văn nghệ")
PLACES = Clause("VI.5", "Chủ trì kiểm tra các điểm kinh doanh văn hóa")
WEBSITES = Clause("VI.5", "Đề xuất biện pháp ngăn chặn trang mạng")
SCHOOLS = Clause("VI.6", "Chỉ đạo các trường đưa nội dung phòng ngừa mại dâm")
RADIO = Clause("VI.7", "Xây dựng chuyên mục, phát tin bài đều đặn")
_HEARD = {"day": TODAY, "contents": ("harm", "law"), "languages": ("vietnamese",), "place": "thị trấn"}


def culture_schools_radio(stage: Stage) -> None:
    culture, inspector, police = stage.sign_in("vanhoa"), stage.sign_in("vhkiemtra"), stage.sign_in("congan")
    office = stage.sign_in("thuongtruc")
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
    carry_up(culture, office, "04-VHTT", ("B2", "A1", "A2", "B3", "B3.1"), WEBSITES)
    carry_up(police, office, "02-CA", ("A2.2", "A2"), PLACES)
    _schools(stage.sign_in("giaoduc"), office)
    _broadcasting(stage.sign_in("truyenthanh"), office)


def _schools(schools: Page, office: Page) -> None:
    open_clause(schools, SCHOOLS)
    before = read_cells(schools, "06-GDDT", "A2", "A3")
    add_entry(
        schools, "truyen-thong",
        {**_HEARD, "title": "Ngoại khóa khối 9", "kind": "lesson", "channel": "school", "people": "131",
         "women": "66", "audiences": ("pupils",), "joint_programmes": ("hiv",)},
    )  # fmt: skip
    expect_added(schools, "06-GDDT", before, {"A2": "1", "A3": "131"})
    carry_up(schools, office, "06-GDDT", ("A2", "A3"), SCHOOLS)


def _broadcasting(radio: Page, office: Page) -> None:
    open_clause(radio, RADIO)
    before = read_cells(radio, "07-TTTH", "A1", "A1.1", "A2")
    add_entry(
        radio, "truyen-thong",
        {**_HEARD, "title": "Chuyên mục tiếng Mông", "kind": "broadcast", "channel": "radio_tv", "items": "5",
         "minutes": "75", "audiences": ("residents",), "languages": ("hmong",)},
    )  # fmt: skip
    expect_added(radio, "07-TTTH", before, {"A1": "5", "A1.1": "5", "A2": "75"})
    carry_up(radio, office, "07-TTTH", ("A1", "A1.1", "A2"), RADIO)
