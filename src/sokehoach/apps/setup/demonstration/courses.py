"""The standing office's courses with the staff that each commune sent, its briefings, its checks of the work."""

from datetime import date, datetime
from random import Random
from uuid import UUID

from sokehoach.apps.registers.shelf.fields import Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.registers.training.services import attendances
from sokehoach.apps.setup.demonstration.calendar import Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

_OF_DISTRICT: Values = {
    "day": date(2021, 4, 15),
    "title": "Nghiệp vụ phòng, chống mại dâm cho cán bộ xã, thị trấn",
    "topic": "law",
    "level": "district",
    "days": 2,
    "joint_programmes": ["drugs", "trafficking"],
}
_OF_PROVINCE: Values = {
    "day": date(2021, 5, 20),
    "title": "Kỹ năng truyền thông tại cộng đồng",
    "topic": "communication",
    "level": "province",
    "days": 3,
    "joint_programmes": ["hiv"],
}
_BRIEFINGS: tuple[Values, ...] = (
    {
        "day": date(2021, 3, 12),
        "title": "Hội nghị triển khai kế hoạch phòng, chống mại dâm năm 2021",
        "kind": "conference",
        "people": 86,
        "briefed": ["committee", "authority", "front"],
    },
    {
        "day": date(2021, 3, 18),
        "title": "Về triển khai kế hoạch phòng, chống mại dâm năm 2021",
        "kind": "document",
        "number": "41/CV-LĐTBXH",
        "briefed": ["authority"],
    },
)
_CHECKS: tuple[Values, ...] = (
    {
        "day": date(2021, 5, 6),
        "checked": "03289",
        "result": "remedy",
        "conclusion": "Chưa có số hộ đã ký cam kết của từng bản",
        "remedy_by": date(2021, 5, 31),
        "remedied_on": date(2021, 5, 27),
    },
    {
        "day": date(2021, 5, 7),
        "checked": "03304",
        "result": "remedy",
        "conclusion": "Cụm loa của một bản hỏng, chưa phát thanh định kỳ",
        "remedy_by": date(2021, 6, 10),
    },
    {"day": date(2021, 5, 12), "checked": "03253", "result": "met", "conclusion": "Thực hiện đúng kế hoạch"},
)


def write_down(cast: Cast, random: Random) -> list[Step]:
    return [
        (at(4, 19, 9), _course(cast, random, _OF_DISTRICT, sorted(cast.communes), most=3)),
        (at(5, 25, 9), _course(cast, random, _OF_PROVINCE, sorted(cast.communes)[::4], most=1)),
        (at(5, 14, 16), _bring_in("briefings", cast, _BRIEFINGS)),
        (at(6, 11, 16), _bring_in("work_checks", cast, _CHECKS)),
    ]


def _course(cast: Cast, random: Random, course: Values, communes: list[str], *, most: int) -> Take:
    table = {code: _row(random.randint(1, most), first=most > 1) for code in communes}

    def take(when: datetime) -> None:
        done = entries.add(register="training", unit=cast.office.unit, values=course, by=cast.office, at=when)
        held = UUID(str(done.answer["id"]))
        attendances.keep(course=held, version=1, table=table, by=cast.office, at=when)

    return take


def _row(staff: int, *, first: bool) -> dict[str, int]:
    """Whoever came to the first course of the year is counted among the staff in charge then, and not again."""
    return {"summoned": staff, "sent": staff, "trained": staff, "in_charge": min(staff, 2) if first else 0}


def _bring_in(register: str, cast: Cast, lines: tuple[Values, ...]) -> Take:
    told = [(cast.office.unit, line) for line in lines]
    return lambda when: entries.bring_in(register=register, lines=told, by=cast.office, at=when)
