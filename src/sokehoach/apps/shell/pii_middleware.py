"""Reads what a form says about personal data: «che» redacts a field before it is read, «khong-phai» allows places."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.language import is_api

REDACT_PARAM = "che"  # names of the fields to redact
ALLOW_PARAM = "khong-phai"  # a place, as typed


class PiiFilterMiddleware:
    """Redacts the fields that the user chose, and records allowed places, before the view reads the form.

    Runs after authentication.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return self.get_response(request)
        with pii_filter.allowing_places(()):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, *_rest: Any) -> None:
        if request.method != "POST" or is_api(request):
            return
        pii_filter.allow_places(request.POST.getlist(ALLOW_PARAM))
        names = dict.fromkeys(name for name in request.POST.getlist(REDACT_PARAM) if name in request.POST)
        if names:
            typed = request.POST.copy()
            remaining = pii_filter.MAX_LENGTH  # for all the fields together
            for name in names:
                remaining -= sum(map(len, typed.getlist(name)))
                if remaining >= 0:
                    typed.setlist(name, [pii_filter.redact_refused_places(text) for text in typed.getlist(name)])
            request.POST = typed  # type: ignore[assignment]
