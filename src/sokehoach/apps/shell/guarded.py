"""What a page says about free text: «che» strikes a field before it is read, «khong-phai» waves places through."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from sokehoach.apps.shell import guard

STRIKE = "che"  # the names of the fields whose places are to be struck
WAVE = "khong-phai"  # a place, as typed


class GuardMiddleware:
    """Before a view reads what was typed, and after the sender was let in: strikes what the person asked to strike,
    notes what was waved through.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        with guard.waving(()):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, *_rest: Any) -> None:
        if request.method != "POST":
            return
        guard.wave(request.POST.getlist(WAVE))
        names = dict.fromkeys(name for name in request.POST.getlist(STRIKE) if name in request.POST)
        if names:
            typed = request.POST.copy()
            left = guard.LONGEST  # of all the fields together
            for name in names:
                left -= sum(map(len, typed.getlist(name)))
                if left >= 0:
                    typed.setlist(name, [guard.struck(text) for text in typed.getlist(name)])
            request.POST = typed  # type: ignore[assignment]
