"""The matrix: every route of the resolver, asked by every role at every place about things of every kind, against the
oracle. In short one asker of each expected answer for each thing, in turn; all of them in `make soak`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.shell import clock
from tests.security import oracle
from tests.security.matrix_places import BOTH, PLACES, Asker, Thing, World
from tests.security.oracle_line import Line
from tests.security.oracle_lines import LINES
from tests.security.routes import ROUTES
from tests.soak import LONG, keep

pytestmark = pytest.mark.usefixtures("db")
SPACES = sorted({name.partition(":")[0] for name in ROUTES})
NO_THING = Thing("", "")


@dataclass
class Ledger:
    """What was asked in the whole of the module."""

    routes: set[str] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    triples: int = 0
    mismatches: int = 0


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return Ledger()


@dataclass(frozen=True)
class Matrix:
    world: World
    clients: dict[str, Client]
    who: dict[str, oracle.Who]

    def of(self, lines: list[Line], *, every: bool) -> Iterator[tuple[Line, Thing, Asker, int]]:
        """Line, thing, asker and what the oracle says; `every` False: of the askers one for each answer, in turn, from
        those that are nearly the askers of another answer. A rule that is a little wrong is wrong about those.
        """
        turn = 0
        for line in lines:
            for thing in self.world.things[line.of] if line.of else [NO_THING]:
                told: dict[int, list[Asker]] = defaultdict(list)
                for asker in self.world.askers:
                    told[line.expected(self.who[asker.name], thing)].append(asker)
                for status, askers in sorted(told.items()):
                    turn += 1
                    for asker in askers if every else [self.choose(askers, turn)]:
                        yield line, thing, asker, status

    def choose(self, askers: list[Asker], turn: int) -> Asker:
        """One of those that differ in a single way, which changes by turn, from an account that is not among them."""
        names = frozenset(asker.name for asker in askers)
        ways = self.neighbours[turn % 3 :] + self.neighbours[: turn % 3]
        near = next((near for way in ways if (near := [one for one in askers if way[one.name] - names])), askers)
        return near[(turn * 37) % len(near)]

    @cached_property
    def neighbours(self) -> list[dict[str, set[str]]]:
        """By account those that differ from it by place alone, by role alone, and by a part that one of them lacks."""
        ways: tuple[Callable[[Asker, Asker], bool], ...] = (
            lambda one, other: list_of_parts(one, 0, 1) == list_of_parts(other, 0, 1),
            lambda one, other: one.unit == other.unit and list_of_parts(one, 2) == list_of_parts(other, 2),
            lambda one, other: one.unit == other.unit and set(one.parts) != set(other.parts) and (
                set(one.parts) <= set(other.parts) or set(one.parts) >= set(other.parts)
            ),
        )  # fmt: skip
        askers = self.world.askers
        return [{one.name: {other.name for other in askers if way(one, other)} for one in askers} for way in ways]

    def ask(self, line: Line, thing: Thing, asker: Asker) -> int:
        """The status; what was written is taken back. A page and its fragment are for the same people."""
        words = {key: str(value).format(**thing.words) for key, value in line.body.items()}
        url = reverse(line.route, args=[part.format(**thing.words) for part in line.at])
        headers = {"HX-Request": "true"} if line.fragment else {}
        with transaction.atomic():
            reply = getattr(self.clients[asker.name], line.method)(url, words, headers=headers)
            transaction.set_rollback(True)
        return int(reply.status_code)


@pytest.fixture(scope="module")
def matrix(world: World) -> Matrix:
    clients = {}
    for asker in world.askers:
        clients[asker.name] = Client(raise_request_exception=False)
        clients[asker.name].force_login(asker.user)
    who = {one.name: oracle.Who(one.name, one.unit, one.parts) for one in world.askers}
    return Matrix(world, clients, who)


def list_of_parts(asker: Asker, *places: int) -> list[tuple[str, ...]]:
    """Of each part role (0), function (1) or unit (2)."""
    return [tuple(part[place] for place in places) for part in asker.parts]


def mismatches(matrix: Matrix, lines: list[Line], ledger: Ledger, *, every: bool = LONG) -> list[str]:
    found = []
    for line, thing, asker, wanted in matrix.of(lines, every=every):
        got = matrix.ask(line, thing, asker)
        ledger.triples += 1
        ledger.routes.add(line.route)
        ledger.answers[got] += 1
        for role, _, over in asker.parts:
            ledger.roles[role] += 1
            ledger.relations[relation(over, thing.unit)] += 1
        if got != wanted:
            ledger.mismatches += 1
            of = f" ({thing.kind} {thing.name})" if thing.kind else ""
            found.append(f"{line.method} {line.route}{of} by {asker.name}: {got}, the oracle says {wanted}")
    return found


def relation(over: str, unit: str) -> str:
    """How the unit over which a role is held stands to the thing's."""
    if unit in oracle.SUCCEEDED:
        return "merged"
    if not unit:
        return "no thing"
    if over == unit:
        return "own"
    if unit in oracle.below(over):
        return "parent"
    if over in oracle.below(unit):
        return "child"
    top = {"10", "11"}
    if not oracle.above(over) & oracle.above(unit) & top:
        return "other province"
    return "sibling" if oracle.UNDER.get(over) == oracle.UNDER.get(unit) else "elsewhere"


