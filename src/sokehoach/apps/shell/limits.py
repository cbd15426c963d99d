"""Limits methods, bytes and requests per minute of a client, and what bodies leave in memory.

Failed sign-ins have their own limits (apps.accounts).
"""

import gc
import io
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation

from sokehoach.apps.shell.language import find_browser_language, is_api
from sokehoach.apps.shell.networks import network_of
from sokehoach.apps.shell.problems import Allowance

METHODS = ("GET", "HEAD", "POST")
API_METHODS = (*METHODS, "PUT", "PATCH", "DELETE")
MAX_BODY = 25_000_000  # bytes: the largest file that a form accepts, with its multipart envelope
MAX_ANONYMOUS_BODY = 100_000  # bytes: a name, a password, the answer of a security key
LARGE_BODY = 1_000_000  # bytes: objects made of it may refer to each other in a circle, with all of its text
NUL = "\0"  # never typed; PostgreSQL accepts it neither in stored text nor in queries
MAX_CLIENTS = 50_000  # tracked per minute; clients beyond it share one count


class LimitMiddleware:
    """Applies the limits before routing and before a body is read; static files and unknown addresses count too.

    A signed-in user is counted by account, since an office shares one address; a program by its token
    (`request.client`, set where it was identified); every other request by address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        methods = API_METHODS if is_api(request) else METHODS
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        if any(NUL in text for text in _list_texts_outside_body(request)):
            raise BadRequest("NUL")
        token = getattr(request, "client", "")
        account = token or _get_account(request)
        most = settings.API_REQUESTS_A_MINUTE if token else settings.REQUESTS_A_MINUTE
        client = token or (f"account {account}" if account else f"address {network_of(get_client_address(request))}")
        now = time.monotonic()
        remaining = request_counter.count(client, most=most, now=now) if most else 0
        rest = 60 - int(now % 60)  # seconds of this minute
        if token and most:
            request.allowance = Allowance(most, max(remaining, 0), rest)  # type: ignore[attr-defined]
        if remaining < 0:
            answer = _render_page(request, "shell/429.html", status=429)
            answer["Retry-After"] = str(rest)
            return answer
        largest = MAX_BODY if account else MAX_ANONYMOUS_BODY
        if token and _has_unknown_length(request):
            largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            _read_chunks(request, largest)
        length = _parse_length(request)
        if length > largest:
            return _render_page(request, "shell/413.html", status=413, most=_format_size(largest))
        if length > LARGE_BODY:
            gc.collect()  # of what earlier ones left: a server collects garbage rarely (config.loading)
        return self.get_response(request)


class RequestCounter:
    """Counts requests per client in the current minute of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._number = -1

    def takes(self, client: str, *, most: int, now: float) -> bool:
        return self.count(client, most=most, now=now) >= 0

    def count(self, client: str, *, most: int, now: float) -> int:
        """Counts one request and returns how many are left; below 0 for one too many."""
        with self._lock:
            if int(now // 60) != self._number:
                self._number = int(now // 60)
                self._counts.clear()
            if client not in self._counts and len(self._counts) >= MAX_CLIENTS:
                client = ""
            self._counts[client] += 1
            return most - self._counts[client]


request_counter = RequestCounter()


def _get_account(request: HttpRequest) -> Any:
    """Returns the session's account key for a page behind sign-in, else None.

    Other pages must not read the session: their response would vary by a cookie that it does not need.
    """
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return None
    if not getattr(view, "login_required", True):
        return None
    return request.user.pk if request.user.is_authenticated else None


def get_client_address(request: HttpRequest) -> str:
    """Returns the peer's address, or the one that our innermost proxy saw; X-Forwarded-For before it is not trusted."""
    if settings.PROXIES:
        addresses = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(addresses) >= settings.PROXIES and addresses[-settings.PROXIES]:
            return addresses[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def _list_texts_outside_body(request: HttpRequest) -> Iterator[str]:
    """Yields the path, the values of the cookies, and the names and values of the query."""
    yield request.path
    yield from request.COOKIES.values()
    for name, values in request.GET.lists():
        yield name
        yield from values


def _render_page(request: HttpRequest, template: str, *, status: int, **context: object) -> HttpResponse:
    """Renders without the request: nothing of its page is known yet. The language is the browser's."""
    fragment = "HX-Request" in request.headers
    with translation.override(find_browser_language(request)):
        return HttpResponse(render_to_string(template, {"fragment": fragment, **context}), status=status)


def _format_size(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1_000} KB"


def _has_unknown_length(request: HttpRequest) -> bool:
    """Whether the body comes in chunks without Content-Length, as Java, Go and Node send what they write as they go."""
    return bool(request.META.get("wsgi.input_terminated")) and not request.META.get("CONTENT_LENGTH")


def _read_chunks(request: HttpRequest, most: int) -> None:
    """Makes the body one of known length, of which Django alone reads something. Reads one byte more than `most`."""
    stream, body = request.META["wsgi.input"], bytearray()
    while len(body) <= most and (chunk := stream.read(most + 1 - len(body))):
        body += chunk
    request.META["CONTENT_LENGTH"] = str(len(body))
    request._stream = io.BytesIO(body)


def _parse_length(request: HttpRequest) -> int:
    header = request.META.get("CONTENT_LENGTH") or "0"
    return int(header) if header.isdecimal() else 0
