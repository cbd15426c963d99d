"""Creates the reports of the first half of 2021: agencies, nineteen communes (two late, one returned, one missing)."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries import registers
from sokehoach.apps.reporting.services import narratives, submissions, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.demonstration import agencies
from sokehoach.apps.setup.demonstration.calendar import PERIOD, Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers
from sokehoach.domain.messages import say

COMMUNES_FORM, POLICE_FORM = "01-XA", "02-CA"
NEVER_SENT = "03269"  # Pú Xi
RETURNED = "03304"  # Tênh Phông
SENT_LATE = {"03259": demo_time(6, 17, 15, 20), "03284": demo_time(6, 18, 14, 5)}  # Phình Sáng, Mường Khong
OVERRIDDEN = "03289"  # Quài Cang
EXTENDED_FORM = "04-VHTT"  # its agency got two more days

POLICE = {
    "A1.1": "4", "A1.2": "2", "A2": "25", "A2.1": "3", "A3": "22", "A4": "9", "A5": "7", "A6": "2", "A6.1": "1",
    "A6.2": "1", "A6.3": "0", "A6.4": "0", "A7": "4", "A8": "0", "A9": "1", "A10": "9",
    "B1": "2", "B2": "1", "B3": "1", "B4": "3", "B5": "3", "B6": "1", "B6.1": "1", "B6.2": "0", "B6.3": "0",
    "B6.4": "0", "B6.5": "0",
    "B7": "1", "B8": "0", "B9": "38", "B10": "64", "B14": "2",
    "C1": "6", "C1.1": "1", "C1.2": "0", "C1.3": "3", "C1.4": "2", "C2": "1", "C2.1": "1", "C2.2": "0",
    "C2.3": "0", "C2.4": "0", "C2.5": "0", "C3": "0", "C4": "5", "C4.1": "3", "C4.2": "2", "C5": "3,4",
    "D1": "0", "D1.1": "0", "D1.2": "0", "D2": "0", "D2.1": "0", "D2.2": "0",
}  # fmt: skip
_POLICE_NARRATIVES = {
    "situation": "Tội phạm, vi phạm liên quan đến mại dâm trên địa bàn huyện không diễn biến phức tạp.",
    "shortcomings": "Lực lượng mỏng, địa bàn rộng, một số cơ sở hoạt động theo mùa.",
    "proposals": "Không có kiến nghị.",
}
_NARRATIVES = {
    "situation": (
        "Địa bàn không có tụ điểm phức tạp; một số bản xa trung tâm, đường đi lại khó khăn vào mùa mưa.",
        "Tình hình ổn định. Dịp chợ phiên có đông người từ nơi khác đến nên việc nắm địa bàn vất vả hơn.",
        "Trong kỳ có thêm người đi làm ăn xa, việc tuyên truyền phải tranh thủ dịp lễ, tết.",
    ),
    "result": (
        "Tổ chức nói chuyện bằng tiếng dân tộc tại bản, người dân hỏi và trao đổi nhiều hơn năm trước.",
        "Phối hợp trường học đưa nội dung vào giờ sinh hoạt dưới cờ.",
        "Lồng ghép với họp bình xét hộ nghèo nên đến được nhiều hộ.",
    ),
    "shortcomings": (
        "Cán bộ kiêm nhiệm nhiều việc; tài liệu bằng tiếng dân tộc còn thiếu.",
        "Kinh phí ít, loa truyền thanh của hai bản hỏng chưa sửa.",
    ),
    "directions": (
        "Duy trì tuyên truyền tại các bản; rà soát cơ sở kinh doanh dịch vụ trước mùa lễ hội.",
        "Tiếp tục vận động hộ gia đình ký cam kết, mở thêm buổi nói chuyện tại trường.",
    ),
    "proposals": (
        "Đề nghị huyện cấp tờ rơi, tài liệu bằng tiếng Thái và tiếng Mông.",
        "Không có kiến nghị.",
    ),
}


DONE = say("báo cáo 6 tháng: 17/19 xã đã duyệt (2 gửi muộn), 1 trả lại, 1 chưa gửi; tám cơ quan huyện đã duyệt")


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    """Builds the steps up to the morning of 22 June."""
    steps: list[Step] = []
    for code, clerk in sorted(users.clerks.items()):
        if code != NEVER_SENT:
            steps += _build_commune_steps(users, users.communes[code], clerk, random)
    for form, (username, cells) in agencies.CELLS.items():
        steps += _build_agency_steps(users, form, users.players[username], cells)
    return steps + _build_police_steps(users)


@dataclass(slots=True)
class DemoReport:
    """A report in progress: its id and version after the last step."""

    form: str
    unit: Unit
    by: User
    period: str = PERIOD
    id: uuid.UUID = field(init=False)
    version: int = 1

    def open(self, when: datetime) -> None:
        result = submissions.open_submission(form=self.form, unit=self.unit, period=self.period, by=self.by, at=when)
        self.id = uuid.UUID(str(result.answer["id"]))

    def fill(self, changes: dict[str, TypedCell]) -> StepAction:
        """Types what no register counts; a number with a reason overrides the register's."""

        def run(when: datetime) -> object:
            measured = registers.measure_unit(query_forms.get_form(self.form), unit=self.unit, period=self.period)
            silent = {code for code, measure in measured.items() if measure.number is None} | (
                changes.keys() - measured.keys()
            )
            typed = {code: change for code, change in changes.items() if code in silent or change.reason}
            return values.save(submission=self.id, changes=typed, by=self.by, at=when)

        return run

    def tell(self, texts: dict[str, str]) -> StepAction:
        sections = {heading: TypedText(text, 0) for heading, text in texts.items()}
        return lambda when: narratives.save(submission=self.id, texts=sections, by=self.by, at=when)

    def send(self, when: datetime) -> None:
        result = submissions.send(submission=self.id, version=self.version, by=self.by, at=when)
        self.version = int(str(result.answer["version"]))

    def accept(self, office: User) -> StepAction:
        return lambda when: acceptance.accept(submission=self.id, version=self.version, by=office, at=when)

    def send_back(self, office: User, reason: str) -> StepAction:
        return lambda when: submissions.send_back(
            submission=self.id, version=self.version, reason=reason, by=office, at=when
        )