def test_the_oracle_knows_every_route_and_no_other() -> None:
    told = {line.route for line in LINES}
    assert not set(ROUTES) - told, "say in oracle_lines who may and who may not"
    assert not told - set(ROUTES), "these are gone"


def test_the_oracle_knows_every_role(asked: World) -> None:
    assert {role.code for role in Role.objects.all()} == set(oracle.ROLES)
    assert len(asked.askers) > len(oracle.ROLES) * len(PLACES)


@pytest.mark.parametrize("space", SPACES)
def test_each_gets_what_the_oracle_says(asked: World, matrix: Matrix, ledger: Ledger, space: str) -> None:
    lines = [line for line in LINES if line.route.partition(":")[0] == space]
    found = mismatches(matrix, lines, ledger)
    assert not found, f"{len(found)} mismatches\n" + "\n".join(found[:30])


def test_after_a_reset_nothing_of_the_wall_is_open(asked: World, matrix: Matrix) -> None:
    """Every route, by the accounts of offices that stand on a side: as if they held the general part alone."""
    walled = [one for one in asked.askers if {part[1] for part in one.parts} - {oracle.GENERAL}][: len(BOTH)]
    for asker in walled:
        User.objects.filter(pk=asker.user.pk).update(walled_closed_until=clock.now() + timedelta(minutes=9))
    who = {one.name: oracle.Who(one.name, one.unit, one.parts, closed=True) for one in walled}
    closed = Matrix(World(asked.things, walled), matrix.clients, who)
    differs = [line for line in LINES if any(changes(line, thing, who, matrix) for thing in things_of(line, asked))]
    assert len(differs) > 30, "what the wall keeps"
    found = mismatches(closed, differs, Ledger())
    assert not found, f"{len(found)} mismatches\n" + "\n".join(found[:30])


def things_of(line: Line, world: World) -> list[Thing]:
    return world.things[line.of] if line.of else [NO_THING]


def changes(line: Line, thing: Thing, who: dict[str, oracle.Who], matrix: Matrix) -> bool:
    return any(line.expected(one, thing) != line.expected(matrix.who[name], thing) for name, one in who.items())


def test_every_route_role_and_relation_was_asked(ledger: Ledger) -> None:
    if ledger.routes != set(ROUTES):
        pytest.skip("a part of the matrix was asked alone")
    keep(
        "matrix", routes=len(ledger.routes), lines=len(LINES), triples=ledger.triples, mismatches=ledger.mismatches,
        roles=len(ledger.roles), relations=dict(sorted(ledger.relations.items())),
        answers=dict(sorted(ledger.answers.items())),
    )  # fmt: skip
    assert set(ledger.roles) == set(oracle.ROLES)
    relations = {"own", "sibling", "parent", "child", "other province", "merged"}
    assert relations <= set(ledger.relations)
    assert {200, 302, 404, 409} <= set(ledger.answers)


def test_a_hole_would_be_seen(asked: World, matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers read by anybody who reads one of that side."""
    every: Callable[..., Any] = permissions.list_readable_unit_ids
    everywhere = frozenset(range(1, 10_000))
    monkeypatch.setattr(permissions, "list_readable_unit_ids", lambda scope, of: every(scope, of) and everywhere)
    lines = [line for line in LINES if line.route == "registers:entry"]
    assert mismatches(matrix, lines, Ledger(), every=False)
