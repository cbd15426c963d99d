"""Creates half a year of the communes' other registers: briefings, village visits, commitments, checks."""

from datetime import date, timedelta
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.fields import Value, Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

type Lines = list[tuple[Unit, Values]]

_START, _DAYS = date(2021, 1, 5), 155
_VILLAGES = ("Bản Nà Sáng", "Bản Hua Sát", "Bản Co Phung", "Bản Sái Trong", "Bản Pá Cá")


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    """Each clerk imports the half-year before the report."""
    steps: list[Step] = []
    for code, clerk in sorted(users.clerks.items()):
        unit = users.communes[code]
        for register, lines in (
            ("briefings", _build_briefings(unit, random)),
            ("area_checks", _build_area_checks(unit, random)),
            ("commitments", _build_commitments(unit, random)),
            ("work_checks", _build_work_checks(unit, random)),
        ):
            steps.append((demo_time(6, 12, 17), _import_lines(register, clerk, lines)))
    return steps


def _import_lines(register: str, clerk: User, lines: Lines) -> StepAction:
    return lambda when: entries.import_entries(register=register, lines=lines, by=clerk, at=when)


def _pick_day(random: Random) -> date:
    return _START + timedelta(days=random.randint(0, _DAYS))


def _build_briefings(unit: Unit, random: Random) -> Lines:
    meeting: Values = {
        "day": date(2021, 3, random.randint(10, 28)),
        "title": "Hội nghị quán triệt kế hoạch phòng, chống mại dâm năm 2021",
        "kind": "conference",
        "people": random.randint(14, 38),
        "briefed": ["committee", "authority"],
    }
    documents: Lines = [
        (
            unit,
            {
                "day": _pick_day(random),
                "title": "Về tăng cường rà soát địa bàn, tuyên truyền tại các bản",
                "kind": "document",
                "number": f"{random.randint(11, 96):02}/CV-UBND",
                "briefed": ["villages"],
            },
        )
        for _ in range(random.randint(0, 2))
    ]
    return [(unit, meeting), *documents]


def _build_area_checks(unit: Unit, random: Random) -> Lines:
    return [
        (
            unit,
            {
                "day": _pick_day(random),
                "village": random.choice(_VILLAGES),
                "kind": random.choice(("area", "area", "venues", "residence")),
                "places": random.randint(4, 40),
                "guided": random.choice((0, 0, 0, 1, 2)),
            },
        )
        for _ in range(random.randint(4, 8))
    ]


def _build_commitments(unit: Unit, random: Random) -> Lines:
    lines: Lines = []
    for village in random.sample(_VILLAGES, random.randint(1, 3)):
        households = random.randint(40, 110)
        commitment: Values = {
            "day": _pick_day(random),
            "title": "Ký cam kết tại họp dân đầu năm",
            "village": village,
            "households": random.randint(households // 2, households),
            "households_known": households,
            "establishments": random.choice((0, 0, 1)),
        }
        lines.append((unit, commitment))
    return lines


def _build_work_checks(unit: Unit, random: Random) -> Lines:
    day = _pick_day(random)
    check: dict[str, Value] = {"day": day, "checked": unit.code, "village": random.choice(_VILLAGES)}
    if random.random() < 0.6:
        return [(unit, check | {"result": "met", "conclusion": "Tuyên truyền đủ nội dung, có sổ theo dõi"})]
    mended = day + timedelta(days=9) if random.random() < 0.7 and day < date(2021, 5, 30) else None
    check |= {"result": "remedy", "conclusion": "Chưa rà soát đủ các hộ tạm trú"}
    return [(unit, check | {"remedy_by": day + timedelta(days=15), "remedied_on": mended})]
