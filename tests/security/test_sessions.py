"""A session begins when somebody signs in, and nobody else knew its key before."""

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.services import users
from tests.factories.cast import AT, Cast

WORDS = {"username": "hoa", "password": "con trâu đi cày từ sớm"}


def planted() -> tuple[Client, str]:
    """A browser that carries a session of somebody else's making."""
    made = SessionStore()
    made["planted"] = True
    made.create()
    client = Client()
    client.cookies["sessionid"] = str(made.session_key)
    return client, str(made.session_key)


@pytest.fixture
def hoa(cast: Cast) -> None:
    users.create_user(
        username="hoa", full_name="Lò Thị Hoa", title="", unit=cast.units["03304"], password=WORDS["password"],
        by="tests", at=AT,
    )  # fmt: skip


def test_a_key_that_was_planted_is_not_the_key_of_the_session(hoa: None, settings: Any) -> None:
    settings.SESSION_COOKIE_NAME = "sessionid"
    client, key = planted()
    assert client.post(reverse("accounts:sign_in"), WORDS).status_code == 302
    assert client.session.get("_auth_user_id")
    assert client.session.session_key != key
    assert not SessionStore().exists(key)


def test_it_would_be_without_the_change_of_key(hoa: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SESSION_COOKIE_NAME = "sessionid"
    for name in ("cycle_key", "flush"):
        monkeypatch.setattr(SessionStore, name, lambda _self: None)
    client, key = planted()
    client.post(reverse("accounts:sign_in"), WORDS)
    assert client.session.session_key == key


def test_no_script_reads_the_sessions_cookie(hoa: None, settings: Any) -> None:
    client = Client()
    cookie = client.post(reverse("accounts:sign_in"), WORDS).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 8 * 60 * 60
