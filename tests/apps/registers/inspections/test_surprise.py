"""A surprise does not exist outside the team before its day: in no list, count, search, sheet, page or trail."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.home.queries.trail import TrailFilter, list_trail_events
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Visit
from sokehoach.apps.registers.inspections.services import programmes, visits
from sokehoach.apps.registers.inspections.teams.models import TeamDecision
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.config.env import Demonstration
from tests.apps.registers.inspections.conftest import Team
from tests.factories.cast import AT, SINCE, Cast

type Browser = Callable[[User], Client]
DAY = date(2021, 6, 25)  # three days after the cast's today


@pytest.fixture
def programme(cast: Cast, team: Team) -> InspectionProgramme:
    done = programmes.create_programme(
        unit=cast.units["099.CA"], year=2021, title="Kiểm tra đột xuất quý II", number="", surprise=True,
        kinds=("lodging",), target=60, rechecks=True, by=team.head, at=AT,
    )  # fmt: skip
    return InspectionProgramme.objects.get(pk=str(done.answer["programme"]))


@pytest.fixture
def secret(programme: InspectionProgramme, house: Callable[..., Establishment], planned: Callable[..., Visit]) -> Visit:
    return planned(house(), day=DAY, manner="surprise", programme=programme.pk)


def pages(secret: Visit) -> list[str]:
    return [
        reverse("registers:list"),
        reverse("registers:register", args=["kiem-tra"]),
        f"{reverse('registers:register', args=['kiem-tra'])}?tim=ban+mai",
        reverse("inspections:board"),
        f"{reverse('inspections:week')}?ngay={DAY}",
        f"{reverse('home:search')}?tim=ban+mai",
        reverse("home:audit"),
    ]


def test_the_team_sees_it(signed_in: Browser, team: Team, secret: Visit) -> None:
    head = signed_in(team.head)
    assert head.get(reverse("inspections:visit", args=[secret.pk])).status_code == 200
    listed = head.get(reverse("registers:register", args=["kiem-tra"])).content.decode()
    assert "Nhà nghỉ Ban Mai" in listed
    assert "Kiểm tra đột xuất quý II" in head.get(reverse("inspections:board")).content.decode()


def test_for_the_auditor_of_the_same_side_it_does_not_exist(
    signed_in: Browser, team: Team, secret: Visit, programme: InspectionProgramme
) -> None:
    auditor = signed_in(team.auditor)
    for url in (
        reverse("inspections:visit", args=[secret.pk]),
        reverse("inspections:record", args=[secret.pk]),
        reverse("registers:entry", args=["kiem-tra", secret.pk]),
        reverse("inspections:programme", args=[programme.pk]),
    ):
        assert auditor.get(url).status_code == 404, url


def test_his_pages_are_the_same_with_it_and_without(
    signed_in: Browser, team: Team, secret: Visit, programme: InspectionProgramme
) -> None:
    """Not a number, not a heading tells that there is one."""
    auditor = signed_in(team.auditor)

    def read() -> list[str]:
        told = [auditor.get(url).content.decode() for url in pages(secret)]
        return [_without_nonces(page) for page in told]

    sheet = reverse("registers:export", args=["kiem-tra"])
    with_it, lines_with = read(), _lines(auditor.get(sheet).content)
    Visit.objects.filter(pk=secret.pk).delete()
    programme.kinds.clear()
    programme.delete()
    assert with_it == read()
    assert lines_with == _lines(auditor.get(sheet).content) == []


def test_on_its_day_it_is_known(signed_in: Browser, team: Team, secret: Visit, settings: Any) -> None:
    settings.DEMONSTRATION = Demonstration(today=DAY, seed=0)
    auditor = signed_in(team.auditor)
    assert auditor.get(reverse("inspections:visit", args=[secret.pk])).status_code == 200
    assert "Kiểm tra đột xuất quý II" in auditor.get(reverse("inspections:board")).content.decode()


def test_what_was_planned_in_secret_stays_out_of_the_trail_and_what_was_found_does_not(
    team: Team, secret: Visit, settings: Any
) -> None:
    settings.DEMONSTRATION = Demonstration(today=DAY, seed=0)
    visits.record_visit(
        visit=secret.pk, version=1, day=DAY, lead=team.head.pk, members=(team.third.pk, team.fourth.pk),
        answers={"hop_dong": "met", "luu_tru": "met"}, record="", reminded=False, cultural=0, findings="",
        remedy_by=None, by=team.head, at=AT.replace(day=25),
    )  # fmt: skip
    subject = f"inspections:{secret.pk}"
    assert [event.action for event in list_trail_events(team.auditor, TrailFilter(subject=subject))] == ["visit.hold"]


def test_no_refusal_tells_of_it(cast: Cast, team: Team, secret: Visit) -> None:
    """A clerk of the unit who stands in no team writes for that very house and day, and learns nothing."""
    users.create_user(username="thuky", full_name="Cà Văn Thư", title="", unit=cast.units["099.CA"], by="tests", at=AT)
    clerk = User.objects.get(username="thuky")
    grants.create_grant(
        user=clerk, role=Role.objects.get(code="inspector"), unit=cast.units["099.CA"], function="enforcement",
        since=SINCE, by="tests", at=AT,
    )  # fmt: skip
    told: dict[str, Any] = {
        "unit": cast.units["099.CA"], "establishment": secret.establishment_id, "day": DAY, "lead": team.head.pk,
        "members": (team.third.pk, team.fourth.pk), "programme": None, "by": clerk, "at": AT,
    }  # fmt: skip
    assert visits.plan_visit(manner="planned", **told).answer["visit"]
    with pytest.raises(InvalidInput) as refused:
        visits.plan_visit(manner="surprise", **(told | {"day": date(2021, 6, 28)}))
    assert refused.value.messages == {"manner": ["Chỉ người của đội, tổ kiểm tra lập được lượt đột xuất."]}
    with pytest.raises(ActionRefused, match="Chỉ người của đội"):
        programmes.create_programme(
            unit=cast.units["099.CA"], year=2021, title="Khác", number="", surprise=True, kinds=("lodging",),
            target=None, rechecks=False, by=clerk, at=AT,
        )  # fmt: skip


def test_who_has_left_the_team_does_not_see_it_either(
    cast: Cast, signed_in: Browser, team: Team, secret: Visit
) -> None:
    """The team is the one that stands today, and those who are to go."""
    assert secret.lead == team.head
    Visit.objects.filter(pk=secret.pk).update(lead=team.deputy)
    decision = TeamDecision.objects.get()
    decision.heads.set([team.deputy])
    decision.deputies.clear()
    head = signed_in(team.head)
    assert head.get(reverse("inspections:visit", args=[secret.pk])).status_code == 404


def _without_nonces(page: str) -> str:
    page = re.sub(r'nonce="[^"]*"', "", page)
    return re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", page)


def _lines(content: bytes) -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    return list(page.iter_rows(min_row=2, values_only=True))
