"""Chooses the language of a page: the account's, else the cookie's, else what the browser asks for, else Vietnamese.

The browser's Accept-Language decides only where it prefers English to Vietnamese. What a service stores, and what is
issued or exported (`vietnamese.py`), is Vietnamese in any case (docs/adr/0066).
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header


class LanguageMiddleware:
    """Runs each request in the language that its reader chose, `chosen_language`. After WhiteNoise: a file has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = get_chosen_language(request)
        request.chosen_language = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


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
