"""Every operation of the API, asked by who must not: a stranger, a browser, a token that opens too little."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.api_tokens import make_token, program
from tests.factories.cast import Cast
from tests.security.api_operations import OPERATIONS, ApiOperation

NAMED = {operation.name: operation for operation in OPERATIONS}
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=NAMED)


def ask(client: Client, operation: ApiOperation, **headers: str) -> Any:
    body = {} if operation.method == "GET" else {"data": "{}", "content_type": "application/json"}
    return client.generic(operation.method, operation.address(), headers=headers, **body)


def test_every_operation_has_a_name_of_its_own() -> None:
    assert len(NAMED) == len(OPERATIONS) > 0
    assert "None" not in NAMED


@each_operation
def test_without_a_token_nothing_is_open(cast: Cast, operation: ApiOperation) -> None:
    answer = ask(Client(), operation)
    assert (answer.status_code, answer.json()["code"]) == (401, "token-missing")


@each_operation
def test_a_session_opens_nothing(cast: Cast, operation: ApiOperation) -> None:
    """Nor can another site use it: there is no token of a form to forge."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.office)
    assert ask(client, operation).status_code == 401


@each_operation
def test_a_token_without_the_action_is_refused(cast: Cast, operation: ApiOperation) -> None:
    if operation.action is None:
        pytest.skip("open to every token")
    other = "duty.view" if operation.action != "duty.view" else "plan.view"
    answer = ask(program(make_token(cast.commune, [other])), operation)
    assert (answer.status_code, answer.json()["code"]) == (403, "action-missing")
    assert answer.json()["action"] == operation.action


@pytest.mark.parametrize("operation", [row for row in OPERATIONS if row.method == "GET"], ids=lambda row: row.name)
def test_head_is_answered_as_get_without_the_body(cast: Cast, operation: ApiOperation) -> None:
    client = program(make_token(cast.commune))
    read, head = client.get(operation.address()), client.head(operation.address())
    assert (head.status_code, head.content) == (read.status_code, b"")
    assert head.headers["Content-Length"] == str(len(read.content))
    assert head.headers["Content-Type"] == read.headers["Content-Type"]
    assert head.headers.get("ETag") == read.headers.get("ETag")


def test_head_opens_nothing_to_a_stranger(cast: Cast) -> None:
    assert Client().head("/api/v1/me").status_code == 401
    assert program(make_token(cast.commune)).head("/api/v1/submission-batches").status_code == 405
