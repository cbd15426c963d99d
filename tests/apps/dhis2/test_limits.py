"""What a program can ask for is bounded: years, periods, digits, followed objects, characters."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sokehoach.apps.dhis2.pages import objects
from sokehoach.apps.dhis2.services.imports import MAX_PERIODS
from sokehoach.apps.reporting.models import Submission
from tests.apps.dhis2.conftest import Program
from tests.apps.dhis2.test_values import build_body
from tests.factories.district import PERIOD, District

type SignIn = Callable[..., Program]
ALL_DAYS = {"startDate": "0001-01-01", "endDate": "9999-12-31"}
NINES = "9" * 5_000


def test_all_days_are_asked_for_as_clients_do(district: District, as_program: SignIn) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    commune = as_program(district.cast.commune)
    answer = commune.get("dataValueSets", dataSet="01-XA", orgUnit="03304", **ALL_DAYS)
    assert [row["value"] for row in answer.json()["dataValues"]] == ["3", "0"]


def test_numbers_of_thousands_of_digits_are_no_fault(district: District, as_program: SignIn) -> None:
    office = as_program(district.cast.office)
    params = {"dataSet": "01-XA", "orgUnit": "03304", "period": PERIOD}
    assert office.get("dataValueSets", **params, limit=NINES).status_code == 200
    assert office.get("organisationUnits", level=NINES).status_code == 200
    element = office.list("dataElements")["TT01"]
    answer = office.get("analytics", dimension=[f"dx:{element}", f"pe:{PERIOD}", f"ou:LEVEL-{NINES}"])
    assert (answer.status_code, answer.json()["errorCode"]) == (409, "E7124")


def test_analytics_takes_so_many_periods_and_no_more(district: District, as_program: SignIn) -> None:
    """Each period of a rate reads all its reports."""
    office = as_program(district.cast.office)
    unit, data_set = office.list("organisationUnits")["099"], office.list("dataSets")["tuan_giao_2021.01-XA"]
    dimension = [f"dx:{data_set}.REPORTING_RATE", f"ou:{unit}"]
    answer = office.get("analytics", dimension=dimension, **ALL_DAYS)
    assert (answer.status_code, answer.json()["errorCode"]) == (409, "E7128")


def test_a_message_has_so_many_periods_and_no_more(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    body = build_body(commune, {"TT01": "3"})
    rows = [{**body["dataValues"][0], "period": f"{year}S1"} for year in range(1950, 1951 + MAX_PERIODS)]
    answer = commune.post("dataValueSets", {**body, "dataValues": rows})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "E7700")


@pytest.mark.parametrize("query", [{"fields": "children[parent[id]]"}, {"filter": "children.parent.name:eq:x"}])
def test_objects_that_lead_to_each_other_are_not_followed_without_end(
    district: District, as_program: SignIn, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    office = as_program(district.cast.office)
    assert office.get("organisationUnits", paging="false", **query).status_code == 200
    monkeypatch.setattr(objects, "MAX_REFERENCES", 3)
    answer = office.get("organisationUnits", paging="false", **query)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "E1003")


@pytest.mark.parametrize("name", ["dataElement", "value", "comment", "orgUnit"])
@pytest.mark.parametrize("letter", ["\0", "\ud800"])
def test_a_character_that_no_database_stores_is_refused(
    district: District, as_program: SignIn, name: str, letter: str
) -> None:
    commune = as_program(district.cast.commune)
    body: dict[str, Any] = build_body(commune, {"TT01": "3"})
    body["dataValues"][0][name] = f"chữ {letter}"
    answer = commune.post("dataValueSets", json.dumps(body))
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "E7700")
    answer = commune.post("dataValueSets", json.dumps({**body, "dataValues": [], "completeDate": f"2021{letter}"}))
    assert answer.status_code == 400
    assert not Submission.objects.exists()


def test_a_form_is_looked_at_as_well(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    element = commune.list("dataElements")["TT01"]
    values = {"de": element, "pe": PERIOD, "ou": "03304", "value": "3", "comment": "a\0"}
    assert commune.client.post("/api/dataValues", values).status_code == 400


def test_a_key_may_be_any_that_http_allows(district: District, as_program: SignIn) -> None:
    """And each token has its own keys, as in `/api/v1`."""
    commune = as_program(district.cast.commune)
    body = json.dumps(build_body(commune, {"TT01": "3"}))
    for _time in range(2):
        answer = commune.client.post(
            "/api/dataValueSets", body, content_type="application/json", headers={"Idempotency-Key": "lan:1.a"}
        )
        assert (answer.status_code, answer.json()["response"]["importCount"]["imported"]) == (200, 1)


def test_many_rows_with_one_problem_are_one_conflict(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    body = build_body(commune, {"TT01": "3"})
    answer = commune.post("dataValueSets", {**body, "dataValues": [{"dataElement": "x", "value": "1"}] * 300})
    (conflict,) = answer.json()["response"]["conflicts"]
    assert conflict["indexes"] == answer.json()["response"]["rejectedIndexes"] == list(range(300))
