"""Who may sign in, play a part, sign out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApprovalRequest, User
from sokehoach.apps.accounts.services import users
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]


# Of one's own account: whoever has signed in, for oneself.
OWN = [
    "accounts:own", "accounts:password", "accounts:totp", "accounts:passkey", "account_reauthenticate",
    "accounts:tokens", "accounts:create_token",
]  # fmt: skip
OWN_WRITES = ["accounts:recovery_codes", "accounts:programme", "accounts:end_others", "accounts:bind"]
# Of a unit's accounts: whoever administers them; for all others they do not exist.
STAFF = [
    "accounts:staff", "accounts:staff_tokens", "accounts:invite", "accounts:invite_list", "accounts:list_template",
    "accounts:invitations",
]  # fmt: skip
STAFF_WRITES = ["accounts:invite_list", "accounts:renew_links", "accounts:withdraw_links"]
PERSON = [
    "accounts:person", "accounts:give", "accounts:leave", "accounts:move", "accounts:relink", "accounts:close",
    "accounts:end_staff_tokens",
]  # fmt: skip
# Of what waits for a second administrator: those of the place; who asked and who approves, test_two_administrators.
REQUEST = ["accounts:request", "accounts:approve", "accounts:refuse", "accounts:print_sheet"]


@pytest.fixture
def official(cast: Cast) -> User:
    """An account with a password, outside the demonstration's cast."""
    users.create_user(
        username="hoa", full_name="Lò Thị Hoa", title="", unit=cast.units["03289"], by="tests", at=AT,
        password="một mật khẩu đủ dài",
    )  # fmt: skip
    return User.objects.get(username="hoa")


@pytest.fixture
def player(cast: Cast) -> User:
    users.create_user(
        username="vai.xa", full_name="Lò Thị Vai", title="", unit=cast.units["03289"], by="tests", at=AT,
        cast_as="UBND xã",
    )  # fmt: skip
    return User.objects.get(username="vai.xa")


