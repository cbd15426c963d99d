"""Creates the health centre's quarterly counts and its public services."""

from datetime import date
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

_QUARTERS = (date(2021, 3, 14), date(2021, 6, 14))
_KINDS = {  # people helped in each quarter
    "advice": (6, 8), "health": (4, 5), "legal_aid": (1, 1), "vocational": (0, 1), "job": (1, 0), "loan": (0, 0),
    "insurance": (2, 1), "peer_group": (4, 4), "harm_reduction": (8, 9),
}  # fmt: skip
_WITH_ESTABLISHMENTS = ("03253", "03289", "03283", "03256")  # communes with establishments to check
_HEALTH_SERVICES = (  # kind, service, provider, telephone
    ("advice", "Tư vấn sức khỏe, tâm lý", "Trung tâm Y tế huyện, phòng tư vấn", "0215 000 001"),
    ("health", "Khám, điều trị bệnh lây qua đường tình dục", "Trung tâm Y tế huyện, khoa khám bệnh", "0215 000 002"),
    ("harm_reduction", "Bao cao su, xét nghiệm tự nguyện", "Trung tâm Y tế huyện; trạm y tế các xã", "0215 000 001"),
)  # fmt: skip
_OTHER_SERVICES = (
    ("legal_aid", "Trợ giúp pháp lý miễn phí", "Trung tâm Trợ giúp pháp lý, chi nhánh huyện", "0215 000 003"),
    ("vocational", "Học nghề ngắn hạn, miễn học phí", "Trung tâm Giáo dục nghề nghiệp huyện", "0215 000 004"),
    ("job", "Giới thiệu việc làm", "Phòng Lao động - TB&XH huyện", "0215 000 005"),
    ("loan", "Vay vốn làm ăn", "Ngân hàng Chính sách xã hội huyện; Hội Phụ nữ xã", "0215 000 006"),
    ("insurance", "Thẻ bảo hiểm y tế, trợ giúp xã hội khẩn cấp", "Bảo hiểm xã hội huyện; UBND các xã", "0215 000 007"),
)  # fmt: skip


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    health = users.players["yte"]
    places = sum(commune in users.communes for commune in _WITH_ESTABLISHMENTS)
    rounds = [_build_round(day, places, random) for day in _QUARTERS]
    return [
        (demo_time(6, 14, 15), _import_lines("support", health, _build_tallies())),
        (demo_time(6, 14, 16), _import_lines("health_checks", health, rounds)),
        (demo_time(4, 12, 9), _import_lines("public_services", health, _build_services(_HEALTH_SERVICES))),
        (
            demo_time(4, 12, 10),
            _import_lines("public_services", users.office, _build_services(_OTHER_SERVICES)),
        ),
    ]


def _import_lines(register: str, by: User, lines: list[Values]) -> StepAction:
    return lambda when: entries.import_entries(
        register=register, lines=[(by.unit, line) for line in lines], by=by, at=when
    )


def _build_tallies() -> list[Values]:
    return [
        {"day": day, "kind": kind, "people": people[quarter], "groups": 1 if kind == "peer_group" else None}
        for kind, people in _KINDS.items()
        for quarter, day in enumerate(_QUARTERS)
    ]


def _build_round(day: date, places: int, random: Random) -> Values:
    """Returns a quarter's round of the district; communes are counted in the first quarter of the half-year."""
    due = checked = conditions = 0
    for _place in range(places):
        staff = random.randint(6, 18)
        due += staff
        checked += random.randint(staff * 2 // 3, staff)
        conditions += random.randint(1, 3)
    return {
        "day": day,
        "communes": places if day == _QUARTERS[0] else 0,
        "due": due,
        "checked": checked,
        "conditions": conditions,
    }


def _build_services(offered: tuple[tuple[str, str, str, str], ...]) -> list[Values]:
    return [
        {
            "day": date(2021, 4, 9),
            "kind": kind,
            "title": title,
            "provider": provider,
            "hotline": hotline,
            "hours": "giờ hành chính, thứ Hai đến thứ Sáu",
            "published": True,
        }
        for kind, title, provider, hotline in offered
    ]
