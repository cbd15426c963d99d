"""Who may open the registers' own pages: a table."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.inspections.teams.models import Meeting
from tests.factories.cast import Cast

WHO = ("office", "commune", "police", "health", "leader", "outsider")
ROUTES = [
    ("teams:meetings", "get", (200, 200, 200, 200, 404, 200)),
    ("teams:conclusions", "get", (200, 404, 404, 404, 404, 404)),
    ("teams:follow", "post", (409, 404, 404, 404, 404, 404)),  # there is nothing yet to give
]
CASES = [
    (route, method, who, status)
    for route, method, statuses in ROUTES
    for who, status in zip(WHO, statuses, strict=True)
]


@pytest.mark.parametrize(("route", "method", "who", "status"), CASES)
def test_each_gets_what_it_may(
    cast: Cast,
    signed_in: Callable[[User], Client],
    held: Callable[..., Meeting],
    route: str,
    method: str,
    who: str,
    status: int,
) -> None:
    meeting = held()
    url = reverse(route, args=[] if route == "teams:meetings" else [meeting.pk])
    assert getattr(signed_in(getattr(cast, who)), method)(url).status_code == status
