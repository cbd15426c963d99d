"""Who may sign in, play a part, sign out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import users
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]


@pytest.fixture
def official(cast: Cast) -> User:
    """An account with a password, outside the demonstration's cast."""
    users.add(
        username="hoa", full_name="Lò Thị Hoa", title="", unit=cast.units["03289"], by="tests", at=AT,
        password="một mật khẩu đủ dài",
    )  # fmt: skip
    return User.objects.get(username="hoa")


@pytest.fixture
def player(cast: Cast) -> User:
    users.add(
        username="vai.xa", full_name="Lò Thị Vai", title="", unit=cast.units["03289"], by="tests", at=AT,
        cast_as="UBND xã",
    )  # fmt: skip
    return User.objects.get(username="vai.xa")


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_it_works(official: User) -> None:
    client = Client()
    answer = client.post(
        reverse("accounts:sign_in"),
        {"username": "hoa", "password": "một mật khẩu đủ dài", "next": "/tro-giup/"},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/tro-giup/")
    assert signed_in(client) == str(official.pk)


def test_a_stranger_may_open_the_sign_in_page(db: None) -> None:
    assert Client().get(reverse("accounts:sign_in")).status_code == 200


@pytest.mark.parametrize("name", ["hoa", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_answered_with_one_sentence(
    official: User, name: str
) -> None:
    client = Client()
    answer = client.post(reverse("accounts:sign_in"), {"username": name, "password": "sai"})
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()
    assert signed_in(client) is None


def test_an_account_without_a_password_cannot_sign_in_by_one(player: User) -> None:
    client = Client()
    answer = client.post(reverse("accounts:sign_in"), {"username": "vai.xa", "password": ""})
    assert answer.status_code == 422
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(official: User, target: str) -> None:
    answer = Client().post(
        reverse("accounts:sign_in"), {"username": "hoa", "password": "một mật khẩu đủ dài", "next": target}
    )
    assert answer["Location"] == "/"


def test_a_part_is_played_without_a_password_in_a_demonstration(player: User) -> None:
    client = Client()
    page = client.get(reverse("accounts:sign_in")).content.decode()
    assert "UBND xã" in page
    assert client.post(reverse("accounts:play"), {"username": "vai.xa"}).status_code == 302
    assert signed_in(client) == str(player.pk)


def test_outside_a_demonstration_there_are_no_parts(player: User, settings: Any) -> None:
    settings.DEMONSTRATION = None
    client = Client()
    assert "UBND xã" not in client.get(reverse("accounts:sign_in")).content.decode()
    assert client.post(reverse("accounts:play"), {"username": "vai.xa"}).status_code == 404
    assert signed_in(client) is None


@pytest.mark.parametrize("username", ["hoa", "nobody", ""])
def test_only_the_cast_is_played(official: User, player: User, username: str) -> None:
    client = Client()
    assert client.post(reverse("accounts:play"), {"username": username}).status_code == 404
    assert signed_in(client) is None


def test_a_part_is_not_taken_by_following_a_link(player: User) -> None:
    assert Client().get(reverse("accounts:play")).status_code == 405


def test_whoever_is_signed_in_may_sign_out(cast: Cast, browser: Browser) -> None:
    client = browser(cast.outsider)
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.post(reverse("accounts:sign_out"))["Location"] == reverse("accounts:sign_in")
    assert signed_in(client) is None


def test_signing_out_needs_the_forms_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.office)
    assert client.post(reverse("accounts:sign_out")).status_code == 403
    assert signed_in(client) is not None
