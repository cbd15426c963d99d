"""What the health centre counted by the quarter, and the services that anyone may turn to."""

from datetime import date
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf.fields import Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

_QUARTERS = (date(2021, 3, 14), date(2021, 6, 14))
_KINDS = {  # people helped in each quarter
    "advice": (6, 8), "health": (4, 5), "legal_aid": (1, 1), "vocational": (0, 1), "job": (1, 0), "loan": (0, 0),
    "insurance": (2, 1), "peer_group": (4, 4), "harm_reduction": (8, 9),
}  # fmt: skip
_WITH_ESTABLISHMENTS = ("03253", "03289", "03283", "03256")  # communes where there is whom to check
_OF_HEALTH = (  # kind, service, provider, telephone
    ("advice", "Tư vấn sức khỏe, tâm lý", "Trung tâm Y tế huyện, phòng tư vấn", "0215 000 001"),
    ("health", "Khám, điều trị bệnh lây qua đường tình dục", "Trung tâm Y tế huyện, khoa khám bệnh", "0215 000 002"),
    ("harm_reduction", "Bao cao su, xét nghiệm tự nguyện", "Trung tâm Y tế huyện; trạm y tế các xã", "0215 000 001"),
)  # fmt: skip
_OF_OTHERS = (
    ("legal_aid", "Trợ giúp pháp lý miễn phí", "Trung tâm Trợ giúp pháp lý, chi nhánh huyện", "0215 000 003"),
    ("vocational", "Học nghề ngắn hạn, miễn học phí", "Trung tâm Giáo dục nghề nghiệp huyện", "0215 000 004"),
    ("job", "Giới thiệu việc làm", "Phòng Lao động - TB&XH huyện", "0215 000 005"),
    ("loan", "Vay vốn làm ăn", "Ngân hàng Chính sách xã hội huyện; Hội Phụ nữ xã", "0215 000 006"),
    ("insurance", "Thẻ bảo hiểm y tế, trợ giúp xã hội khẩn cấp", "Bảo hiểm xã hội huyện; UBND các xã", "0215 000 007"),
)  # fmt: skip


def write_down(cast: Cast, random: Random) -> list[Step]:
    health = cast.players["yte"]
    places = sum(commune in cast.communes for commune in _WITH_ESTABLISHMENTS)
    rounds = [_round(day, places, random) for day in _QUARTERS]
    return [
        (at(6, 14, 15), _bring_in("support", health, _tallies())),
        (at(6, 14, 16), _bring_in("health_checks", health, rounds)),
        (at(4, 12, 9), _bring_in("public_services", health, _services(_OF_HEALTH))),
        (at(4, 12, 10), _bring_in("public_services", cast.office, _services(_OF_OTHERS))),
    ]


def _bring_in(register: str, by: User, lines: list[Values]) -> Take:
    return lambda when: entries.bring_in(
        register=register, lines=[(by.unit, line) for line in lines], by=by, at=when
    )


def _tallies() -> list[Values]:
    return [
        {"day": day, "kind": kind, "people": people[at], "groups": 1 if kind == "peer_group" else None}
        for kind, people in _KINDS.items()
        for at, day in enumerate(_QUARTERS)
    ]


def _round(day: date, places: int, random: Random) -> Values:
    """The whole district's; its communes are counted in the first quarter of the half-year."""
    due = checked = conditions = 0
    for _place in range(places):
        of_one = random.randint(6, 18)
        due += of_one
        checked += random.randint(of_one * 2 // 3, of_one)
        conditions += random.randint(1, 3)
    return {
        "day": day,
        "communes": places if day == _QUARTERS[0] else 0,
        "due": due,
        "checked": checked,
        "conditions": conditions,
    }


def _services(offered: tuple[tuple[str, str, str, str], ...]) -> list[Values]:
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
