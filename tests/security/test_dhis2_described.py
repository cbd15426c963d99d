"""Schemathesis asks the addresses for clients of DHIS2: every address and method, every parameter that a view reads.

There is no description for users: DHIS2 has its own. This one is made of the routes, with names that are there among
odd ones. No answer may be a fault. In short a few requests of each; in `make soak` more than 10,000 altogether, on
SQLite and on PostgreSQL.
"""

import itertools
from collections import Counter
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, BaseSchema, Case
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok

from sokehoach.apps.dhis2.pages.objects import LISTS
from sokehoach.apps.dhis2.queries.catalogues import load_programme_context
from sokehoach.apps.programmes.models import Programme
from tests.factories.demonstration import built_once, demonstration
from tests.security.description import ODD
from tests.security.test_api_described import list_tokens
from tests.security.test_described import CHECKS, quiet
from tests.security.test_dhis2 import ACTIONS, PATHS
from tests.soak import LONG, keep, times

__all__ = ["built_once", "demonstration", "quiet"]
pytestmark = pytest.mark.usefixtures("db", "demonstration" if LONG else "cast")
NAMES = ("dataSet", "orgUnit", "period", "dataElement", "ds", "ou", "pe", "de", "co", "value", "comment")
SHAPES = ("fields", "filter", "order", "page", "pageSize", "paging", "query", "level", "parent", "totalPages")
READS = ("dimension", "skipMeta", "displayProperty", "outputIdScheme", "includeNumDen", "children", "startDate",
         "endDate", "lastUpdated", "lastUpdatedDuration", "limit", "idScheme", "dataElementIdScheme", "orgUnitIdScheme",
         "includeNotApplicable", "includeDeleted", "measureCriteria", "relativePeriodDate", "orgUnitGroup",
         "createdDuration", "includeDescendants", "withinUserHierarchy", "levelSorted")  # fmt: skip
WRITES = ("dryRun", "importStrategy", "firstRowIsHeader")
STATUSES = ("200", "201", "204", "302", "400", "401", "403", "404", "405", "406", "409", "413", "415", "422")
TEXT: dict[str, Any] = {"anyOf": [{"enum": ODD}, {"type": "string"}]}


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 0


def list_known() -> dict[str, list[str]]:
    """Names that are there, by the parameters that take them."""
    programme = Programme.objects.order_by("pk").first()
    data_sets, elements, units = ["01-XA"], ["TT01"], ["099", "03304", "LEVEL-3", "USER_ORGUNIT_CHILDREN"]
    if programme is not None and LONG:
        whole = load_programme_context(programme)
        data_sets += list(whole.catalogue.data_sets)[:6]
        elements += list(whole.catalogue.parts)[:12]
        units += list(whole.units_by_uid)[:12]
    periods = ["2021S1", "2020S2", "2021", "2021Q1", "202101", "LAST_YEAR"]
    dimensions = [
        f"dx:{element},ou:{unit},pe:{period}"
        for element, unit, period in zip(elements * 3, units, itertools.cycle(periods), strict=False)
    ]
    return {
        "dataSet": data_sets, "ds": data_sets, "dataElement": elements, "de": elements, "orgUnit": units, "ou": units,
        "period": periods, "pe": periods, "dimension": dimensions + [f"dx:{name}.REPORTING_RATE" for name in data_sets],
        "fields": ["*", "id,name", "children[id,displayName]", ":owner", "id,parent[parent[parent[id]]]", "a[b", "!x"],
        "filter": ["name:ilike:a", "level:in:[2,3]", "parent.id:eq:x", "id:null", "name:like", "level:gt:x", "a:b:c:d"],
        "order": ["name:asc", "level:desc", "x"], "paging": ["false", "true"], "page": ["1", "2", "0", "99999999999"],
        "value": ["1", "-1", "1.5", "1e400", "true", "2021-06-22"], "dryRun": ["true"],
        "importStrategy": ["DELETE", "CREATE_AND_UPDATE"], "measureCriteria": ["GE:1;LT:9", "GE:nan", "x"],
        "includeDescendants": ["true"], "withinUserHierarchy": ["true"], "levelSorted": ["true"],
    }  # fmt: skip


