"""Every address for clients of DHIS2, asked by who must not: a stranger, a browser, a token that opens too little."""

from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.dhis2 import urls
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import Cast

PATHS = {
    "system_info": "system/info", "me": "me", "metadata": "metadata", "period_types": "periodTypes",
    "schemas": "schemas", "borders": "organisationUnits.geojson", "list": "dataSets",
    "object": "dataSets/aaaaaaaaaaa", "data_value_sets": "dataValueSets", "data_values": "dataValues",
    "complete_registrations": "completeDataSetRegistrations", "analytics": "analytics",
    "authorities": "me/authorization", "user_settings": "userSettings", "system_settings": "systemSettings",
    "ping": "system/ping", "apps": "apps", "resources": "resources", "schema": "schemas/dataSet",
    "task": "system/tasks/DATAVALUE_IMPORT/J0000000001",
    "task_summary": "system/taskSummaries/DATAVALUE_IMPORT/J0000000001",
}  # fmt: skip
ACTIONS: dict[tuple[str, str], Action | None] = {
    (str(pattern.name), method): action
    for pattern in urls.urlpatterns
    for method, action in pattern.callback.dhis2_actions.items()
}
each_request = pytest.mark.parametrize(("name", "method"), ACTIONS)


def ask(client: Client, name: str, method: str, version: str = "") -> Any:
    body = {} if method == "GET" else {"data": "{}", "content_type": "application/json"}
    return client.generic(method, f"/api/{version}{PATHS[name]}", **body)


def test_every_address_is_walked() -> None:
    assert PATHS.keys() == {pattern.name for pattern in urls.urlpatterns}


@each_request
def test_without_a_token_nothing_is_open(cast: Cast, name: str, method: str) -> None:
    for version in ("", "41/"):
        assert ask(Client(), name, method, version).status_code == 401


@each_request
def test_a_session_opens_nothing(cast: Cast, name: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.office)
    assert ask(client, name, method).status_code == 401


@each_request
def test_a_token_without_the_action_is_refused(cast: Cast, name: str, method: str) -> None:
    action = ACTIONS[name, method]
    answer = ask(program(make_token(cast.commune, ["plan.view"])), name, method)
    if action is None:
        assert answer.status_code in (200, 404)
    else:
        assert (answer.status_code, answer.json()["httpStatus"]) == (403, "Forbidden")
        assert str(action) in answer.json()["message"]


def test_a_token_of_another_programme_and_unit_finds_nothing(cast: Cast) -> None:
    """Its limits narrow the scope, so what is outside of them does not exist."""
    token = make_token(cast.office, ["report.view", "consolidate.view"], unit=cast.units["03304"])
    client = program(token)
    units = client.get("/api/organisationUnits?paging=false&fields=code").json()["organisationUnits"]
    assert {row["code"] for row in units} == {"03304", "099", "11"}, "the unit, and the names above it"
    assert client.get("/api/analytics?dimension=dx:aaaaaaaaaaa,pe:2021S1,ou:USER_ORGUNIT").status_code == 409


@pytest.mark.parametrize("name", [name for name, method in ACTIONS if method == "GET"])
def test_head_is_answered_as_get_without_the_body(cast: Cast, name: str) -> None:
    client = program(make_token(cast.commune))
    read, head = client.get(f"/api/{PATHS[name]}"), client.head(f"/api/{PATHS[name]}")
    assert (head.status_code, head.content) == (read.status_code, b"")
    assert head.headers["Content-Length"] == str(len(read.content))
