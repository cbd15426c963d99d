"""Accounts as in a real deployment: passwords, second factors, an administrator of the unit."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import factors, grants, users
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.factories.cast import AT, SINCE, Cast

PASSWORD = "con trâu đi cày từ sớm"


@pytest.fixture
def real(settings: Any) -> None:
    """Not a demonstration: second factors and confirmations are asked for."""
    settings.DEMONSTRATION = None


def add(cast: Cast, username: str, name: str, unit: str, *roles: str, over: str = "") -> User:
    users.create_user(
        username=username,
        full_name=name,
        title="",
        unit=cast.units[unit],
        by="tests",
        at=AT,
        password=PASSWORD,
    )
    user = User.objects.get(username=username)
    for code in roles:
        grants.create_grant(
            user=user, role=Role.objects.get(code=code), unit=cast.units[over or unit], function="general",
            since=SINCE, by="tests", at=AT,
        )  # fmt: skip
    return user


@pytest.fixture
def hoa(cast: Cast) -> User:
    """A clerk of a commune: no second factor is asked of her."""
    Role.objects.create(code="writer", name="Người lập báo cáo", actions=["report.view", "report.edit"])
    return add(cast, "hoa", "Lò Thị Hoa", "03289", "writer")


@pytest.fixture
def admin(cast: Cast) -> User:
    """Reports for a commune and administers its accounts."""
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    return add(cast, "quy", "Vừ A Quý", "03289", "reporter", "unit_admin")


def code_at(secret: str, moment: float) -> str:
    return format_hotp_value(hotp_value(secret, int(moment) // 30))


def with_totp(user: User) -> str:
    """Give the account an app; the secret it holds. Its code of the step before is the one used up."""
    secret = generate_totp_secret()
    try:
        factors.add_totp(user=user, secret=secret, code=code_at(secret, time.time() - 30), by=user, at=AT)
    except InvalidInput:  # a step has ended between the code and its check
        factors.add_totp(user=user, secret=secret, code=code_at(secret, time.time() - 30), by=user, at=AT)
    return secret


def enter(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("accounts:sign_in"), {"username": username, "password": password} | more)


@pytest.fixture
def inside() -> Callable[..., Client]:
    """A browser that signed in by password and, where there is an app, by its code."""

    def sign_in(user: User, secret: str = "") -> Client:
        client = Client()
        answer = enter(client, user.username)
        assert answer.status_code == 302
        if secret:
            assert answer["Location"] == reverse("mfa_authenticate")
            answer = client.post(answer["Location"], {"code": code_at(secret, time.time())})
            assert answer.status_code == 302
        assert client.session.get("_auth_user_id") == str(user.pk)
        return client

    return sign_in


def link_in(page: str) -> str:
    found = re.search(r"/tai-khoan/loi-moi/[\w-]+/", page)
    assert found
    return found[0]
