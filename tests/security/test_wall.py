"""The wall, attacked: two states that differ only in what one side counted, wrote, sent and had accepted give the other
side the same bytes, on every route. In short one account of each kind, of which the first of each side asks all lines
of the oracle and the others each route; all of it by all of them in `make soak`.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting import permissions as reporting
from sokehoach.apps.shell import clock
from tests.security import wall, wall_difference
from tests.security.matrix_places import NOW, World
from tests.soak import LONG, keep, times

pytestmark = pytest.mark.usefixtures("db")
ROLES = False  # the accounts of offices alone: one role at one place is the matrix's matter
DIFFERENCES: dict[str, Callable[..., None]] = {
    "support": wall_difference.support,
    "enforcement": wall_difference.enforcement,
}
LOOKERS = {  # by what the difference is of: who must not learn of it; the first of each in the short form
    "support": [
        "police office",
        "health colleague",
        "health inspects",
        "team office",
        "office inspects",
        "leads police",
        "vhkiemtra",
    ],
    "enforcement": [
        "health office",
        "police colleague",
        "team colleague",
        "office helps",
        "leads health",
    ],
}
SHORT = {"support": 3, "enforcement": 3}
COLLEAGUES = {"health colleague", "police colleague", "team colleague"}  # of the same unit, on neither side
WAITING = {*COLLEAGUES, "health inspects"}  # for CI: each side is looked at by an office of the other in `make test`
# Whether their unit has handed in what it owes, colleagues know; what the report holds, nobody of them.
STATES = {"reporting:list", "reporting:dates"}
CASES = [
    pytest.param(side, who, marks=pytest.mark.sweep if who in WAITING else ())
    for side, lookers in LOOKERS.items()
    for who in (lookers if LONG else lookers[: SHORT[side]])
]  # fmt: skip


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands: an answer may tell the second in which it was made."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


def browser_of(world: World, name: str) -> Client:
    known = {one.name: one.user for one in world.askers}
    client = Client(raise_request_exception=False)
    client.force_login(known.get(name) or User.objects.get(username=name))
    return client


type Answers = dict[wall.Request, wall.Answer]


def ask_with_difference(world: World, side: str, names: list[str]) -> dict[str, Answers]:
    """What each of these is told where the difference is made: all colleagues, or none of them."""
    clients, before = {who: browser_of(world, who) for who in names}, wall.ids()
    answers: dict[str, Answers] = {}
    with transaction.atomic():
        DIFFERENCES[side](world, letters=not COLLEAGUES.intersection(names))
        fresh = wall.added(before, wall.ids())
        assert len(fresh["uuid"]) > 3
        for who, client in clients.items():
            every = LONG or who == LOOKERS[side][0]
            requests = wall.addresses(world, fresh, most=times(1, 8), every=every, whole=LONG) + wall.writings(world)
            if who in COLLEAGUES:
                requests = [request for request in requests if request.route not in STATES]
            answers[who] = {one: wall.ask(client, one) for one in requests}
        transaction.set_rollback(True)
    return answers


def list_leaks(world: World, who: str, answers: Answers) -> list[str]:
    """What differs where the difference is not made."""
    return list(wall.differences(browser_of(world, who), answers, answers))


def list_companions(side: str, who: str) -> list[str]:
    """Those who are asked in the same state: making the difference takes seconds. In the long form answers are many."""
    lookers = LOOKERS[side] if LONG else LOOKERS[side][: SHORT[side]]
    together = [other for other in lookers if (other in COLLEAGUES) == (who in COLLEAGUES)]
    return [who] if LONG else together


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str], Answers]:
    """By side and account: what was told before the test that looks at it."""
    return {}


@pytest.fixture(scope="module")
def compared() -> Iterator[list[tuple[str, int, int]]]:
    told: list[tuple[str, int, int]] = []
    yield told
    if told:
        keep(
            "wall", accounts=len(told), answers=sum(count for _, count, _ in told),
            differences=sum(found for *_, found in told),
        )  # fmt: skip


@pytest.mark.parametrize(("side", "who"), CASES)
def test_the_other_side_sees_the_same_bytes(
    asked: World, told: dict[tuple[str, str], Answers], compared: list[tuple[str, int, int]], side: str, who: str
) -> None:
    if (side, who) not in told:
        answers = ask_with_difference(asked, side, list_companions(side, who))
        told.update(((side, one), answers[one]) for one in answers)
    answers_of_one = told.pop((side, who))
    found = list_leaks(asked, who, answers_of_one)
    compared.append((who, len(answers_of_one), len(found)))
    assert not found, f"{len(found)} answers to {who} tell of {side}\n" + "\n".join(found[:30])


def test_a_leak_would_be_seen(asked: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a report of the other side was sent, told to whoever reads general reports of its unit."""
    monkeypatch.setattr(reporting, "_is_across_wall", lambda scope, function: False)
    monkeypatch.setattr(wall, "addresses", lambda world, fresh, **_options: [REPORTS])
    answers = ask_with_difference(asked, "support", ["health inspects"])
    found = list_leaks(asked, "health inspects", answers["health inspects"])
    assert any("reporting:list" in one for one in found)


REPORTS = wall.Request("get", "reporting:list", "/bao-cao/?ky=2019S2")
