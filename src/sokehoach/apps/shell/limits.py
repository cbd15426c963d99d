"""What one asker may ask: methods, bytes, requests a minute. Failed sign-ins have their own limits (apps.accounts)."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

METHODS = ("GET", "HEAD", "POST")
LARGEST_BODY = 25_000_000  # bytes: the largest file that a form takes, and its envelope
NOTHING = "\0"  # in no text that anybody types; PostgreSQL takes it in none, neither to keep nor to look for
MOST_ASKERS = 50_000  # remembered in a minute; those beyond share one count


class LimitMiddleware:
    """Before the address is looked up or a body is read. A signed-in person is counted by their account, since an
    office shares one address; who is not signed in, by the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if _length(request) > LARGEST_BODY:
            # Without the request: nobody knows yet who asks.
            told = render_to_string("shell/413.html", {"most": LARGEST_BODY // 1_000_000})
            return HttpResponse(told, status=413)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_rest: Any) -> HttpResponse | None:
        if any(NOTHING in told for told in _texts(request)):
            raise BadRequest("NUL")
        most = settings.REQUESTS_A_MINUTE
        if most and not minute.takes(_asker(request, view), most=most, now=time.monotonic()):
            answer = render(request, "shell/429.html", status=429)
            answer["Retry-After"] = "60"
            return answer
        return None


class Minute:
    """Requests by asker in the running minute of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._number = -1

    def takes(self, asker: str, *, most: int, now: float) -> bool:
        with self._lock:
            if int(now // 60) != self._number:
                self._number = int(now // 60)
                self._counts.clear()
            if asker not in self._counts and len(self._counts) >= MOST_ASKERS:
                asker = ""
            self._counts[asker] += 1
            return self._counts[asker] <= most


minute = Minute()


def _asker(request: HttpRequest, view: Any) -> str:
    # A page for everyone asks no session who is there: it would vary by a cookie that it does not need.
    if getattr(view, "login_required", True) and request.user.is_authenticated:
        return f"account {request.user.pk}"
    return f"address {address(request)}"


def address(request: HttpRequest) -> str:
    """The peer, or what the innermost of our own proxies saw; what a stranger wrote before it counts for nothing."""
    if settings.PROXIES:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(seen) >= settings.PROXIES and seen[-settings.PROXIES]:
            return seen[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def _texts(request: HttpRequest) -> Iterator[str]:
    """The address, the cookies, and the names and values of what was asked and sent."""
    yield request.path
    yield from request.COOKIES.values()
    for words in (request.GET, request.POST):
        for name, values in words.lists():
            yield name
            yield from values


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0
