"""Creates the previous year's accepted, closed reports: communes' halves and year (seventeen), agencies' halves.

The registers are empty then, so every cell is typed; the year is computed from its halves.
"""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.consolidation.services.acceptance import ReportVersion
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.demonstration import agencies
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers
from sokehoach.apps.setup.demonstration.reports import (
    COMMUNES_FORM,
    NEVER_SENT,
    POLICE,
    POLICE_FORM,
    DemoReport,
)
from sokehoach.domain.messages import say

NEVER_ACCEPTED = (NEVER_SENT, "03259")  # Pú Xi, Phình Sáng
YEAR = 2020
HALVES = {f"{YEAR}S1": demo_time(6, 15, year=YEAR), f"{YEAR}S2": demo_time(12, 15, year=YEAR)}
_SIXTHS = {
    f"{YEAR}S1": 4,
    f"{YEAR}S2": 5,
}  # sixths of the values of the next year's first half
_FRONT_REPORT = (
    "09-MTTQ",
    f"{YEAR}S2",
    {"A1": "1", "A2": "3", "A3": "2", "A4": "2", "B1": "6", "B2": "545", "B2.1": "298"},
)
_NARRATIVES = {
    "situation": "Địa bàn không có tụ điểm phức tạp; một số bản xa trung tâm, đi lại khó khăn.",
    "result": "Duy trì tuyên truyền tại họp bản, chợ phiên bằng tiếng dân tộc.",
    "shortcomings": "Kinh phí ít, cán bộ kiêm nhiệm nhiều việc.",
    "directions": "Tiếp tục tuyên truyền tại các bản, vận động ký cam kết.",
    "proposals": "Không có kiến nghị.",
}

DONE = say("năm 2020: 17/19 xã đã duyệt hai kỳ 6 tháng và cả năm; huyện đã chốt, gửi lên tỉnh")


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    steps: list[Step] = []
    for period, day in HALVES.items():
        steps += _build_commune_steps(users, period, day, random)
        steps += _build_agency_steps(users, period, day)
    return steps + _build_year_steps(users)


def _build_commune_steps(users: DemoUsers, period: str, day: datetime, random: Random) -> list[Step]:
    steps: list[Step] = []
    reports = []
    for code, clerk in sorted(users.clerks.items()):
        if code in NEVER_ACCEPTED:
            continue
        report = DemoReport(COMMUNES_FORM, users.communes[code], clerk, period)
        cells = {cell: TypedCell(text, 0) for cell, text in _build_cells(random).items()}
        hour = day.replace(hour=random.randint(8, 15), minute=random.randint(0, 59))
        steps += [
            (hour.replace(second=1), report.open),
            (hour.replace(second=2), report.fill(cells)),
            (hour.replace(second=3), report.tell(_NARRATIVES)),
            (hour.replace(second=4), report.send),
        ]
        reports.append(report)
    next_day = day.replace(day=day.day + 1)
    steps += [
        (next_day.replace(hour=8), _accept_reports(users, COMMUNES_FORM, period, reports)),
        (next_day.replace(hour=9), _close_period(users, COMMUNES_FORM, period)),
    ]
    return steps


def _build_agency_steps(users: DemoUsers, period: str, day: datetime) -> Iterator[Step]:
    forms = {form: (username, _scale_down(cells, period)) for form, (username, cells) in agencies.CELLS.items()}
    forms[POLICE_FORM] = (users.police.username, _scale_down(POLICE, period))
    if _FRONT_REPORT[1] == period:
        forms[_FRONT_REPORT[0]] = ("mattran", _FRONT_REPORT[2])
    for form, (username, cells) in forms.items():
        clerk = users.players[username]
        report = DemoReport(form, clerk.unit, clerk, period)
        yield day.replace(hour=16, second=1), report.open
        yield (
            day.replace(hour=16, second=2),
            report.fill({cell: TypedCell(text, 0) for cell, text in cells.items()}),
        )
        yield day.replace(hour=16, second=3), report.send
        yield day.replace(day=day.day + 1, hour=8), report.accept(users.office)
        yield day.replace(day=day.day + 1, hour=9), _close_period(users, form, period)


