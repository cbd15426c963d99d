"""What Đội 178 inspected in the half-year, what is planned, and what is still to be put right."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done
from sokehoach.apps.registers.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.selectors.reference import checklist_of, version_on
from sokehoach.apps.registers.inspections.services import programmes, sanctions, visits
from sokehoach.apps.setup.demonstration.calendar import HERE, Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast
from sokehoach.apps.setup.demonstration.establishments import TOWN

# day, establishment of the town, manner, items not met, remedy by
_HELD: tuple[tuple[date, str, str, tuple[str, ...], date | None], ...] = (
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
    """The team's clerk, and what its programmes became."""

    lead: User
    members: tuple[int, ...]
    programmes: dict[str, UUID] = field(default_factory=dict)


def write_down(cast: Cast) -> list[Step]:
    going = tuple(cast.players[name].pk for name in ("vanhoa", "taichinh", "mattran"))
    team = _Team(cast.players["doi178"], going)
    steps: list[Step] = [
        (at(1, 11, 9), lambda when: _programme(team, "planned", when)),
        (at(1, 11, 10), lambda when: _programme(team, "surprise", when)),
    ]
    for day, title, manner, not_met, remedy_by in _HELD:
        steps.append((_on(day, 8), _plan(team, day, title, manner)))
        steps.append((_on(day, 17), _hold(team, day, title, not_met, remedy_by)))
    for (day, title), (closed, how) in _REMEDIED.items():
        steps.append((_on(closed, 16), _close(team, day, title, closed, how)))
    return [
        *steps,
        (at(6, 18, 9), _plan(team, date(2021, 6, 24), "Quán bia Chân Đèo", "planned")),
        (at(6, 18, 9, 10), _invite(team, date(2021, 6, 24), "Quán bia Chân Đèo", "09/GM-Đ178")),
        (at(6, 18, 9, 20), _plan(team, date(2021, 6, 25), "Karaoke Đêm Xanh", "surprise")),
    ]


def _on(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HERE)


def _programme(team: _Team, manner: str, when: datetime) -> Done:
    surprise = manner == "surprise"
    done = programmes.add(
        unit=team.lead.unit,
        year=2021,
        title="Kiểm tra đột xuất năm 2021"
        if surprise
        else "Kiểm tra định kỳ cơ sở kinh doanh dịch vụ năm 2021",
        number="" if surprise else "02/CTr-Đ178",
        surprise=surprise,
        kinds=("karaoke", "massage") if surprise else ("lodging", "karaoke", "massage", "other"),
        target=None if surprise else 30,
        rechecks=True,
        by=team.lead,
        at=when,
    )
    team.programmes[manner] = UUID(str(done.answer["programme"]))
    return done


def _plan(team: _Team, day: date, title: str, manner: str) -> Take:
    return lambda when: visits.plan(
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


def _visit(day: date, title: str) -> Visit:
    return Visit.objects.get(day=day, establishment__title=title, establishment__unit__code=TOWN)


def _invite(team: _Team, day: date, title: str, number: str) -> Take:
    return lambda when: visits.invite(
        visit=_visit(day, title).pk, version=1, number=number, by=team.lead, at=when
    )


def _hold(team: _Team, day: date, title: str, not_met: tuple[str, ...], remedy_by: date | None) -> Take:
    def take(when: datetime) -> object:
        pk, version = _visit(day, title).pk, version_on(day)
        items = [item.code for item in checklist_of(version).items] if version else []
        done = visits.hold(
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
            return done
        return sanctions.add(
            visit=pk, version=int(str(done.answer["version"])), kind="fine", act="", act_on=day,
            amount=2_500_000, number="512/QĐ-XPHC", decided_on=day, by=team.lead, at=when,
        )  # fmt: skip

    return take


def _close(team: _Team, day: date, title: str, closed: date, how: str) -> Take:
    def take(when: datetime) -> object:
        visit = _visit(day, title)
        return visits.close(
            visit=visit.pk, version=visit.version, day=closed, remedy=how, by=team.lead, at=when
        )

    return take
