"""The public page is everyone's, in both languages: beside signing in, what a stranger may have."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.factories.cast import Cast

ROUTES = ("public_services:page", "public_services:english")


@pytest.mark.parametrize("who", ["office", "commune", "police", "health", "leader", "outsider"])
def test_each_may_look(cast: Cast, signed_in: Callable[[User], Client], who: str) -> None:
    browser = signed_in(getattr(cast, who))
    assert [browser.get(reverse(route)).status_code for route in ROUTES] == [200, 200]


def test_a_stranger_may_look(db: None) -> None:
    assert [Client().get(reverse(route)).status_code for route in ROUTES] == [200, 200]
