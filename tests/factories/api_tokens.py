"""Tokens of the API, made through the service, and clients that send them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import TOKEN_ACTIONS
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import tokens
from sokehoach.apps.accounts.token_text import TokenText, draw_token
from sokehoach.apps.shell import clock


def make_token(user: User, actions: Iterable[str] | None = None, *, name: str = "máy", **limits: Any) -> TokenText:
    """Of all actions that the account has, in all it may do; `limits`: programme, unit, confidential, networks, …"""
    text = draw_token()
    now = clock.now()
    own = [action for action in TOKEN_ACTIONS if scope_of(user).anywhere(action)]
    given = {
        "programme": None, "unit": None, "confidential": True, "networks": [],
        "expires_on": now.date() + timedelta(days=90),
    }  # fmt: skip
    tokens.create_token(
        user=user, name=name, actions=own if actions is None else list(actions), text=text, by=user, at=now,
        **(given | limits),
    )  # fmt: skip
    return text


def program(text: TokenText | str, scheme: str = "Bearer") -> Client:
    """A program that sends this token with every request."""
    token = text if isinstance(text, str) else text.text
    return Client(raise_request_exception=False, headers={"Authorization": f"{scheme} {token}"})
