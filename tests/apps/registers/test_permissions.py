"""Who may open which address of a register: a table."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.conftest import TYPED
from tests.apps.tables import answers
from tests.factories.cast import Cast

WHO = ("commune", "office", "other_commune", "police", "health", "leader", "outsider")
# Addresses of the register itself, then of one line of xã Tênh Phông: the status that each of WHO gets.
ROUTES: list[tuple[str, str, dict[str, Any], tuple[int, ...]]] = [
    ("registers:list", "get", {}, (200, 200, 200, 200, 200, 404, 200)),
    ("registers:register", "get", {}, (200, 200, 200, 200, 200, 404, 200)),
    ("registers:add", "get", {}, (200, 200, 200, 200, 200, 404, 200)),
    # The entry is there already, and the office must say for whom.
    ("registers:add", "post", TYPED | {"write-anyway": "1"}, (302, 422, 302, 302, 302, 404, 302)),
    ("registers:export", "get", {}, (200, 200, 200, 200, 200, 404, 200)),
    ("registers:template", "get", {}, (200, 200, 200, 200, 200, 404, 200)),
    ("registers:import", "get", {}, (200, 200, 200, 200, 200, 404, 200)),
    ("registers:import", "post", {}, (422, 422, 422, 422, 422, 404, 422)),
    ("registers:entry", "get", {}, (200, 200, 404, 404, 404, 404, 404)),
    ("registers:change", "get", {}, (200, 200, 404, 404, 404, 404, 404)),
    ("registers:change", "post", TYPED | {"version": "1"}, (302, 302, 404, 404, 404, 404, 404)),
    ("registers:void", "post", {"version": "1", "reason": "nhầm"}, (302, 302, 404, 404, 404, 404, 404)),
    ("registers:restore", "post", {"version": "1"}, (409, 409, 404, 404, 404, 404, 404)),
]


def address(route: str, line: DataEntry) -> str:
    of_line = ("registers:entry", "registers:change", "registers:void", "registers:restore")
    slug = [] if route == "registers:list" else ["truyen-thong"]
    return reverse(route, args=[*slug, *([line.pk] if route in of_line else [])])


@pytest.mark.parametrize(("route", "method", "body", "statuses"), ROUTES)
def test_each_gets_what_it_may(
    cast: Cast,
    signed_in: Callable[[User], Client],
    added: Callable[..., DataEntry],
    route: str,
    method: str,
    body: dict[str, Any],
    statuses: tuple[int, ...],
) -> None:
    players = {who: getattr(cast, who) for who in WHO}
    told = answers(signed_in, players, method, address(route, added()), body)
    assert told == dict(zip(WHO, statuses, strict=True))


def test_a_stranger_is_sent_to_sign_in(client: Client, cast: Cast, added: Callable[..., DataEntry]) -> None:
    line = added()
    for route in sorted({route for route, *_ in ROUTES}):
        reply = client.get(address(route, line))
        assert reply.status_code == 302, route
        assert reply.headers["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize("route", ["registers:void", "registers:restore"])
def test_a_link_alone_changes_nothing(
    cast: Cast, signed_in: Callable[[User], Client], added: Callable[..., DataEntry], route: str
) -> None:
    assert signed_in(cast.commune).get(address(route, added())).status_code == 405


def test_there_is_no_register_of_another_name(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    assert signed_in(cast.office).get(reverse("registers:register", args=["so-den"])).status_code == 404


@pytest.mark.parametrize(("language", "refusal"), [("vi", "Dòng này không bị gạch bỏ."), ("en", "This entry is not")])
def test_a_service_refuses_in_the_language_of_the_page(
    cast: Cast, signed_in: Callable[[User], Client], added: Callable[..., DataEntry], language: str, refusal: str
) -> None:
    client = signed_in(cast.commune)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.post(address("registers:restore", added()), {"version": "1"})
    assert page.status_code == 409
    assert refusal in page.content.decode()
