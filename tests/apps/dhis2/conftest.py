"""The cast's district as a program sees it: tokens of its members, UIDs by code."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import Cast
from tests.factories.district import District, found


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


class Program:
    """A client of DHIS2 with the token of an account."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, **params: Any) -> Any:
        return self.client.get(f"/api/{path}", params)

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None, **params: Any) -> Any:
        return self.client.post(
            f"/api/{path}", body, content_type="application/json", query_params=params, headers=headers
        )

    def list(self, plural: str, **params: Any) -> dict[str, str]:
        """UID by code."""
        rows = self.get(plural, paging="false", fields="id,code", **params).json()[plural]
        return {row["code"]: row["id"] for row in rows}


@pytest.fixture
def as_program() -> Callable[..., Program]:
    """`as_program(cast.commune)`: a program with a token of all that the account may do."""
    numbers = itertools.count(1)

    def sign_in(user: User, actions: list[str] | None = None) -> Program:
        return Program(program(make_token(user, actions, name=f"máy {next(numbers)}"), "ApiToken"))

    return sign_in
