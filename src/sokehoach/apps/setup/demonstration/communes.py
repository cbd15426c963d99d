"""Half a year of the communes' other registers: briefings, rounds through the villages, commitments, checks."""

from datetime import date, timedelta
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.fields import Value, Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

type Lines = list[tuple[Unit, Values]]

_START, _DAYS = date(2021, 1, 5), 155
_VILLAGES = ("Bản Nà Sáng", "Bản Hua Sát", "Bản Co Phung", "Bản Sái Trong", "Bản Pá Cá")


def write_down(cast: Cast, random: Random) -> list[Step]:
    """Each clerk brings the half-year in before the report."""
    steps: list[Step] = []
    for code, clerk in sorted(cast.clerks.items()):
        unit = cast.communes[code]
        for register, lines in (
            ("briefings", _briefings(unit, random)),
            ("area_checks", _rounds(unit, random)),
            ("commitments", _commitments(unit, random)),
            ("work_checks", _checks(unit, random)),
        ):
            steps.append((at(6, 12, 17), _bring_in(register, clerk, lines)))
    return steps


def _bring_in(register: str, clerk: User, lines: Lines) -> Take:
    return lambda when: entries.bring_in(register=register, lines=lines, by=clerk, at=when)


def _day(random: Random) -> date:
    return _START + timedelta(days=random.randint(0, _DAYS))


def _briefings(unit: Unit, random: Random) -> Lines:
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
                "day": _day(random),
                "title": "Về tăng cường rà soát địa bàn, tuyên truyền tại các bản",
                "kind": "document",
                "number": f"{random.randint(11, 96):02}/CV-UBND",
                "briefed": ["villages"],
            },
        )
        for _ in range(random.randint(0, 2))
    ]
    return [(unit, meeting), *documents]


def _rounds(unit: Unit, random: Random) -> Lines:
    return [
        (
            unit,
            {
                "day": _day(random),
                "village": random.choice(_VILLAGES),
                "kind": random.choice(("area", "area", "venues", "residence")),
                "places": random.randint(4, 40),
                "guided": random.choice((0, 0, 0, 1, 2)),
            },
        )
        for _ in range(random.randint(4, 8))
    ]


def _commitments(unit: Unit, random: Random) -> Lines:
    lines: Lines = []
    for village in random.sample(_VILLAGES, random.randint(1, 3)):
        known = random.randint(40, 110)
        told: Values = {
            "day": _day(random),
            "title": "Ký cam kết tại họp dân đầu năm",
            "village": village,
            "households": random.randint(known // 2, known),
            "households_known": known,
            "establishments": random.choice((0, 0, 1)),
        }
        lines.append((unit, told))
    return lines


def _checks(unit: Unit, random: Random) -> Lines:
    day = _day(random)
    told: dict[str, Value] = {"day": day, "checked": unit.code, "village": random.choice(_VILLAGES)}
    if random.random() < 0.6:
        return [(unit, told | {"result": "met", "conclusion": "Tuyên truyền đủ nội dung, có sổ theo dõi"})]
    mended = day + timedelta(days=9) if random.random() < 0.7 and day < date(2021, 5, 30) else None
    told |= {"result": "remedy", "conclusion": "Chưa rà soát đủ các hộ tạm trú"}
    return [(unit, told | {"remedy_by": day + timedelta(days=15), "remedied_on": mended})]
