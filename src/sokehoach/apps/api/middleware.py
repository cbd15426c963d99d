"""The outermost part of the API: whatever is answered under /api/ is for programs."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from sokehoach.apps.shell.language import is_api
from sokehoach.apps.shell.problems import Problem, build_answer, find_code

KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiMiddleware:
    """Turns pages of errors into problems, says what is left of the limit, and keeps cookies and caches out.

    HEAD is answered as GET, without the body: no operation has to know of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api(request):
            return self.get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and "json" not in response.headers.get("Content-Type", ""):
            kept_headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            response = build_answer(request, Problem(find_code(response.status_code), headers=kept_headers))
        response.cookies.clear()
        response.headers.setdefault("Cache-Control", "private, no-cache")
        allowance = getattr(request, "allowance", None)
        for name, value in allowance.headers.items() if allowance is not None else ():
            response.headers[name] = value
        if is_head:
            request.method = "HEAD"
            return _drop_body(response)
        return response


def _drop_body(response: HttpResponseBase) -> HttpResponseBase:
    """The same answer without its content; Content-Length is that of the body, where it is known.

    It is not closed here: closing ends the request, and the connection to the database with it.
    """
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = []
    return response
