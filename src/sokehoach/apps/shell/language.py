"""Chooses the language of a page: the account's, else the cookie's, else what the browser asks for, else Vietnamese.

The browser's Accept-Language decides only where it prefers English to Vietnamese. A page that is not in
`settings.TRANSLATED` stays Vietnamese, so that no page mixes two languages; what a service stores or issues is
Vietnamese in any case (docs/adr/0066).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import parse_accept_lang_header


class LanguageMiddleware:
    """Gives each request `chosen_language`. It is lazy: a file or a probe asks for no account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.chosen_language = SimpleLazyObject(lambda: get_chosen_language(request))  # type: ignore[attr-defined]
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if request.resolver_match and is_translated(request.resolver_match.view_name):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        assert request.resolver_match is not None
        if is_translated(request.resolver_match.view_name):
            translation.activate(str(request.chosen_language))  # type: ignore[attr-defined]


def is_translated(route: str) -> bool:
    return route in settings.TRANSLATED or route.partition(":")[0] in settings.TRANSLATED


def get_chosen_language(request: HttpRequest) -> str:
    choices = (getattr(request.user, "language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    for language in choices:
        if language in dict(settings.LANGUAGES):
            return language
    return find_preferred_language(request.headers.get("Accept-Language", ""))


def find_preferred_language(accepted: str) -> str:
    """Returns the first language of the product in an Accept-Language header; Vietnamese where it names none."""
    for tag, weight in parse_accept_lang_header(accepted):
        language = tag.partition("-")[0]
        if weight > 0 and language in dict(settings.LANGUAGES):
            return language
    return settings.LANGUAGE_CODE
