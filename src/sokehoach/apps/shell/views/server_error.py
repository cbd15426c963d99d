"""Answers uncaught exceptions of views, templates and middleware.

Renders without the request's context, which queries the database: the database may be what fails.
"""

import sys
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from sokehoach.apps.shell import errors
from sokehoach.apps.shell.language import find_browser_language, get_view_language
from sokehoach.apps.shell.requests import request_number

SOON = "10"  # seconds


def render_server_error(request: HttpRequest) -> HttpResponse:
    """Answers 507 for a full disk, 503 for a busy database, else 500 with the number of the request."""
    error = sys.exception()
    with translation.override(get_view_language(request) or find_browser_language(request)):
        return _render_error(request, error)


def render_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers 400 to what no view can read: an unknown host, a control character, too many fields."""
    with translation.override(get_view_language(request) or find_browser_language(request)):
        return _render_page(request, "shell/400.html", 400, {"number": request_number.get()})


def _render_error(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    _discard_uploads(request)
    if error is not None and errors.is_disk_full(error):
        return _render_page(request, "shell/507.html", 507, {"no_room": errors.DISK_FULL})
    if error is not None and errors.is_database_busy(error):
        answer = _render_page(request, "shell/503.html", 503, {})
        answer["Retry-After"] = SOON
        return answer
    return HttpResponse(render_to_string("500.html", {"number": request_number.get()}), status=500)


def _discard_uploads(request: HttpRequest) -> None:
    """Deletes the temporary files of partial uploads, which would take space until garbage collection."""
    for handler in request.upload_handlers:
        with suppress(OSError):
            handler.upload_interrupted()


def _render_page(request: HttpRequest, template: str, status: int, extra: dict[str, object]) -> HttpResponse:
    context = extra | {
        "fragment": request.headers.get("HX-Request") == "true",
        "typed": request.method == "POST",
    }
    return HttpResponse(render_to_string(template, context), status=status)
