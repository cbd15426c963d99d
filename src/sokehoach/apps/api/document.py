"""The NinjaAPI object of one API: its errors are problems, its bodies bounded, its reads conditional."""

import re
from collections.abc import Callable
from typing import Any, get_args

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from sokehoach.adapters.sandbox.slots import ParserBusyError
from sokehoach.apps.api.answers import answer_conditionally
from sokehoach.apps.api.authentication import TokenAuth
from sokehoach.apps.api.bodies import JsonParser
from sokehoach.apps.api.input_problems import describe_input_errors
from sokehoach.apps.api.paging import select_fields
from sokehoach.apps.api.values import ListPage
from sokehoach.apps.api.writes import KEY_PARAMETER
from sokehoach.apps.shell.messages import translate_all
from sokehoach.apps.shell.outcomes import (
    RETRY_AFTER,
    ActionRefused,
    InvalidInput,
    KeyReusedError,
    NotFoundError,
    VersionConflictError,
)
from sokehoach.apps.shell.problems import CODES, MEDIA_TYPE, FieldProblem, Problem, build_answer, find_code
from sokehoach.domain.messages import say

_TEXT = {"type": "string"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": True,
    "required": ["type", "title", "status", "code", "request"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": list(CODES)},
        "detail": _TEXT,
        "request": _TEXT,
        "action": {"type": "string", "description": say("Việc mà mã truy cập chưa được làm (action-missing)")},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {"pointer": _TEXT, "code": _TEXT, "message": _TEXT},
            },
        },
    },
}


class ProblemApi(NinjaAPI):
    """An API whose every error goes through `shell.problems.build_answer`. `prefix`: where its addresses begin.
    `strict`: a parameter that an operation does not have is refused.

    Each of its addresses is open without a session: what an operation needs, its `auth` says (api.authentication).
    """

    def __init__(self, *, prefix: str, strict: bool = True, **options: Any) -> None:
        super().__init__(docs_url=None, parser=JsonParser(), **options)
        self.prefix, self.strict = prefix, strict
        handlers: list[tuple[type[Exception], Callable[[Any], Problem]]] = [
            (Problem, lambda problem: problem),
            (Http404, lambda _error: Problem("not-found")),
            (NotFoundError, lambda _error: Problem("not-found")),
            (VersionConflictError, lambda refused: Problem("version-conflict", refused.message)),
            (KeyReusedError, lambda refused: Problem("key-reused", refused.message)),
            (ActionRefused, lambda refused: Problem("refused", refused.message)),
            (InvalidInput, _describe_invalid_input),
            (ParserBusyError, lambda _error: Problem("busy", headers={"Retry-After": str(RETRY_AFTER)})),
            (RequestDataTooBig, lambda _error: Problem("body-too-large")),
            (HttpError, _describe_http_error),
            (ValidationError, lambda error: Problem("input-invalid", errors=describe_input_errors(error.errors))),
        ]
        for kind, describe in handlers:
            self.add_exception_handler(kind, _build_handler(describe))

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """A read carries an ETag of its bytes, or the one that the operation has set; 304 where the client has it."""
        names = request.GET.get("fields", "")
        if names and isinstance(data, dict) and isinstance(data.get("items"), list):
            data = {**data, "items": select_fields(data["items"], names)}
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        if request.method != "GET" or response.status_code != 200:
            return response
        return answer_conditionally(request, response)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description in the language of the answer, in which every operation may also answer a problem."""
        document = super().get_openapi_schema(**options)
        document["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in document["paths"].values():
            for method, operation in operations.items():
                if method != "get":
                    operation["parameters"] = [*operation.get("parameters", []), dict(KEY_PARAMETER)]
                operation["responses"]["default"] = {"description": say("Lỗi (RFC 9457)"), "content": content}
        document.update(translate_all(document))
        operations = [operation for methods in document["paths"].values() for operation in methods.values()]
        for described in (*operations, *document["components"]["schemas"].values()):
            if "description" in described:
                described["description"] = _translate_docstring(described["description"])
        return document

    def get_root_path(self, path_params: Any) -> str:
        return self.prefix

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app_name, namespace = super().urls
        self._name_parameters()
        for pattern in patterns:
            pattern.callback.login_required = False  # type: ignore[union-attr]
        return [pattern for pattern in patterns if pattern.name != "api-root"], app_name, namespace  # type: ignore[union-attr]

    def _name_parameters(self) -> None:
        """Tells each operation its parameters and the members of its items: a misspelt one is refused, not ignored."""
        for router in self._get_bound_routers() if self.strict else ():
            for view in router.path_operations.values():
                for operation in view.operations:
                    names = {
                        name
                        for model in operation.models
                        if model.__ninja_param_source__ == "query"
                        for name in model.__ninja_flatten_map__
                    }
                    for auth in operation.auth_callbacks:
                        if isinstance(auth, TokenAuth):
                            auth.parameters = frozenset(names)
                            auth.members = list_item_members(operation)


def list_item_members(operation: Operation) -> frozenset[str]:
    """What `fields` may name; nothing where the answer is no list."""
    model: Any = operation.response_models.get(200)
    page = model.model_fields["response"].annotation if hasattr(model, "model_fields") else None
    if not (isinstance(page, type) and issubclass(page, ListPage)):
        return frozenset()
    return frozenset(get_args(page.model_fields["items"].annotation)[0].model_fields)


def _translate_docstring(text: str) -> str:
    """A docstring is English in the source; `locale/vi` has its Vietnamese, a paragraph on a line."""
    return gettext(re.sub(r"(?<!\n)\n(?!\n)", " ", text))


def _build_handler(describe: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: build_answer(request, describe(error))


def _describe_invalid_input(invalid: InvalidInput) -> Problem:
    errors = [
        FieldProblem(f"/{name}" if name else "", "invalid", str(message))
        for name, messages in invalid.messages.items()
        for message in messages
    ]
    return Problem("input-invalid", errors=errors)


def _describe_http_error(error: HttpError) -> Problem:
    """Ninja wraps what the parser of a body raises."""
    if isinstance(error.__context__, Problem):
        return error.__context__
    return Problem(find_code(error.status_code))