def _build_year_steps(users: DemoUsers) -> list[Step]:
    """Builds the year's reports, whose cells come from the halves: a clerk opens one and submits it."""
    period, day = str(YEAR), demo_time(12, 16, year=YEAR)
    steps: list[Step] = []
    reports = []
    for code, clerk in sorted(users.clerks.items()):
        if code in NEVER_ACCEPTED:
            continue
        report = DemoReport(COMMUNES_FORM, users.communes[code], clerk, period)
        steps += [(day.replace(hour=13), report.open), (day.replace(hour=13, second=1), report.send)]
        reports.append(report)
    steps.append((day.replace(hour=15), _accept_reports(users, COMMUNES_FORM, period, reports)))
    steps.append((day.replace(hour=16), _close_period(users, COMMUNES_FORM, period)))
    return steps


def _accept_reports(users: DemoUsers, form: str, period: str, reports: list[DemoReport]) -> StepAction:
    def run(when: datetime) -> object:
        waiting = [ReportVersion(report.id, report.version) for report in reports]
        result = acceptance.accept_many(form=form, period=period, reports=waiting, by=users.office, at=when)
        assert not result.answer["left"], result.answer
        return result

    return run


def _close_period(users: DemoUsers, form: str, period: str) -> StepAction:
    district = users.office.unit.parent
    assert district is not None

    def run(when: datetime) -> object:
        seen_digest = closings.compute_inputs_digest(unit=district, form=form, period=period)
        return closing.close(unit=district, form=form, period=period, seen_digest=seen_digest, by=users.office, at=when)

    return run


def _scale_down(cells: dict[str, str], period: str) -> dict[str, str]:
    """Scales whole numbers from 10 up down to the earlier period; small ones and fractions stay."""
    share = _SIXTHS[period]
    return {
        cell: str(int(text) * share // 6) if text.isdigit() and int(text) >= 10 else text
        for cell, text in cells.items()
    }


def _build_cells(random: Random) -> dict[str, str]:
    """Returns every cell of a commune's form; parts never exceed their totals."""
    villages = random.randint(7, 14)
    visited = random.randint(villages * 2 // 3, villages)
    sessions, meetings = random.randint(6, 12), random.randint(1, 2)
    people = sessions * random.randint(45, 75)
    households = random.randint(160, 420)
    rounds, staff = random.randint(3, 6), random.randint(2, 4)
    kept_titles = random.choice((0, 0, 1))
    lodging, karaoke = random.choice((0, 0, 1, 2)), random.choice((0, 0, 1))
    parts = {f"B1.{n}": str(random.randint(1, sessions // 2)) for n in range(1, 6)}
    audiences = (5, 2, 1, 1, 1)  # tenths of the people, for five audiences
    parts |= {f"B2.{n}": str(people * tenths // 10) for n, tenths in enumerate(audiences, start=2)}
    return parts | {
        "A1": "1", "A2": str(random.randint(0, 3)), "A3": str(meetings), "A4": str(meetings * random.randint(14, 30)),
        "A5": "1", "A6": "1", "A7": str(random.randint(0, 2)), "A8": str(random.randint(0, 2)), "A9": "0",
        "B1": str(sessions), "B2": str(people), "B2.1": str(people * 9 // 20),
        "B3": str(random.randint(5, 25)), "B3.1": str(random.randint(60, 300)), "B4": str(random.randint(2, 10)),
        "B5": str(random.randint(60, 260)), "B6": str(random.randint(0, 4)), "B6.1": "0",
        "B7": str(villages), "B7.1": str(visited), "B8": "1", "B9": "1", "B9.1": "4",
        "C1.1": str(lodging), "C1.2": str(karaoke), "C1.3": "0", "C1.4": "0", "C1.5": "0", "C2": str(lodging),
        "C3": str(households * random.randint(5, 8) // 10), "C3.1": str(households), "C3.2": str(random.randint(1, 3)),
        "C3.3": str(lodging),
        "C4": str(rounds), "C4.1": str(rounds // 3), "C5": str(random.randint(visited // 2, visited)),
        "C6": str(random.randint(1, 6)), "C7": str(lodging + karaoke),
        "D1": "0", "D2.1": "0", "D2.2": str(random.randint(0, 3)), "D2.3": str(random.randint(0, 6)),
        "D3": str(staff), "D3.1": str(random.randint(1, staff)),
        "E1": "1", "E2": str(kept_titles), "E2.1": str(kept_titles), "E2.2": "0", "E3": "0", "E4": "0", "E5": "1",
        "F1": f"{random.randint(2, 4)},5", "F2.1": f"{random.randint(0, 1)},6", "F2.2": f"0,{random.randint(0, 7)}",
        "F2.3": f"0,{random.randint(0, 9)}", "F2.4": "0",
    }  # fmt: skip
