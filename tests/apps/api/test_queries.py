"""What narrows an answer is carried out or refused: a parameter written twice, a member that no item has."""

import pytest
from django.test import Client

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.reporting.models import Submission
from sokehoach.domain.documents.kinds import DocumentKind
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import Cast
from tests.security.api_operations import OPERATIONS

LISTS = [row for row in OPERATIONS if row.method == "GET" and "{" not in row.path and row.name != "get_me"]
REQUIRED = {"form": "01-XA", "unit": "099", "period": "2021S1"}
NEEDED = {"list_accepted_values": ("form", "period"), "list_figures": ("form", "unit", "period")}


@pytest.fixture
def office(cast: Cast) -> Client:
    return program(make_token(cast.office))


def list_errors(client: Client, path: str, query: str) -> tuple[int, list[tuple[str, str]]]:
    answer = client.get(f"{path}?{query}", headers={"Accept-Language": "en"})
    body = answer.json()
    return answer.status_code, [(error["pointer"], error["code"]) for error in body.get("errors", [])]


def test_the_last_of_two_units_is_not_the_one_that_was_meant(office: Client) -> None:
    status, errors = list_errors(office, "/api/v1/obligations", "unit=03304&unit=03269&period=2021S1")
    assert (status, errors) == (422, [("unit", "repeated")])


def test_each_parameter_is_told_once(office: Client) -> None:
    query = "limit=1&limit=2&period=2021S1&period=2020&nothing=1&nothing=2"
    status, errors = list_errors(office, "/api/v1/submissions", query)
    assert (status, errors) == (422, [("limit", "repeated"), ("nothing", "unknown"), ("period", "repeated")])


@pytest.mark.parametrize("operation", LISTS, ids=lambda row: row.name)
def test_a_member_that_no_item_has_is_refused_whether_the_list_is_empty_or_not(
    office: Client, operation: object
) -> None:
    row = next(row for row in LISTS if row is operation)
    needed = "".join(f"&{name}={REQUIRED[name]}" for name in NEEDED.get(row.name, ()))
    answer = office.get(f"{row.path}?fields=unit__parent{needed}", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["code"]) == (422, "input-invalid"), answer.text
    assert "unit__parent" in answer.json()["detail"]


def test_members_of_every_list_may_be_chosen(office: Client) -> None:
    chosen = office.get("/api/v1/units?fields=code, name&limit=2").json()
    assert [row.keys() for row in chosen["items"]] == [{"code", "name"}] * 2
    assert office.get("/api/v1/jobs?fields=id").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("obligations?state=late", "state"), ("submissions?state=none", "state"), ("submissions?state=Draft", "state"),
        ("plans?state=draft", "state"), ("documents?kind=cong-van", "kind"), ("documents?kind=report%0A", "kind"),
        ("figures?basis=today&form=01-XA&unit=099&period=2021S1", "basis"),
    ],
)  # fmt: skip
def test_a_state_or_kind_that_does_not_exist_is_refused(office: Client, query: str, pointer: str) -> None:
    path, _mark, parameters = query.partition("?")
    assert list_errors(office, f"/api/v1/{path}", parameters) == (422, [(pointer, "choice")])


def test_every_state_and_kind_is_taken(office: Client) -> None:
    states = [*Submission.State.values, "none", ""]
    queries = [
        *(f"obligations?state={state}" for state in states), *(f"submissions?state={state}" for state in states[:-2]),
        *(f"plans?state={state}" for state in Plan.State.values), *(f"documents?kind={kind}" for kind in DocumentKind),
    ]  # fmt: skip
    assert {office.get(f"/api/v1/{query}").status_code for query in queries} == {200}
