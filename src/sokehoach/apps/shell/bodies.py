"""Checks the content of request bodies after the sender is authenticated, counted and has passed the CSRF check."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from sokehoach.apps.shell.language import is_api
from sokehoach.apps.shell.limits import NUL


class BodyMiddleware:
    """The first middleware to read a form, after the CSRF check. Answers 400 to text that no database accepts.

    The API reads its bodies itself, once the token is accepted (apps.api.bodies).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, *_rest: Any) -> None:
        if request.method == "POST" and not is_api(request) and any(NUL in text for text in _list_texts(request)):
            raise BadRequest("NUL")


def _list_texts(request: HttpRequest) -> Iterator[str]:
    for name, values in request.POST.lists():
        yield name
        yield from values
