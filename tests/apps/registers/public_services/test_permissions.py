"""The public page is everyone's: the one page, beside signing in, that a stranger may have."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.factories.cast import Cast


@pytest.mark.parametrize("who", ["office", "commune", "police", "health", "leader", "outsider"])
def test_each_may_look(cast: Cast, signed_in: Callable[[User], Client], who: str) -> None:
    assert signed_in(getattr(cast, who)).get(reverse("public_services:page")).status_code == 200


def test_a_stranger_may_look(db: None) -> None:
    assert Client().get(reverse("public_services:page")).status_code == 200