def get_user_id(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_it_works(official: User) -> None:
    client = Client()
    answer = client.post(
        reverse("accounts:sign_in"),
        {"username": "hoa", "password": "một mật khẩu đủ dài", "next": "/tro-giup/"},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/tro-giup/")
    assert get_user_id(client) == str(official.pk)


def test_everyone_chooses_a_language_by_a_post_alone(official: User) -> None:
    strangers, own = Client(), Client()
    own.force_login(official)
    for client in (strangers, own):
        assert client.post(reverse("accounts:language"), {"language": "en"}).status_code == 302
        assert client.get(reverse("accounts:language")).status_code == 405


def test_a_stranger_may_open_the_sign_in_page(cast: Cast) -> None:
    assert Client().get(reverse("accounts:sign_in")).status_code == Client().get(reverse("login")).status_code == 200


@pytest.mark.parametrize("name", ["hoa", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_answered_with_one_sentence(official: User, name: str) -> None:
    client = Client()
    answer = client.post(reverse("accounts:sign_in"), {"username": name, "password": "sai"})
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()
    assert get_user_id(client) is None


def test_an_account_without_a_password_cannot_sign_in_by_one(player: User) -> None:
    client = Client()
    answer = client.post(reverse("accounts:sign_in"), {"username": "vai.xa", "password": ""})
    assert answer.status_code == 422
    assert get_user_id(client) is None


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(official: User, target: str) -> None:
    answer = Client().post(
        reverse("accounts:sign_in"), {"username": "hoa", "password": "một mật khẩu đủ dài", "next": target}
    )
    assert answer["Location"] == "/"


def test_a_part_is_played_without_a_password_in_a_demonstration(player: User) -> None:
    client = Client()
    page = client.get(reverse("accounts:sign_in")).content.decode()
    assert "UBND xã" in page
    assert client.post(reverse("accounts:demo_login"), {"username": "vai.xa"}).status_code == 302
    assert get_user_id(client) == str(player.pk)


def test_outside_a_demonstration_there_are_no_parts(player: User, settings: Any) -> None:
    settings.DEMONSTRATION = None
    client = Client()
    assert "UBND xã" not in client.get(reverse("accounts:sign_in")).content.decode()
    assert client.post(reverse("accounts:demo_login"), {"username": "vai.xa"}).status_code == 404
    assert get_user_id(client) is None


@pytest.mark.parametrize("username", ["hoa", "nobody", ""])
def test_only_the_cast_is_played(official: User, player: User, username: str) -> None:
    client = Client()
    assert client.post(reverse("accounts:demo_login"), {"username": username}).status_code == 404
    assert get_user_id(client) is None


def test_a_part_is_not_taken_by_following_a_link(player: User) -> None:
    assert Client().get(reverse("accounts:demo_login")).status_code == 405


def test_whoever_is_signed_in_may_sign_out(cast: Cast, signed_in: Browser) -> None:
    client = signed_in(cast.outsider)
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.post(reverse("accounts:sign_out"))["Location"] == reverse("accounts:sign_in")
    assert get_user_id(client) is None


def test_signing_out_needs_the_forms_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.office)
    assert client.post(reverse("accounts:sign_out")).status_code == 403
    assert get_user_id(client) is not None


@pytest.mark.parametrize("name", OWN)
def test_everybody_sees_their_own_account(cast: Cast, signed_in: Browser, name: str) -> None:
    assert signed_in(cast.outsider).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", OWN_WRITES)
def test_what_changes_an_account_is_no_link(cast: Cast, signed_in: Browser, name: str) -> None:
    assert signed_in(cast.outsider).get(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", ["accounts:remove_factor", "accounts:end_session", "accounts:end_token"])
def test_a_factor_a_session_and_a_token_are_ones_own(cast: Cast, signed_in: Browser, name: str) -> None:
    """Another's (and one that never was) is not found: nothing is told, nothing ends."""
    assert signed_in(cast.outsider).get(reverse(name, args=[1])).status_code == 405
    assert signed_in(cast.outsider).post(reverse(name, args=[999])).status_code in (302, 409)


def test_without_a_provider_there_is_nothing_to_bind_or_to_ask(cast: Cast, signed_in: Browser) -> None:
    assert signed_in(cast.outsider).post(reverse("accounts:bind")).status_code == 404
    assert Client().post(reverse("accounts:provider")).status_code == 404
    assert Client().get(reverse("openid_connect_callback", args=["co-quan"])).status_code == 404


@pytest.mark.parametrize("who", ["office", "commune", "police", "health", "leader", "outsider"])
def test_who_administers_nobody_finds_no_accounts(cast: Cast, signed_in: Browser, who: str) -> None:
    client = signed_in(getattr(cast, who))
    for name in STAFF:
        assert client.get(reverse(name)).status_code == 404
    for name in STAFF_WRITES:
        assert client.post(reverse(name), {"user": [cast.commune.pk]}).status_code == 404
    for name in PERSON:
        answer = client.get if name == "accounts:person" else client.post
        assert answer(reverse(name, args=[cast.commune.pk])).status_code == 404
    for name in ("accounts:take", "accounts:end_staff_token"):
        assert client.post(reverse(name, args=[cast.commune.pk, 1])).status_code == 404
    asked = ApprovalRequest.objects.create(user=cast.commune, asked_by=cast.leader, asked_at=AT, until=AT, kind="sheet")
    for name in REQUEST:
        answer = client.get if name == "accounts:request" else client.post
        assert answer(reverse(name, args=[asked.pk])).status_code == 404


@pytest.mark.parametrize("name", ["account_login", "accounts:passkey_options", "accounts:enter_code"])
def test_a_stranger_may_begin_to_sign_in(cast: Cast, name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


def test_a_stranger_cannot_begin_in_the_middle(db: None) -> None:
    assert Client().get(reverse("mfa_authenticate"))["Location"] == reverse("accounts:sign_in")
    assert Client().post(reverse("accounts:passkey_sign_in"), {"credential": "{}"}).status_code == 422
    assert Client().get(reverse("accounts:invitation", args=["khong-co"])).status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "password/reset/",
        "email/",
        "login/code/",
        "3rdparty/",
        "2fa/",
        "inactive/",
        "reauthenticate/",
        "social/",
    ],
)
def test_what_allauth_offers_besides_is_not_there(cast: Cast, signed_in: Browser, path: str) -> None:
    for prefix in ("/tai-khoan/", "/accounts/", "/"):
        assert signed_in(cast.outsider).get(prefix + path).status_code == 404
