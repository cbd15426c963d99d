"""What a page says about free text: «che» strikes a field before it is read, «khong-phai» waves places through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sokehoach.apps.shell import guard

STRIKE = "che"  # the names of the fields whose places are to be struck
WAVE = "khong-phai"  # a place, as typed


class GuardMiddleware:
    """Before a view reads what was typed: strikes what the person asked to strike, notes what was waved through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        with guard.waving(request.POST.getlist(WAVE)):
            names = [name for name in request.POST.getlist(STRIKE) if name in request.POST]
            if names:
                typed = request.POST.copy()
                for name in names:
                    typed.setlist(name, [guard.struck(text) for text in typed.getlist(name)])
                request.POST = typed  # type: ignore[assignment]
            return self.get_response(request)
