"""The answer to what nobody caught, wherever it was raised: in a view, in a page's drawing or before either.

Without the request's context, which asks the database who is there: it may be the very thing that does not answer.
"""

import sys
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from sokehoach.apps.shell import trouble
from sokehoach.apps.shell.requests import current

SOON = "10"  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """507 where the disk is full, 503 where the database has no time, else 500 with the number of the request."""
    error = sys.exception()
    _let_go(request)
    if error is not None and trouble.no_room(error):
        return _page(request, "shell/507.html", 507, {"no_room": trouble.NO_ROOM})
    if error is not None and trouble.no_time(error):
        answer = _page(request, "shell/503.html", 503, {})
        answer["Retry-After"] = SOON
        return answer
    return HttpResponse(render_to_string("500.html", {"number": current.get()}), status=500)


def _let_go(request: HttpRequest) -> None:
    """Of half an uploaded file, which would take its room until the memory is tidied."""
    for handler in request.upload_handlers:
        with suppress(OSError):
            handler.upload_interrupted()


def _page(request: HttpRequest, template: str, status: int, told: dict[str, object]) -> HttpResponse:
    context = told | {
        "fragment": request.headers.get("HX-Request") == "true",
        "typed": request.method == "POST",
    }
    return HttpResponse(render_to_string(template, context), status=status)
