"""The cast and its browsers, as in tests/apps; a deployment served over HTTPS; the world of the matrix and the wall."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.apps.conftest import cast, deployment, signed_in
from tests.factories.demonstration import built_once
from tests.security import matrix_world
from tests.security.matrix_places import World

__all__ = ["built_once", "cast", "deployment", "https", "signed_in"]


@pytest.fixture
def https(settings: Any) -> Client:
    """A stranger's browser before a server that stands behind one proxy of its own."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.PROXIES = 1
    return Client(headers={"X-Forwarded-Proto": "https"})


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, built_once: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for a module, as the demonstration that it stands in. `ROLES` of the module: with an account for every
    role and place.
    """
    roles = getattr(request.module, "ROLES", True)
    with django_db_blocker.unblock(), transaction.atomic():
        yield matrix_world.settle(roles=roles)
        transaction.set_rollback(True)


@pytest.fixture
def asked(world: World, django_db_blocker: Any) -> Iterator[World]:
    """The same for one test, which leaves it untouched."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world
        transaction.set_rollback(True)
