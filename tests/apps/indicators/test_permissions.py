"""Who may open denominators and earlier years: a table."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.factories.cast import Cast

WHO = ("commune", "office", "police", "leader", "outsider")
ROUTES: list[tuple[str, str, tuple[int, ...]]] = [
    ("indicators:denominators", "get", (200, 200, 404, 200, 200)),
    ("indicators:denominators", "post", (302, 302, 404, 404, 302)),
    ("indicators:export", "get", (200, 200, 404, 200, 200)),
    ("indicators:import", "post", (422, 422, 404, 404, 422)),
    ("indicators:earlier", "get", (404, 200, 404, 404, 404)),
    ("indicators:earlier", "post", (404, 422, 404, 404, 404)),
    ("indicators:template", "get", (404, 200, 404, 404, 404)),
]
CASES = [
    (route, method, who, status)
    for route, method, statuses in ROUTES
    for who, status in zip(WHO, statuses, strict=True)
]


@pytest.mark.parametrize(("route", "method", "who", "status"), CASES)
def test_each_gets_what_it_may(
    cast: Cast,
    programme: None,
    signed_in: Callable[[User], Client],
    route: str,
    method: str,
    who: str,
    status: int,
) -> None:
    assert getattr(signed_in(getattr(cast, who)), method)(reverse(route)).status_code == status
