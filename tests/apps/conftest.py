"""Fixtures of the app tests: the cast, and browsers signed in as its members."""

from collections.abc import Callable

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from tests.factories import cast as casting


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.assemble()


@pytest.fixture
def browser() -> Callable[[User], Client]:
    """A browser signed in as a member of the cast: `browser(cast.commune).get(…)`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
