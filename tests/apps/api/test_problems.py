"""Whatever goes wrong under /api/ is a problem (RFC 9457), in the shape of its address."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import path
from ninja import Router, Schema

from sokehoach.apps.api.authentication import TokenAuth
from sokehoach.apps.api.document import ProblemApi
from sokehoach.apps.shell import limits, problems
from sokehoach.apps.shell.outcomes import (
    ActionRefused,
    InvalidInput,
    KeyReusedError,
    NotFoundError,
    VersionConflictError,
)
from sokehoach.apps.shell.problems import Problem
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import Cast

ME = "/api/v1/me"
router = Router()


class NumberBody(Schema):
    number: int
    text: str = ""


ERRORS: dict[str, Exception] = {
    "not-found": NotFoundError(),
    "version-conflict": VersionConflictError("Ai đó đã sửa."),
    "key-reused": KeyReusedError("Đã dùng."),
    "refused": ActionRefused("Đã gửi rồi."),
    "input-invalid": InvalidInput({"day": ["Sai ngày."]}),
    "busy": Problem("busy"),
    "fault": ZeroDivisionError("bí mật"),
}


@router.get("raise/{name}", auth=TokenAuth())
def raise_error(request: Any, name: str) -> Any:
    raise ERRORS[name]


@router.post("take", auth=TokenAuth())
def take(request: Any, body: NumberBody) -> Any:
    return body


@pytest.fixture
def tried(settings: Any) -> None:
    """A second API beside the product's own, whose errors have another shape."""
    settings.ROOT_URLCONF = __name__
    settings.API_PROBLEMS = {"/api/other/": f"{__name__}.shape", **settings.API_PROBLEMS}


def shape(problem: Problem) -> tuple[str, dict[str, Any]]:
    return "application/json", {"httpStatusCode": problem.status, "message": problem.title}


def build_api(namespace: str) -> ProblemApi:
    api = ProblemApi(prefix=f"/api/{namespace}/", title="thử", urls_namespace=namespace)
    api.add_router("", router, url_name_prefix=namespace)
    return api


urlpatterns = [path("api/v1/", build_api("tried").urls), path("api/other/", build_api("other").urls)]


@pytest.fixture
def machine(cast: Cast) -> Client:
    return program(make_token(cast.commune))


def test_an_address_that_is_nowhere(cast: Cast) -> None:
    answer = Client().get("/api/v1/khong-co")
    assert (answer.status_code, answer["Content-Type"]) == (404, problems.MEDIA_TYPE)
    body = answer.json()
    assert (body["code"], body["type"]) == ("not-found", "urn:sokehoach:problem:not-found")
    assert body["request"] == answer["X-Request-ID"]
    assert body["title"] == "Không có, hoặc ngoài phạm vi của mã truy cập"


def test_a_slash_too_many_is_no_redirect(machine: Client) -> None:
    assert machine.get(ME + "/").status_code == 404
    assert machine.post(ME + "/").status_code == 404


def test_a_method_that_is_not_taken(machine: Client) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(machine, method)(ME)
        assert (answer.status_code, answer.json()["code"], answer["Allow"]) == (405, "method-not-allowed", "GET")
    assert machine.generic("TRACE", ME).json()["code"] == "method-not-allowed"


@pytest.mark.usefixtures("tried")
@pytest.mark.parametrize("code", ERRORS)
def test_each_refusal_has_its_code(machine: Client, code: str) -> None:
    answer = machine.get(f"/api/v1/raise/{code}")
    assert (answer.status_code, answer.json()["code"]) == (problems.CODES[code][0], code)
    assert answer["Content-Type"] == problems.MEDIA_TYPE
    assert "bí mật" not in answer.content.decode()
    other = machine.get(f"/api/other/raise/{code}")
    assert other.json() == {"httpStatusCode": answer.status_code, "message": answer.json()["title"]}


@pytest.mark.usefixtures("tried")
def test_what_is_wrong_with_the_input_is_said_by_its_place(machine: Client) -> None:
    answer = machine.post("/api/v1/take", {"number": "x"}, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "/number", "code": "number", "message": "Không phải một số."}]


UNREADABLE = {
    "no JSON": "{",
    "not UTF-8": b"\xff",
    "a name twice": '{"number": 1, "number": 2}',
    "not a number": '{"number": NaN}',
    "endless": '{"number": Infinity}',
    "too many digits": '{"number": ' + "9" * 41 + "}",
    "too deep": '{"number": ' + "[" * 20 + "]" * 20 + "}",
    "far too deep": "[" * 100_000,
    "NUL": '{"number": 1, "text": "a\\u0000"}',
    "half a letter": '{"number": 1, "text": "\\ud800"}',
}


@pytest.mark.usefixtures("tried")
@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_no_service_could_store(machine: Client, body: Any) -> None:
    answer = machine.post("/api/v1/take", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "body-unreadable")


@pytest.mark.usefixtures("tried")
def test_a_form_is_not_taken_for_json(machine: Client) -> None:
    answer = machine.post("/api/v1/take", {"number": "1"})
    assert (answer.status_code, answer.json()["code"]) == (415, "media-type-unknown")


@pytest.mark.usefixtures("tried")
def test_bodies_are_bounded_before_and_after_the_token_is_known(machine: Client) -> None:
    large = json.dumps({"number": 1, "text": "x" * 5_000_001})
    assert machine.post("/api/v1/take", large, content_type="application/json").status_code == 413
    larger = machine.post("/api/v1/take", "x" * 7_000_000, content_type="application/json")
    assert (larger.status_code, larger.json()["code"]) == (413, "body-too-large")
    answer = Client().post("/api/v1/take", "x" * (limits.MAX_ANONYMOUS_BODY + 1), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_a_query_with_nul(machine: Client) -> None:
    assert machine.get(ME + "?x=%00").json()["code"] == "bad-request"


def test_the_limit_is_told_and_kept_by_token(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "request_counter", limits.RequestCounter())
    monkeypatch.setattr(limits.time, "monotonic", lambda: 30.0)
    settings.API_REQUESTS_A_MINUTE = 2
    one, other = program(make_token(cast.commune)), program(make_token(cast.commune, name="khác"))
    answer = one.get(ME)
    assert answer["RateLimit-Policy"] == '"token";q=2;w=60'
    assert answer["RateLimit"] == '"token";r=1;t=30'
    one.get(ME)
    refused = one.get(ME)
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
    assert (refused["Retry-After"], refused["RateLimit"]) == ("30", '"token";r=0;t=30')
    assert other.get(ME).status_code == 200


def test_a_read_that_has_not_changed_is_not_sent_again(machine: Client) -> None:
    answer = machine.get(ME)
    assert answer["Cache-Control"] == "private, no-cache"
    again = machine.get(ME, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_description_is_open_and_valid_json(cast: Cast) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert document["paths"]["/api/v1/me"]["get"]["security"]
