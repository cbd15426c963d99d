"""Creates the standing office's courses with attendance by commune, its briefings and work checks."""

from datetime import date, datetime
from random import Random

from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.queries.rows import RowInput
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

_DISTRICT_COURSE: Values = {
    "day": date(2021, 4, 15),
    "title": "Nghiệp vụ phòng, chống mại dâm cho cán bộ xã, thị trấn",
    "topic": "law",
    "level": "district",
    "days": 2,
    "joint_programmes": ["drugs", "trafficking"],
}
_PROVINCE_COURSE: Values = {
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


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    return [
        (demo_time(4, 19, 9), _add_course(users, random, _DISTRICT_COURSE, sorted(users.communes), most=3)),
        (
            demo_time(5, 25, 9),
            _add_course(users, random, _PROVINCE_COURSE, sorted(users.communes)[::4], most=1),
        ),
        (demo_time(5, 14, 16), _import_lines("briefings", users, _BRIEFINGS)),
        (demo_time(6, 11, 16), _import_lines("work_checks", users, _CHECKS)),
    ]


def _add_course(users: DemoUsers, random: Random, course: Values, communes: list[str], *, most: int) -> StepAction:
    table = {code: _build_attendance(random.randint(1, most), first=most > 1) for code in communes}

    def run(when: datetime) -> None:
        rows = [
            RowInput("training_attendance", {"day": course["day"], "staff_unit": code, **numbers})
            for code, numbers in table.items()
        ]
        entries.create_entry(
            register="training", unit=users.office.unit, values=course, by=users.office, at=when, rows=rows
        )

    return run


def _build_attendance(staff: int, *, first: bool) -> dict[str, int]:
    """Returns attendance; staff in charge are counted at the first course of the year only."""
    return {"summoned": staff, "sent": staff, "trained": staff, "in_charge": min(staff, 2) if first else 0}


def _import_lines(register: str, users: DemoUsers, lines: tuple[Values, ...]) -> StepAction:
    unit_lines = [(users.office.unit, line) for line in lines]
    return lambda when: entries.import_entries(register=register, lines=unit_lines, by=users.office, at=when)
