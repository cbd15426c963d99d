"""The first page and the search are for all who are signed in, the guide for everyone, the trail for its readers."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.services.checkpoints import seal_trail
from sokehoach.domain.ledger.merkle import append_leaf, hash_leaf
from tests.apps.tables import answers
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]

EVERYONE = ("office", "leader", "commune", "other_commune", "police", "health", "outsider")
ROUTES = {
    "home:today": ((), EVERYONE),
    "home:search": ((), EVERYONE),
    "home:help": ((), EVERYONE),
    "home:policy": ((), EVERYONE),
    "home:chapter": (("bat-dau",), EVERYONE),
    "home:audit": ((), ("office", "leader")),
    "home:audit_file": ((), ("office", "leader")),
    "home:access": (("minh",), ("office", "leader", "commune")),  # whose own it is
    "home:value": ((uuid.UUID(int=0), "B1"), ()),  # who sees the cell's own sheet: test_value
    "home:seals": ((), ("office", "leader")),
    "home:brief": ((1, 0), ("office", "leader")),
    "home:keys": ((), ("office", "leader")),
    "home:boundaries": ((), ()),  # who administers: test_boundaries
}


@pytest.fixture(autouse=True)
def sealed(db: None, tmp_path: Path, settings: Any) -> None:
    """One row, under one seal."""
    settings.HOME = tmp_path
    peaks = append_leaf((), 0, hash_leaf(b"{}"))
    Event.objects.create(seq=1, at=AT, actor="t", action="t", subject="t", body={}, leaf=peaks[0], peaks=peaks)
    seal_trail(at=AT)


@pytest.mark.parametrize("route", ROUTES)
def test_who_may_look(cast: Cast, signed_in: Browser, route: str) -> None:
    args, readers = ROUTES[route]
    players = {who: getattr(cast, who) for who in EVERYONE}
    told = answers(signed_in, players, "get", reverse(route, args=args))
    assert told == {who: 200 if who in readers else 404 for who in EVERYONE}


@pytest.mark.parametrize("route", sorted(ROUTES.keys() - {"home:seals", "home:boundaries"}))
def test_nothing_is_written_here(cast: Cast, signed_in: Browser, route: str) -> None:
    assert signed_in(cast.office).post(reverse(route, args=ROUTES[route][0])).status_code == 405


@pytest.mark.parametrize("route", sorted(ROUTES.keys() - {"home:help", "home:chapter"}))
def test_a_stranger_is_sent_to_sign_in(db: None, route: str) -> None:
    answer = Client().get(reverse(route, args=ROUTES[route][0]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login" if route == "home:today" else "accounts:sign_in"))


def test_the_trail_is_offered_to_its_readers_alone(cast: Cast, signed_in: Browser) -> None:
    address = f'href="{reverse("home:audit")}"'
    assert address in signed_in(cast.office).get(reverse("home:help")).content.decode()
    assert address not in signed_in(cast.commune).get(reverse("home:help")).content.decode()


def test_the_weekly_meeting_is_for_those_who_see_the_figures(cast: Cast, signed_in: Browser) -> None:
    players = {who: getattr(cast, who) for who in EVERYONE}
    told = answers(signed_in, players, "get", reverse("home:leader"))
    assert told == {who: 200 if who in ("office", "leader") else 404 for who in EVERYONE}
