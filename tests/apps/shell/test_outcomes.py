"""How a service's refusal reaches the person."""

from typing import Any

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from sokehoach.apps.shell.outcomes import (
    ActionRefused,
    InvalidInput,
    KeyReusedError,
    NotFoundError,
    OutcomeMiddleware,
    VersionConflictError,
)


@pytest.fixture(autouse=True)
def _without_database(settings: Any) -> None:
    settings.INSTALLATION_NAME = "tests.journeys.keeping.get_installation_name"


def answer(problem: Exception, **headers: str) -> HttpResponse:
    request = RequestFactory().post("/", headers=headers)
    HtmxMiddleware(lambda _: HttpResponse())(request)
    told = OutcomeMiddleware(lambda _: HttpResponse()).process_exception(request, problem)
    assert told is not None
    return told


@pytest.mark.parametrize("kind", [ActionRefused, VersionConflictError, KeyReusedError])
def test_a_refusal_is_a_page_that_says_why(kind: type[ActionRefused]) -> None:
    told = answer(kind("Báo cáo đã được duyệt <b>."))
    assert told.status_code == 409
    assert "Báo cáo đã được duyệt &lt;b&gt;." in told.content.decode()
    assert "<html" in told.content.decode()


def test_over_htmx_it_is_the_refusal_alone() -> None:
    body = answer(ActionRefused("Đã duyệt."), **{"HX-Request": "true"}).content.decode()
    assert "data-refusal" in body
    assert "<html" not in body


def test_what_cannot_be_kept_is_named() -> None:
    told = answer(InvalidInput({"day": ["Ngày phải trong kỳ."]}))
    assert told.status_code == 422
    assert "Ngày phải trong kỳ." in told.content.decode()


def test_what_is_absent_or_out_of_scope_is_a_page_404() -> None:
    request = RequestFactory().get("/")
    with pytest.raises(Http404):
        OutcomeMiddleware(lambda _: HttpResponse()).process_exception(request, NotFoundError())


def test_other_failures_are_not_hidden() -> None:
    request = RequestFactory().get("/")
    assert OutcomeMiddleware(lambda _: HttpResponse()).process_exception(request, ValueError()) is None
