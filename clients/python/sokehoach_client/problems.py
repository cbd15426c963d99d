"""What can go wrong, as exceptions. Each problem of the API has a stable `code` and Vietnamese sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class SokehoachError(Exception):
    """Whatever this package raises."""


class NoAnswerError(SokehoachError):
    """No answer came, in all attempts. Whether a write took effect is not known: make it again with `idempotency_key`.

    `idempotency_key`: what the write was sent with; «» for a read.
    """

    def __init__(self, message: str, idempotency_key: str = "") -> None:
        super().__init__(message)
        self.idempotency_key = idempotency_key


class AnswerUnreadableError(SokehoachError):
    """Something answered that is not this API: a proxy, another site, a page to sign in."""


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with what was sent. `pointer`: where, as a JSON pointer or the name of a parameter."""

    pointer: str
    code: str
    message: str


@dataclass(eq=False)
class ApiProblem(SokehoachError):
    """The server refused. `request` is the number under which its log has the request; `etag` the version it has."""

    status: int
    code: str
    title: str
    detail: str = ""
    errors: tuple[FieldProblem, ...] = ()
    request: str = ""
    etag: str | None = None
    retry_after: float | None = None
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        sentences = [self.title, self.detail, *(f"{error.pointer}: {error.message}" for error in self.errors[:5])]
        return " ".join([*filter(None, sentences), f"[{self.status} {self.code}, {self.request}]"])


class NotSignedInError(ApiProblem):
    """401: the token is missing, wrong, ended or expired."""


class ForbiddenError(ApiProblem):
    """403: the token lacks the action, comes from another network, or its account lacks the second factor."""


class NotFoundError(ApiProblem):
    """404: there is no such thing, or the token does not reach it."""


class RefusedError(ApiProblem):
    """409: the present state does not allow it."""


class VersionConflictError(ApiProblem):
    """412: somebody was first. Read again, then write with the new `etag`."""


class InputInvalidError(ApiProblem):
    """422: `errors` names what is wrong, and where."""


class KeyReusedError(ApiProblem):
    """422: the idempotency key came before with another request."""


class VersionRequiredError(ApiProblem):
    """428: the write needs `if_match`."""


class TooManyRequestsError(ApiProblem):
    """429: the requests of this minute are used up; `retry_after` says how many seconds to wait."""


class BusyError(ApiProblem):
    """503: the server is busy; `retry_after` says how many seconds to wait."""


class ServerFaultError(ApiProblem):
    """5xx: a fault of the server; its log has it under `request`."""


_KINDS_BY_CODE: Mapping[str, type[ApiProblem]] = {"key-reused": KeyReusedError}
_KINDS_BY_STATUS: Mapping[int, type[ApiProblem]] = {
    401: NotSignedInError,
    403: ForbiddenError,
    404: NotFoundError,
    409: RefusedError,
    412: VersionConflictError,
    422: InputInvalidError,
    428: VersionRequiredError,
    429: TooManyRequestsError,
    503: BusyError,
}


def find_kind(status: int, code: str) -> type[ApiProblem]:
    """The class of a problem. A code that this package does not know yet is told by its status."""
    fallback = ServerFaultError if status >= 500 else ApiProblem
    return _KINDS_BY_CODE.get(code) or _KINDS_BY_STATUS.get(status, fallback)


def build_problem(
    status: int, body: Mapping[str, Any], *, etag: str | None = None, retry_after: float | None = None
) -> ApiProblem:
    """The exception of an answer in problem details (RFC 9457)."""
    code = str(body.get("code", ""))
    errors = tuple(
        FieldProblem(str(error.get("pointer", "")), str(error.get("code", "")), str(error.get("message", "")))
        for error in body.get("errors", ())
    )
    return find_kind(status, code)(
        status=status, code=code, title=str(body.get("title", "")), detail=str(body.get("detail", "")), errors=errors,
        request=str(body.get("request", "")), etag=etag, retry_after=retry_after, body=body,
    )  # fmt: skip
