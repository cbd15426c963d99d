"""A team of the police that inspects two houses, and an auditor of its side who stands in no team."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.services import reference, visits
from sokehoach.domain.registers.checklists import Checklist, ChecklistItem
from sokehoach.domain.registers.sanctions import Frame, Subject
from tests.apps.registers.inspections.samples import OPTIONS
from tests.apps.registers.making import make_options
from tests.factories import frozen
from tests.factories.cast import AT, SINCE, Cast

OLD, NEW = date(2004, 11, 7), date(2021, 1, 1)
CHECKLISTS = [
    Checklist(
        "chung",
        "Danh mục 2004",
        OLD,
        "Pháp lệnh",
        (ChecklistItem("hop_dong", "Có hợp đồng lao động", "Pháp lệnh"),),
    ),
    Checklist(
        "chung",
        "Danh mục 2021",
        NEW,
        "Kế hoạch",
        (
            ChecklistItem("hop_dong", "Có hợp đồng lao động", "Pháp lệnh"),
            ChecklistItem("luu_tru", "Thông báo lưu trú đầy đủ", "Kế hoạch", kinds=("lodging",)),
            ChecklistItem("ve_sinh", "Điều kiện vệ sinh bảo đảm", "Kế hoạch", bodies=("health",)),
        ),
    ),
]
FRAMES = [
    Frame(
        "sheltering", "Che giấu vi phạm", "NĐ cũ", "Điều 1", OLD, date(2021, 6, 1), 1_000_000, 2_000_000,
        source="tests",
    ),
    Frame(
        "sheltering", "Che giấu vi phạm", "NĐ mới", "Điều 2", date(2021, 6, 1), None, 5_000_000, 10_000_000,
        source="tests",
    ),
    Frame(
        "own", "Hành vi của cá nhân", "NĐ mới", "Điều 3", OLD, None, 1, 2, subject=Subject.PERSON, source="tests"
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Team:
    head: User
    deputy: User
    third: User
    fourth: User
    auditor: User  # reads the side and its trail, stands in no team


@pytest.fixture(autouse=True)
def options(cast: Cast) -> None:
    def build() -> None:
        make_options(OPTIONS)
        reference.import_checklists(checklists=CHECKLISTS, by="tests", at=AT)
        reference.import_frames(frames=FRAMES, by="tests", at=AT)

    frozen.once_after("checklists and frames", build, cast.persons)


@pytest.fixture
def team(cast: Cast) -> Team:
    """Set up on 15/3/2021 for Công an huyện."""
    others = frozen.once_after("team", lambda: set_up(cast), cast.persons)
    return Team(cast.police, *others)


def set_up(cast: Cast) -> tuple[User, ...]:
    """All but the head, who is of the cast."""
    police = cast.units["099.CA"]
    inspector = Role.objects.create(code="inspector", name="inspector", actions=["register.view", "register.edit"])
    auditor = Role.objects.create(code="auditor", name="auditor", actions=["register.view", "audit.view"])

    def play(username: str, name: str, role: Role | None = None) -> User:
        users.create_user(username=username, full_name=name, title="", unit=police, by="tests", at=AT)
        user = User.objects.get(username=username)
        if role is not None:
            grants.create_grant(
                user=user, role=role, unit=police, function="enforcement", since=SINCE, by="tests", at=AT
            )
        return user

    grants.create_grant(
        user=cast.police, role=inspector, unit=police, function="enforcement", since=SINCE, by="tests", at=AT
    )
    members = [play("pho", "Lò Văn Phó"), play("ba", "Quàng Thị Ba"), play("tu", "Giàng A Tư")]
    others = (*members, play("soat", "Vừ A Soát", auditor))
    entries.create_entry(
        register="teams",
        unit=police,
        values={
            "day": date(2021, 3, 15),
            "title": "31/QĐ-UBND",
            "body": "police",
            "act": "set_up",
            "authority": "UBND huyện",
            "heads": [cast.police.username],
            "deputies": [members[0].username],
            "members": [one.username for one in members[1:]],
        },
        by=cast.office,
        at=AT,
    )
    return others


@pytest.fixture
def house(cast: Cast) -> Callable[..., Establishment]:
    def write(
        title: str = "Nhà nghỉ Ban Mai", unit: str = "03304", by: User | None = None, **values: Any
    ) -> Establishment:
        told: dict[str, Any] = {
            "day": date(2019, 3, 1), "title": title, "holder": "Cầm Văn Chủ", "kind": "lodging",
            "subkind": "guesthouse", "committed": False,
        }  # fmt: skip
        writer = by or cast.office

        def build() -> Establishment:
            done = entries.create_entry(
                register="establishments", unit=cast.units[unit], values=told | values, by=writer, at=AT
            )
            return Establishment.objects.get(pk=done.answer["id"])

        return frozen.once_after(("house", unit, repr(told | values), writer.pk), build, (*cast.persons, writer))

    return write


@pytest.fixture
def planned(cast: Cast, team: Team) -> Callable[..., Visit]:
    """`planned(house, day=…, manner="surprise")`: put on the schedule by the head."""

    def write(place: Establishment, **values: Any) -> Visit:
        told: dict[str, Any] = {
            "unit": cast.units["099.CA"], "establishment": place.pk, "day": date(2021, 6, 21),
            "manner": "planned", "lead": team.head.pk, "members": (team.third.pk, team.fourth.pk),
            "programme": None, "by": team.head, "at": AT,
        }  # fmt: skip

        def build() -> Visit:
            done = visits.plan_visit(**(told | values))
            return Visit.objects.get(pk=str(done.answer["visit"]))

        return frozen.once_after(("planned", repr(told | values)), build, cast.persons)

    return write


@pytest.fixture
def held(team: Team, planned: Callable[..., Visit]) -> Callable[..., Visit]:
    """`held(house, answers={…})`: planned, then held on its day; all is as it should be but for what is named."""

    def write(place: Establishment, **values: Any) -> Visit:
        planning = {name: values.pop(name) for name in ("manner", "programme") if name in values}
        day = values.get("day", date(2021, 6, 21))
        visit = planned(place, day=day, **planning)
        told: dict[str, Any] = {
            "visit": visit.pk, "version": 1, "day": day, "lead": team.head.pk,
            "members": (team.third.pk, team.fourth.pk), "answers": {"hop_dong": "met", "luu_tru": "met"},
            "record": "01/BB", "reminded": False, "cultural": 0, "findings": "", "remedy_by": None,
            "by": team.head, "at": AT,
        }  # fmt: skip

        def build() -> Visit:
            visits.record_visit(**(told | values))
            return Visit.objects.get(pk=visit.pk)

        return frozen.once_after(("held", repr(told | values)), build, (team.head,))

    return write
