"""Schemathesis asks every operation of the API what its description lets it ask, and odder things, by several tokens.

No answer may be a fault, nor have a status, a content type or a body that the description does not tell. In short a few
requests of each operation on the cast; in `make soak` more than 10,000 on the demonstration.
"""

import itertools
import json
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

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import TOKEN_ACTIONS
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.api import v1
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import Form, Submission
from tests.factories.api_tokens import make_token
from tests.factories.demonstration import built_once, demonstration
from tests.security.test_described import CHECKS, quiet
from tests.soak import LONG, keep, times

__all__ = ["built_once", "demonstration", "quiet"]
pytestmark = pytest.mark.usefixtures("db", "demonstration" if LONG else "cast")


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 0


@pytest.fixture
def described() -> BaseSchema:
    document = json.loads(json.dumps(v1.api.get_openapi_schema()))
    known = list_known()
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                values = known.get(parameter["name"], [])
                if values:
                    parameter["schema"] = {"anyOf": [{"enum": values}, parameter["schema"]]}
    made = schemathesis.openapi.from_dict(document)
    made.app = get_wsgi_application()
    return made


def list_known() -> dict[str, list[Any]]:
    """Values of parameters for which there is something."""
    return {
        "submission": [str(pk) for pk in Submission.objects.values_list("pk", flat=True)[:8]],
        "plan": [str(pk) for pk in Plan.objects.values_list("pk", flat=True)[:4]],
        "entry": [str(pk) for pk in DataEntry.objects.filter(type__uid="activities").values_list("pk", flat=True)[:4]],
        "document": list(OfficialDocument.objects.values_list("pk", flat=True)[:4]),
        "file": list(DocumentFile.objects.values_list("pk", flat=True)[:4]),
        "form": list(Form.objects.values_list("uid", flat=True)),
        "programme": list(Programme.objects.values_list("code", flat=True)),
        "slug": ["truyen-thong", "co-so", "dau-tranh-xu-ly"],
        "unit": ["099", "03304", "03289"],
        "period": ["2021S1", "2020S2", "2021"],
    }


def list_tokens() -> dict[str, str]:
    """The tokens of one account of each set of roles, and none."""
    found = {"stranger": ""}
    for user in User.objects.filter(is_active=True).select_related("unit").order_by("pk"):
        held = user.capacities.values_list("function", "grants__role__code", "grants__unit__level")
        roles = " ".join(sorted({f"{function}:{role}:{level}" for function, role, level in held}))
        if roles not in found and any(map(scope_of(user).anywhere, TOKEN_ACTIONS)):
            found[roles] = make_token(user).text
    return found


def test_no_answer_is_a_fault_or_one_that_is_not_described(described: BaseSchema) -> None:
    tokens = list_tokens()
    assert len(tokens) > 4
    turn, answers, wrong = itertools.cycle(tokens), Counter[str](), []

    def ask(operation: APIOperation[Any, Any, Any, Any]) -> None:
        @settings(max_examples=times(4, 320), database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def asked(case: Case[Any]) -> None:
            who = next(turn)
            sent = {"Accept-Encoding": "identity"}
            if tokens[who]:
                sent |= {"Authorization": f"Bearer {tokens[who]}", "If-Match": "*"}
            answer = case.call(headers=sent)
            answers[f"{answer.status_code // 100}xx"] += 1
            try:
                case.validate_response(answer, checks=CHECKS)
            except FailureGroup as found:
                wrong.append(f"{who}: {answer.status_code} {found.exceptions[0]}\n{case.as_curl_command()}")

        with transaction.atomic():
            asked()
            transaction.set_rollback(True)

    operations = [result.ok() for result in described.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) > 30
    for operation in operations:
        ask(operation)
    suffix = "" if connection.vendor == "sqlite" else f"_{connection.vendor}"
    keep(
        f"any_api_request{suffix}", requests=answers.total(), operations=len(operations), tokens=len(tokens),
        wrong=len(wrong), **answers,
    )  # fmt: skip
    assert answers["2xx"] > answers.total() / 20
    assert not wrong, "\n\n".join(wrong[:10])