def build_value_schema(known: dict[str, list[str]]) -> dict[str, Any]:
    members = ("dataElement", "period", "orgUnit", "value", "dataSet", "categoryOptionCombo", "comment", "followup")
    odd: dict[str, Any] = {"anyOf": [TEXT, {"type": ["null", "integer", "boolean", "number", "array", "object"]}]}
    return {
        "type": "object",
        "properties": {
            name: {"anyOf": [{"enum": known[name]}, odd]} if name in known else odd for name in members
        },
    }  # fmt: skip


def build_body(name: str, known: dict[str, list[str]]) -> dict[str, Any]:
    row = build_value_schema(known)
    rows = {"type": "array", "items": row, "maxItems": 4}
    if name == "complete_registrations":
        return {"type": "object", "properties": {"completeDataSetRegistrations": rows}}
    if name == "data_values":
        return row
    more = {member: row["properties"][member] for member in ("dataSet", "orgUnit", "period")}
    return {"type": "object", "properties": {"dataValues": rows, "completeDate": TEXT, "dryRun": {}, **more}}


@pytest.fixture
def described() -> BaseSchema:
    """Every address, with all parameters that any of them reads."""
    known, paths = list_known(), dict[str, dict[str, Any]]()
    responses = {status: {"description": ""} for status in STATUSES}
    for name, method in ACTIONS:
        addresses = [*LISTS, "users"] if name == "list" else [PATHS[name]]
        names = (*NAMES, *SHAPES, *READS) if method == "GET" else (*NAMES, *WRITES, "idScheme")
        for address in addresses:
            operation: dict[str, Any] = {
                "operationId": f"{method} {address}",
                "responses": responses,
                "parameters": [
                    {"name": text, "in": "query", "schema": {"anyOf": [{"enum": known.get(text, ODD)}, TEXT]}}
                    for text in names
                ],
            }  # fmt: skip
            if method == "POST":
                text: dict[str, Any] = {"schema": {"type": "string"}}
                operation["requestBody"] = {
                    "content": {
                        "application/json": {"schema": build_body(name, known)},
                        "application/xml": text,
                        "application/csv": text,
                    }
                }
            paths.setdefault(f"/api/{address}", {})[method.lower()] = operation
    document = {"openapi": "3.1.0", "info": {"title": "DHIS2", "version": "2.42"}, "paths": paths}
    made = schemathesis.openapi.from_dict(document)
    made.app = get_wsgi_application()
    return made


def test_no_answer_is_a_fault(described: BaseSchema) -> None:
    tokens = list_tokens()
    turn, answers, wrong = itertools.cycle(tokens), Counter[str](), list[str]()

    def ask(operation: APIOperation[Any, Any, Any, Any]) -> None:
        @settings(max_examples=times(3, 240), database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def asked(case: Case[Any]) -> None:
            who = next(turn)
            headers = {"Authorization": f"ApiToken {tokens[who]}"} if tokens[who] else {}
            answer = case.call(headers={"Accept-Encoding": "identity", **headers})
            answers[f"{answer.status_code // 100}xx"] += 1
            try:
                case.validate_response(answer, checks=CHECKS)
            except FailureGroup as found:
                wrong.append(f"{who}: {answer.status_code} {found.exceptions[0]}\n{case.as_curl_command()}")

        with transaction.atomic():
            asked()
            transaction.set_rollback(True)

    operations = [result.ok() for result in described.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) > len(LISTS) + len(ACTIONS) - 2
    for operation in operations:
        ask(operation)
    keep(
        f"any_dhis2_request{'' if connection.vendor == 'sqlite' else '_' + connection.vendor}",
        requests=answers.total(), operations=len(operations), wrong=len(wrong), **answers,
    )  # fmt: skip
    assert answers["2xx"] > answers.total() / 20
    assert answers.total() >= times(len(operations), 10_000)
    assert not wrong, "\n\n".join(wrong[:6])
