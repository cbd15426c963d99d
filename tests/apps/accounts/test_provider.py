"""Signing in by a provider of OpenID Connect: a real one, on loopback, in a thread of the test."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event

Inside = Callable[..., Client]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def provider(address: str, settings: Any, real: None) -> str:
    app = {
        "provider_id": "co-quan", "name": "Cổng định danh", "client_id": "so-ke-hoach", "secret": "bí mật",
        "settings": {"server_url": address, "fetch_userinfo": False},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"]}
    }
    return address


def asked(client: Client, route: str = "accounts:provider") -> str:
    answer = client.post(reverse(route))
    assert answer.status_code == 302
    return str(answer["Location"])


def agreed(location: str, subject: str = "chủ thể 7") -> str:
    """The person agrees at the provider; where it leads back to."""
    answer = requests.post(location, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


@pytest.fixture
def bound(provider: str, hoa: User, inside: Inside) -> User:
    client = inside(hoa)
    assert client.get(agreed(asked(client, "accounts:bind")))["Location"] == reverse("accounts:own")
    return hoa


@pytest.mark.faults("user.bind")
def test_it_works(bound: User) -> None:
    assert Event.objects.filter(action="user.bind", subject="user:hoa").exists()
    client = Client()
    location = asked(client)
    told = parse_qs(urlsplit(location).query)
    assert told["code_challenge_method"] == ["S256"]
    assert told["nonce"]
    assert told["state"]
    answer = client.get(agreed(location))
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(bound.pk)
    assert not SocialAccount.objects.exclude(extra_data={}).exists(), "nothing of the identity is kept but its subject"


def refused(client: Client, back: str) -> None:
    answer = client.get(back)
    assert answer.status_code == 403
    assert "Chỉ người đã được mời" in answer.content.decode()
    assert client.session.get("_auth_user_id") is None


def test_an_unknown_subject_makes_no_account(bound: User) -> None:
    before = User.objects.count()
    client = Client()
    refused(client, agreed(asked(client), "người lạ"))
    assert User.objects.count() == before


def test_a_state_is_used_once_and_by_its_own_browser(bound: User) -> None:
    client = Client()
    back = agreed(asked(client))
    refused(Client(), back)
    assert client.get(back).status_code == 302
    other = Client()
    refused(other, back)
    client.post(reverse("accounts:sign_out"))
    refused(client, back)


def test_a_made_up_state_is_refused(bound: User) -> None:
    client = Client()
    path, _, query = agreed(asked(client)).partition("?")
    refused(client, f"{path}?{urlencode({'code': parse_qs(query)['code'][0], 'state': 'x'})}")


@pytest.mark.parametrize(
    "changed", [{"aud": "another"}, {"iss": "http://127.0.0.1:1"}, {"exp": 1}, {"nonce": "another"}]
)
def test_a_token_meant_for_others_is_refused(bound: User, monkeypatch: Any, changed: dict[str, Any]) -> None:
    real = OAuth2Client.get_access_token

    def altered(self: Any, *args: Any, **kwargs: Any) -> Any:
        token = real(self, *args, **kwargs)
        claims = jwt.decode(token["id_token"], options={"verify_signature": False})
        return token | {"id_token": jwt.encode(claims | changed, "k" * 32, algorithm="HS256")}

    monkeypatch.setattr(OAuth2Client, "get_access_token", altered)
    client = Client()
    refused(client, agreed(asked(client)))


def test_the_code_comes_with_the_verifier_of_its_own_challenge(bound: User, monkeypatch: Any) -> None:
    """The provider of the test does not compare them: here it is."""
    real, sent = OAuth2Client.get_access_token, []

    def noted(self: Any, code: str, pkce_code_verifier: str = "", **more: Any) -> Any:
        sent.append(pkce_code_verifier)
        return real(self, code, pkce_code_verifier=pkce_code_verifier, **more)

    monkeypatch.setattr(OAuth2Client, "get_access_token", noted)
    client = Client()
    location = asked(client)
    client.get(agreed(location))
    digest = base64.urlsafe_b64encode(hashlib.sha256(sent[0].encode()).digest()).decode().rstrip("=")
    assert parse_qs(urlsplit(location).query)["code_challenge"] == [digest]


def test_a_subject_is_tied_to_one_account_once(bound: User, admin: User, inside: Inside) -> None:
    from tests.apps.accounts.conftest import with_totp

    again = inside(bound)
    assert again.get(agreed(asked(again, "accounts:bind"), "chủ thể 8")).status_code == 409
    other = inside(admin, with_totp(admin))
    assert other.get(agreed(asked(other, "accounts:bind"))).status_code == 409
    assert SocialAccount.objects.count() == 1


def test_the_second_step_stays(bound: User) -> None:
    from tests.apps.accounts.conftest import with_totp

    with_totp(bound)
    client = Client()
    assert client.get(agreed(asked(client)))["Location"] == reverse("mfa_authenticate")


def test_a_provider_that_is_down_is_said(provider: str, settings: Any, db: None) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0] = apps[0] | {"settings": {"server_url": "http://127.0.0.1:1"}}
    assert Client().post(reverse("accounts:provider")).status_code == 403
