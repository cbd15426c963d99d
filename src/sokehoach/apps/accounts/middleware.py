"""Hangs the account's scope on the request, for menus and views."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of


class ScopeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.scope = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: scope_of(request.user) if request.user.is_authenticated else Scope({})
        )
        return self.get_response(request)
