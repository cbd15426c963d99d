"""Who may open which address of inspections: a table. `head` inspects, `auditor` reads the same side."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Visit
from sokehoach.apps.registers.inspections.services import sanctions
from tests.apps.registers.inspections.conftest import Team
from tests.apps.registers.inspections.test_programmes import added
from tests.apps.registers.inspections.test_visits import FOUND
from tests.apps.tables import answers
from tests.factories.cast import AT, Cast

WHO = ("head", "auditor", "office", "commune", "health", "leader", "outsider")
NOBODY = (404, 404, 404, 404, 404)
ROUTES: list[tuple[str, str, dict[str, Any], tuple[int, int]]] = [
    ("inspections:board", "get", {}, (200, 200)),
    ("inspections:week", "get", {}, (200, 200)),
    ("inspections:frames", "get", {}, (200, 200)),
    ("inspections:frames", "post", {}, (422, 422)),
    ("inspections:plan", "get", {}, (200, 404)),
    ("inspections:plan", "post", {}, (422, 404)),
    ("inspections:add_programme", "get", {}, (200, 404)),
    ("inspections:add_programme", "post", {}, (422, 404)),
    ("inspections:programme", "get", {}, (200, 200)),
    ("inspections:change_programme", "get", {}, (200, 404)),
    ("inspections:change_programme", "post", {"version": "1"}, (422, 404)),
    ("inspections:visit", "get", {}, (200, 200)),
    ("inspections:invitation", "get", {}, (200, 200)),
    ("inspections:record", "get", {}, (200, 200)),
    ("inspections:invite", "post", {"version": "3"}, (422, 404)),
    ("inspections:record_visit", "get", {}, (200, 404)),
    ("inspections:record_visit", "post", {"version": "3"}, (422, 404)),
    ("inspections:sanction", "get", {}, (200, 404)),
    ("inspections:sanction", "post", {"version": "3"}, (422, 404)),
    ("inspections:remove_sanction", "post", {"version": "3"}, (302, 404)),
    ("inspections:close", "post", {"version": "3", "day": "22/06/2021", "remedy": "Đã ký đủ."}, (302, 404)),
    ("inspections:call_off", "post", {"version": "3", "reason": "ghi nhầm"}, (302, 404)),
]
OF_PROGRAMME = ("inspections:programme", "inspections:change_programme")
OF_NOTHING = ("inspections:board", "inspections:week", "inspections:frames", "inspections:plan",
              "inspections:add_programme")  # fmt: skip


@pytest.fixture
def programme(cast: Cast, team: Team) -> InspectionProgramme:
    return added(cast, team)


@pytest.fixture
def visit(team: Team, house: Callable[..., Establishment], held: Callable[..., Visit]) -> Visit:
    """Held, with one sanction: version 3."""
    visit = held(house(), **FOUND)
    sanctions.create_sanction(
        visit=visit.pk, version=visit.version, kind="warning", act="", act_on=visit.day, amount=None,
        number="1/QĐ", decided_on=visit.day, by=team.head, at=AT,
    )  # fmt: skip
    visit.refresh_from_db()
    return visit


@pytest.mark.parametrize(("route", "method", "body", "statuses"), ROUTES)
def test_each_gets_what_it_may(
    cast: Cast,
    team: Team,
    signed_in: Callable[[User], Client],
    programme: InspectionProgramme,
    visit: Visit,
    route: str,
    method: str,
    body: dict[str, Any],
    statuses: tuple[int, int],
) -> None:
    arguments: list[Any] = [] if route in OF_NOTHING else [visit.pk]
    if route in OF_PROGRAMME:
        arguments = [programme.pk]
    if route == "inspections:remove_sanction":
        arguments.append(visit.sanctions.get().pk)
    players = {who: getattr(team if who in ("head", "auditor") else cast, who) for who in WHO}
    told = answers(signed_in, players, method, reverse(route, args=arguments), body)
    assert told == dict(zip(WHO, (*statuses, *NOBODY), strict=True))
