"""The client: one connection to one site with one token."""

import logging
import math
import os
import re
import uuid
from collections.abc import Generator, Mapping
from decimal import Decimal
from time import sleep
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from sokehoach_client.decoding import build_object, parse_json
from sokehoach_client.listing import Listing
from sokehoach_client.operations import Operations
from sokehoach_client.problems import AnswerUnreadableError, NoAnswerError, build_problem
from sokehoach_client.retries import REPEATED_STATUSES, RetryPolicy, parse_retry_after

logger = logging.getLogger("sokehoach_client")
T = TypeVar("T")
ItemT = TypeVar("ItemT")
PageT = TypeVar("PageT")

_HERE = {"localhost", "127.0.0.1", "::1"}
_PROBLEM = "application/problem+json"
# What the request itself has wrong: another attempt would fail the same way.
_OWN_FAULTS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


class Client(Operations):
    """Asks a site in the name of a token. Safe to use from several threads; close it, or use it in a `with` block.

    `site`: as in the address bar, `https://sokehoach.example`. `token`: «skh_…»; where it is not given, the environment
    variable SKH_TOKEN. Over plain http the token is sent to this machine alone, unless `allow_http`.
    """

    def __init__(
        self,
        site: str,
        token: str | None = None,
        *,
        retries: RetryPolicy | None = None,
        timeout: float = 30.0,
        page_size: int = 500,
        allow_http: bool = False,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        address = urlsplit(site)
        if address.scheme not in ("http", "https") or not address.hostname or address.query or address.username:
            raise ValueError("site must be an address like https://sokehoach.example")
        if address.scheme == "http" and address.hostname not in _HERE and not allow_http:
            raise ValueError("the token would be readable on the way: use https, or allow_http=True in a safe network")
        self.site = site.rstrip("/")
        self.page_size = page_size
        self._retries = retries or RetryPolicy()
        self._http = httpx.Client(
            auth=_TokenAuth(token or os.environ.get("SKH_TOKEN", "")),
            timeout=timeout,
            transport=transport,
            headers={"Accept": f"application/json, {_PROBLEM}", "User-Agent": "sokehoach-client"},
        )

    def __repr__(self) -> str:
        return f"Client({self.site!r})"

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def read_json(self, path: str, query: Mapping[str, Any]) -> dict[str, Any]:
        """What an address under /api/v1 answers to a read, as plain JSON."""
        return _parse_object(self._request("GET", path, query))

    def _read(self, kind: type[T], path: str, query: Mapping[str, Any]) -> T:
        return build_object(kind, self.read_json(path, query))

    def _read_versioned(self, kind: type[T], path: str, query: Mapping[str, Any]) -> T:
        response = self._request("GET", path, query)
        return build_object(kind, {**_parse_object(response), "etag": response.headers.get("ETag", "")})

    def _list(self, item: type[ItemT], page: type[PageT], path: str, query: dict[str, Any]) -> Listing[ItemT, PageT]:
        return Listing(self, path, query, item, page)

    def _download(self, path: str) -> bytes:
        return self._request("GET", path, {}, accept="*/*").content

    def _write(
        self,
        kind: type[T],
        method: str,
        path: str,
        body: Mapping[str, Any],
        *,
        query: Mapping[str, Any],
        if_match: str | None,
        idempotency_key: str | None,
    ) -> T:
        headers = {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        if if_match is not None:
            headers["If-Match"] = if_match
        return build_object(kind, _parse_object(self._request(method, path, query, body=body, headers=headers)))

    def _request(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any],
        *,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str | None = None,
    ) -> httpx.Response:
        """The answer of a request that succeeded, made as often as the policy allows. Raises SokehoachError.

        A write carries its Idempotency-Key in every attempt: what took effect though its answer was lost is answered
        as the first time.
        """
        request = self._http.build_request(
            method,
            f"{self.site}/api/v1/{path}",
            params={name: _format_parameter(value) for name, value in query.items() if value not in (None, "")},
            json=_as_json(body) if body is not None else None,
            headers={**(headers or {}), **({"Accept": accept} if accept else {})},
        )
        attempt = 0
        while True:
            attempt += 1
            try:
                response = self._http.send(request)
            except httpx.TransportError as error:
                wait = None if isinstance(error, _OWN_FAULTS) else self._retries.compute_wait(attempt, {})
                if wait is None:
                    key = request.headers.get("Idempotency-Key", "")
                    raise NoAnswerError(f"{method} {path}: {type(error).__name__}", key) from None
                reason = type(error).__name__
            else:
                if response.is_success:
                    return response
                repeated = response.status_code in REPEATED_STATUSES
                wait = self._retries.compute_wait(attempt, response.headers) if repeated else None
                if wait is None:
                    raise _build_error(response, request.headers.get("Idempotency-Key", ""))
                reason = str(response.status_code)
            logger.info("%s %s: %s, attempt %d again in %.1f s", method, path, reason, attempt + 1, wait)
            sleep(wait)


class _TokenAuth(httpx.Auth):
    """Adds the token to each request. It is in no attribute that is printed, and in no log."""

    def __init__(self, token: str) -> None:
        if not token:
            raise ValueError("no token: give one, or set the environment variable SKH_TOKEN")
        if not re.fullmatch(r"[!-~]+", token):
            raise ValueError("the token has a blank or a letter that no token has: was it copied whole?")
        self.__header = f"Bearer {token}"

    def __repr__(self) -> str:
        return "_TokenAuth(…)"

    def __reduce__(self) -> str:
        raise TypeError("a token is not stored")

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self.__header
        yield request


def _build_error(response: httpx.Response, idempotency_key: str) -> Exception:
    address = f"{response.request.method} {response.request.url.path}"
    if response.is_redirect:
        return AnswerUnreadableError(f"{address}: sent on to another address. Is `site` right?")
    is_problem = response.headers.get("Content-Type", "").partition(";")[0].strip() == _PROBLEM
    if not is_problem and response.status_code in REPEATED_STATUSES:
        return NoAnswerError(f"{address}: {response.status_code} of what stands before the server", idempotency_key)
    if not is_problem:
        return AnswerUnreadableError(f"{address}: {response.status_code} of something that is not this API")
    wait = parse_retry_after(response.headers.get("Retry-After", ""))
    return build_problem(
        response.status_code, _parse_object(response), etag=response.headers.get("ETag"), retry_after=wait
    )


def _parse_object(response: httpx.Response) -> dict[str, Any]:
    try:
        body = parse_json(response.content)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise AnswerUnreadableError(f"{response.request.url.path}: the answer is not JSON of this API")
    return body


def _format_parameter(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _as_json(value: Any) -> Any:
    """A body with days as ISO 8601 and exact numbers as JSON numbers of the same digits; those of numpy are numbers.

    Raises ValueError for a number that JSON cannot hold: NaN of a table is a value that is missing, which has a `gap`.
    """
    if isinstance(value, Mapping):
        return {name: _as_json(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, float | Decimal) and not math.isfinite(number):
        raise ValueError("a missing number is written as a gap, not as NaN")
    if isinstance(number, Decimal):
        return _convert_exactly(number)
    return number


def _convert_exactly(number: Decimal) -> int | float:
    if number == number.to_integral_value():
        return int(number)
    converted = float(number)
    if Decimal(repr(converted)) != number:
        raise ValueError(f"{number} has more digits than a number of JSON holds")
    return converted
