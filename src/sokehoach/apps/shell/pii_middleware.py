"""What a page says about free text: «che» strikes a field before it is read, «khong-phai» waves places through."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from sokehoach.apps.shell import pii_filter

REDACT_PARAM = "che"  # the names of the fields whose places are to be struck
ALLOW_PARAM = "khong-phai"  # a place, as typed


class PiiFilterMiddleware:
    """Before a view reads what was typed, and after the sender was let in: strikes what the person asked to strike,
    notes what was waved through.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        with pii_filter.allowing_places(()):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, *_rest: Any) -> None:
        if request.method != "POST":
            return
        pii_filter.allow_places(request.POST.getlist(ALLOW_PARAM))
        names = dict.fromkeys(name for name in request.POST.getlist(REDACT_PARAM) if name in request.POST)
        if names:
            typed = request.POST.copy()
            remaining = pii_filter.MAX_LENGTH  # of all the fields together
            for name in names:
                remaining -= sum(map(len, typed.getlist(name)))
                if remaining >= 0:
                    typed.setlist(
                        name, [pii_filter.redact_refused_places(text) for text in typed.getlist(name)]
                    )
            request.POST = typed  # type: ignore[assignment]
