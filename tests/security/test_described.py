"""Schemathesis asks every address what its description lets it ask, and odder things, as several accounts.

No answer may be a fault, nor have a status, a content type or a lack of headers that the description does not tell
(description.py, made from the code). In short a few requests of each operation on the cast; in `make soak` more than
10,000 on the demonstration, whose plans, reports and documents are there to be found. What each account may see is
another test's (the matrix).
"""

import itertools
import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.db.models import Model, UUIDField
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, BaseSchema, Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.shell import readiness
from tests.factories.demonstration import built_once, demonstration
from tests.security import description
from tests.security.description import describe
from tests.security.routes import ROUTES
from tests.soak import LONG, keep, times

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
TOKEN = "a" * 32  # in the cookie and beside the form: CSRF has its own tests
ENDS = {"/tai-khoan/dang-xuat/"}  # would make a stranger of whoever asks
MOST = 6  # rows of a table whose names are told
# Parts whose rows are in another app than the address, and parts that are no row.
ELSEWHERE = {
    "consolidation": ("reporting", "plans"),
    "registers": ("shelf", *{one.model._meta.app_label for one in get_product_registers().values()}),
}
WORDS: dict[str, list[object]] = {
    "slug": [one.slug for one in get_product_registers().values()],
    "period": ["2021S1", "2021S2", "2020", "2021"],
    "year": [2020, 2021, 2026],
}


__all__ = ["built_once", "demonstration"]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Each refusal is a line of the log, and here are thousands. A server ends each request with its connection; here
    it holds the test's transaction (Django's own test client does the same).
    """
    logging.disable()
    ends = (request_started, request_finished)
    for one in ends:
        one.disconnect(close_old_connections)
    yield
    for one in ends:
        one.connect(close_old_connections)
    logging.disable(logging.NOTSET)


@pytest.fixture
def described(request: pytest.FixtureRequest) -> BaseSchema:
    request.getfixturevalue("demonstration" if LONG else "cast")
    cells = [cell.code for form in Form.objects.all() for cell in form.definition.cells]
    fields = [field.name for one in get_product_registers().values() for field in one.fields]
    told = describe(known=there(), also={"reporting": cells[:40], "registers": sorted(set(fields))})
    made = schemathesis.openapi.from_dict(told)
    made.app = get_wsgi_application()
    return made


def there() -> dict[str, list[object]]:
    """Values of the parts of each address for which there is something."""
    found: dict[str, list[object]] = {}
    for name, route in ROUTES.items():
        space = name.split(":")[0]
        for part, kind in route.pattern.converters.items():
            if part in WORDS:
                found[f"{name}:{part}"] = WORDS[part]
                continue
            near = (space, *ELSEWHERE.get(space, ()))
            for model in apps.get_models():
                if model._meta.app_label in near or model._meta.model_name == part:
                    found.setdefault(f"{name}:{part}", []).extend(_names(model, type(kind).__name__))
    return found


def _names(model: type[Model], kind: str) -> list[object]:
    uuids = isinstance(model._meta.pk, UUIDField)
    if kind == "StringConverter":
        coded = any(field.name == "code" for field in model._meta.fields)
        return sorted(set(model._default_manager.values_list("code", flat=True)))[:30] if coded else []
    if uuids != (kind == "UUIDConverter"):
        return []
    keys = sorted(model._default_manager.values_list("pk", flat=True))[:MOST]
    return [str(key) for key in keys] if uuids else list(keys)


def askers() -> dict[str, dict[str, str]]:
    """The cookies of a stranger and of one account of each set of roles."""
    found: dict[str, dict[str, str]] = {"stranger": {}}
    for user in User.objects.filter(is_active=True).order_by("pk"):
        held = user.capacities.values_list("function", "grants__role__code", "grants__unit__level")
        roles = " ".join(sorted({f"{function}:{role}:{level}" for function, role, level in held}))
        if roles not in found:
            client = Client()
            client.force_login(user)
            found[roles] = {name: one.value for name, one in client.cookies.items()}
    return found


def test_no_answer_is_a_fault_or_one_that_is_not_described(described: BaseSchema) -> None:
    cookies = askers()
    assert len(cookies) > 4
    turn, answers, wrong = itertools.cycle(cookies), Counter[str](), []

    def ask(operation: APIOperation[Any, Any, Any, Any]) -> None:
        @settings(max_examples=times(2, 48), database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def asked(case: Case[Any]) -> None:
            who = next(turn)
            answer = case.call(cookies=cookies[who] | {"csrftoken": TOKEN}, headers={"X-CSRFToken": TOKEN})
            answers[f"{answer.status_code // 100}xx"] += 1
            try:
                case.validate_response(answer, checks=CHECKS)
            except FailureGroup as found:
                wrong.append(f"{who}: {answer.status_code} {found.exceptions[0]}\n{case.as_curl_command()}")

        with transaction.atomic():  # each operation finds everything as it was, its askers signed in
            asked()
            transaction.set_rollback(True)

    operations = [result.ok() for result in described.get_all_operations() if isinstance(result, Ok)]
    for operation in operations:
        if operation.path not in ENDS:
            ask(operation)
    keep(
        "any_request",
        requests=answers.total(),
        operations=len(operations),
        accounts=len(cookies),
        wrong=len(wrong),
        **answers,
    )
    assert answers["2xx"] > answers.total() / 20
    assert not wrong, "\n\n".join(wrong[:10])


@pytest.mark.django_db
def test_it_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(path: str) -> Case[Any]:
        made = schemathesis.openapi.from_dict(describe({}, {}))
        made.app = get_wsgi_application()
        return made[path]["GET"].Case()

    first("/suc-khoe/san-sang").call_and_validate(checks=CHECKS)
    monkeypatch.setitem(description.GIVES, "shell:ready", description.PDF)
    with pytest.raises(FailureGroup, match="Content-Type"):
        first("/suc-khoe/san-sang").call_and_validate(checks=CHECKS)
    monkeypatch.setattr(description, "READ", (302,))
    with pytest.raises(FailureGroup, match="status code"):
        first("/dich-vu-ho-tro/").call_and_validate(checks=CHECKS)
    monkeypatch.setattr(readiness, "list_missing", lambda: 1 / 0)
    with pytest.raises(FailureGroup, match="Server error"):
        first("/suc-khoe/san-sang").call_and_validate(checks=CHECKS)
