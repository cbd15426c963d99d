"""The cast's district behind a real server, and clients of clients/python."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from sokehoach.apps.accounts.models import User
from sokehoach_client import Client
from tests.apps.conftest import deployment
from tests.apps.reporting.conftest import import_programme
from tests.factories.api_tokens import make_token
from tests.factories.cast import Cast, assemble

__all__ = ["deployment"]
type SignIn = Callable[..., Client]


@pytest.fixture
def served_cast(transactional_db: None) -> Cast:
    cast = assemble()
    import_programme(cast)
    return cast


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that clients would have waited."""
    seconds: list[float] = []
    monkeypatch.setattr("sokehoach_client.client.sleep", seconds.append)
    return seconds


@pytest.fixture
def sign_in(live_server: LiveServer, waits: list[float]) -> Iterator[SignIn]:
    """`sign_in(cast.commune)`: a client with a token of all that the account may do."""
    clients: list[Client] = []

    def begin(user: User, site: str = live_server.url, **options: Any) -> Client:
        token = make_token(user, name=f"máy {len(clients)}").text
        clients.append(Client(site, token, **options))
        return clients[-1]

    yield begin
    for client in clients:
        client.close()