def _build_commune_steps(users: DemoUsers, unit: Unit, clerk: User, random: Random) -> list[Step]:
    sent = SENT_LATE.get(unit.code) or demo_time(
        6, random.choice((15, 15, 16)), random.randint(8, 16), random.randint(0, 59)
    )
    report = DemoReport(COMMUNES_FORM, unit, clerk)
    changes = {cell: TypedCell(text, 0) for cell, text in _build_cells(random).items()}
    if unit.code == OVERRIDDEN:
        changes["B5"] = TypedCell("240", 0, "Phát thêm tại hội bản ngày 13/6, chưa kịp ghi vào sổ.")
    texts = {heading: random.choice(choices) for heading, choices in _NARRATIVES.items()}
    steps: list[Step] = [
        (sent - timedelta(hours=3), report.open),
        (sent - timedelta(hours=2), report.fill(changes)),
        (sent - timedelta(hours=1), report.tell(texts)),
        (sent, report.send),
    ]
    if unit.code == RETURNED:
        reason = "Đề nghị bổ sung số buổi phát thanh (ô B3): xã có cụm loa tại bản Ten Hon."
        return [*steps, (demo_time(6, 21, 10, 12), report.send_back(users.office, reason))]
    day = min(sent.day + random.randint(1, 3), 21)
    accepted = demo_time(6, max(day, sent.day + 1), random.randint(8, 16), random.randint(0, 59))
    return [*steps, (accepted, report.accept(users.office))]


def _build_agency_steps(users: DemoUsers, form: str, clerk: User, cells: dict[str, str]) -> list[Step]:
    report = DemoReport(form, clerk.unit, clerk)
    return [
        (demo_time(6, 15, 8), report.open),
        (demo_time(6, 15, 9), report.fill({cell: TypedCell(text, 0) for cell, text in cells.items()})),
        (demo_time(6, 18, 10) if form == EXTENDED_FORM else demo_time(6, 16, 10), report.send),
        (demo_time(6, 21, 9) if form == EXTENDED_FORM else demo_time(6, 17, 14), report.accept(users.office)),
    ]


def _build_police_steps(users: DemoUsers) -> list[Step]:
    report = DemoReport(POLICE_FORM, users.police.unit, users.police)
    return [
        (demo_time(5, 17, 8), report.open),
        (demo_time(5, 17, 9), report.fill({cell: TypedCell(text, 0) for cell, text in POLICE.items()})),
        (demo_time(5, 17, 10), report.tell(_POLICE_NARRATIVES)),
        (demo_time(5, 17, 14, 30), report.send),
        (demo_time(5, 18, 9, 15), report.accept(users.office)),
    ]


def _build_cells(random: Random) -> dict[str, str]:
    """Returns the cells of a commune's report that registers do not count."""
    villages = random.randint(6, 14)
    visited = random.randint(villages * 2 // 3, villages)
    meetings = random.randint(1, 3)
    staff = random.randint(2, 5)
    kept_titles, new_titles = random.choice(((1, 0), (1, 0), (0, 1), (0, 0)))
    no_drugs = random.choice((0, 0, 1))
    return {
        "A1": "1",
        "A2": str(random.randint(0, 4)),
        "A3": str(meetings),
        "A4": str(meetings * random.randint(12, 30)),
        "A5": "1",
        "A6": "1",
        "A7": str(random.randint(0, 3)),
        "A8": str(random.randint(0, 2)),
        "A9": str(random.choice((0, 1))),
        "B7": str(villages),
        "B7.1": str(visited),
        "B8": "1",
        "B9": random.choice(("0", "1", "1")),
        "C1.1": "0",
        "C1.2": "0",
        "C1.3": "0",
        "C1.4": "0",
        "C1.5": "0",
        "C2": "-",
        "C3": str(random.randint(80, 420)),
        "C4": str(random.randint(2, 9)),
        "C5": str(random.randint(visited // 2, visited)),
        "C6": str(random.randint(1, 8)),
        "D1": str(random.choice((0, 0, 1))),
        "D2.1": str(random.choice((0, 1))),
        "D2.2": str(random.randint(0, 3)),
        "D2.3": str(random.randint(0, 8)),
        "D3": str(staff),
        "D3.1": str(random.randint(1, staff)),
        "E1": "1",
        "E2": str(kept_titles + new_titles),
        "E2.1": str(kept_titles),
        "E2.2": str(new_titles),
        "E3": str(no_drugs),
        "E4": str(min(kept_titles + new_titles, no_drugs)),
        "E5": random.choice(("0", "1")),
        "F1": f"{random.randint(10, 40) / 10:.1f}".replace(".", ","),
        "F2.1": f"{random.randint(2, 18) / 10:.1f}".replace(".", ","),
        "F2.2": f"{random.randint(0, 9) / 10:.1f}".replace(".", ","),
        "F2.3": f"{random.randint(0, 12) / 10:.1f}".replace(".", ","),
        "F2.4": "0",
    }
