"""Creates Đội 178's inspections of the half-year, its programme, and open remedies."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.queries.reference import checklist_of, find_checklist_on
from sokehoach.apps.registers.inspections.services import programmes, sanctions, visits
from sokehoach.apps.setup.demonstration.calendar import TIME_ZONE, Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers
from sokehoach.apps.setup.demonstration.establishments import TOWN

# day, establishment of the town, manner, items not met, remedy due
_VISITS: tuple[tuple[date, str, str, tuple[str, ...], date | None], ...] = (
    (date(2021, 1, 14), "Khách sạn Pha Đin", "planned", (), None),
    (date(2021, 1, 14), "Nhà nghỉ Hoa Ban", "planned", ("hop_dong", "dang_ky"), date(2021, 2, 15)),
    (date(2021, 1, 14), "Nhà nghỉ Sao Mai", "planned", (), None),
    (date(2021, 2, 3), "Karaoke Âm Vang", "surprise", ("van_hoa",), date(2021, 3, 5)),
    (date(2021, 2, 3), "Karaoke Đêm Xanh", "surprise", (), None),
    (date(2021, 3, 24), "Nhà nghỉ Hoa Ban", "planned", (), None),
    (date(2021, 3, 24), "Xoa bóp Thảo Mộc", "planned", ("suc_khoe", "cam_ket"), date(2021, 6, 15)),
    (date(2021, 4, 27), "Nhà nghỉ Bình Minh", "surprise", ("luu_tru",), date(2021, 5, 20)),
    (date(2021, 4, 27), "Nhà trọ Hồng Hà", "planned", (), None),
    (date(2021, 6, 9), "Cà phê Góc Phố", "planned", (), None),
)
_REMEDIED = {
    (date(2021, 1, 14), "Nhà nghỉ Hoa Ban"): (date(2021, 2, 10), "Đã ký đủ hợp đồng, đã đăng ký lao động."),
    (date(2021, 2, 3), "Karaoke Âm Vang"): (date(2021, 2, 26), "Đã thay danh mục bài hát."),
}
_FINDINGS = "Yêu cầu khắc phục các nội dung không đạt trước hạn, gửi kết quả về đội kiểm tra."


@dataclass(slots=True)
class _Team:
    """The team's clerk and the ids of its programmes."""

    lead: User
    members: tuple[int, ...]
    programmes: dict[str, UUID] = field(default_factory=dict)


def build_steps(users: DemoUsers) -> list[Step]:
    members = tuple(users.players[name].pk for name in ("vanhoa", "taichinh", "mattran"))
    team = _Team(users.players["doi178"], members)
    steps: list[Step] = [
        (demo_time(1, 11, 9), lambda when: _add_programme(team, "planned", when)),
        (demo_time(1, 11, 10), lambda when: _add_programme(team, "surprise", when)),
    ]
    for day, title, manner, not_met, remedy_by in _VISITS:
        steps.append((_time_on(day, 8), _plan_visit(team, day, title, manner)))
        steps.append((_time_on(day, 17), _hold_visit(team, day, title, not_met, remedy_by)))
    for (day, title), (closed_on, remedy) in _REMEDIED.items():
        steps.append((_time_on(closed_on, 16), _close_visit(team, day, title, closed_on, remedy)))
    return [
        *steps,
        (demo_time(6, 18, 9), _plan_visit(team, date(2021, 6, 24), "Quán bia Chân Đèo", "planned")),
        (
            demo_time(6, 18, 9, 10),
            _send_invitation(team, date(2021, 6, 24), "Quán bia Chân Đèo", "09/GM-Đ178"),
        ),
        (demo_time(6, 18, 9, 20), _plan_visit(team, date(2021, 6, 25), "Karaoke Đêm Xanh", "surprise")),
    ]


def _time_on(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=TIME_ZONE)


def _add_programme(team: _Team, manner: str, when: datetime) -> ServiceResult:
    surprise = manner == "surprise"
    result = programmes.create_programme(
        unit=team.lead.unit,
        year=2021,
        title="Kiểm tra đột xuất năm 2021" if surprise else "Kiểm tra định kỳ cơ sở kinh doanh dịch vụ năm 2021",
        number="" if surprise else "02/CTr-Đ178",
        surprise=surprise,
        kinds=("karaoke", "massage") if surprise else ("lodging", "karaoke", "massage", "other"),
        target=None if surprise else 30,
        rechecks=True,
        by=team.lead,
        at=when,
    )
    team.programmes[manner] = UUID(str(result.answer["programme"]))
    return result


def _plan_visit(team: _Team, day: date, title: str, manner: str) -> StepAction:
    return lambda when: visits.plan_visit(
        unit=team.lead.unit,
        establishment=Establishment.objects.get(title=title, unit__code=TOWN).pk,
        day=day,
        manner=manner,
        lead=team.lead.pk,
        members=team.members,
        programme=team.programmes[manner],
        by=team.lead,
        at=when,
    )


def _get_visit(day: date, title: str) -> Visit:
    return Visit.objects.get(day=day, establishment__title=title, establishment__unit__code=TOWN)


def _send_invitation(team: _Team, day: date, title: str, number: str) -> StepAction:
    return lambda when: visits.issue_invitation(
        visit=_get_visit(day, title).pk, version=1, number=number, by=team.lead, at=when
    )


def _hold_visit(team: _Team, day: date, title: str, not_met: tuple[str, ...], remedy_by: date | None) -> StepAction:
    def run(when: datetime) -> object:
        pk, version = _get_visit(day, title).pk, find_checklist_on(day)
        items = [item.code for item in checklist_of(version).items] if version else []
        result = visits.record_visit(
            visit=pk,
            version=1,
            day=day,
            lead=team.lead.pk,
            members=team.members,
            answers={item: "not_met" if item in not_met else "met" for item in items},
            record=f"{len(title) + day.day:02}/BB-Đ178",
            reminded=bool(not_met),
            cultural=int("van_hoa" in not_met),
            findings=_FINDINGS if not_met else "",
            remedy_by=remedy_by,
            by=team.lead,
            at=when,
        )
        if "luu_tru" not in not_met:
            return result
        return sanctions.create_sanction(
            visit=pk, version=int(str(result.answer["version"])), kind="fine", act="", act_on=day,
            amount=2_500_000, number="512/QĐ-XPHC", decided_on=day, by=team.lead, at=when,
        )  # fmt: skip

    return run


def _close_visit(team: _Team, day: date, title: str, closed_on: date, remedy: str) -> StepAction:
    def run(when: datetime) -> object:
        visit = _get_visit(day, title)
        return visits.close_follow_up(
            visit=visit.pk, version=visit.version, day=closed_on, remedy=remedy, by=team.lead, at=when
        )

    return run
