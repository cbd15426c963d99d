"""A passkey that is not the right one counts like a wrong password. The right ones are walked in tests/journeys."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Attempt, User
from sokehoach.apps.accounts.services import attempts
from sokehoach.apps.audit.models import Event
from tests.apps.accounts.conftest import PASSWORD, code_at, enter, with_totp

FALSE: tuple[Any, ...] = ({}, [], 1, "x", {"id": "x"}, {"response": {"userHandle": "AAAA"}}, {"response": []})


def send(client: Client, name: str, credential: Any = None) -> int:
    return int(client.post(reverse(name), {"credential": json.dumps(credential or {"id": "x"})}).status_code)


def failed() -> list[str]:
    return [
        event["detail"]["step"] for event in Event.objects.filter(action="sign_in.fail").values_list("body", flat=True)
    ]


def test_it_works(real: None, hoa: User) -> None:
    """After five false keys at the second step a right code has to wait as well."""
    secret, client = with_totp(hoa), Client()
    assert enter(client, "hoa")["Location"] == reverse("mfa_authenticate")
    assert {send(client, "mfa_authenticate") for _ in range(attempts.LIMITS[Attempt.Kind.PLACE].free)} == {422}
    assert failed() == ["factor"] * attempts.LIMITS[Attempt.Kind.PLACE].free
    right = {"code": code_at(secret, time.time())}
    assert client.post(reverse("mfa_authenticate"), right).status_code == 422
    assert enter(Client(), "hoa").status_code == 422, "nor does the password help"


def test_without_the_count_a_right_code_would_pass_however_many_were_wrong(
    real: None, hoa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = attempts.Limit(10**6, timedelta(seconds=30), timedelta(minutes=30))
    monkeypatch.setattr(attempts, "LIMITS", dict.fromkeys(attempts.LIMITS, endless))
    secret, client = with_totp(hoa), Client()
    enter(client, "hoa")
    for _ in range(6):
        send(client, "mfa_authenticate")
    right = {"code": code_at(secret, time.time())}
    assert client.post(reverse("mfa_authenticate"), right).status_code == 302


def test_false_keys_alone_make_the_address_wait(real: None, hoa: User) -> None:
    client = Client()
    for _ in range(attempts.LIMITS[Attempt.Kind.ADDRESS].free):
        assert send(client, "accounts:passkey_sign_in") == 422
    assert send(client, "accounts:passkey_sign_in") == 429
    assert enter(Client(), "hoa", PASSWORD).status_code == 429
    assert set(failed()) == {"passkey"}


@pytest.mark.parametrize("credential", FALSE)
def test_what_is_no_key_at_all_is_a_failure_and_no_fault(real: None, hoa: User, inside: Any, credential: Any) -> None:
    assert send(Client(), "accounts:passkey_sign_in", credential) == 422
    assert send(inside(hoa), "account_reauthenticate", credential) == 422
