"""Chooses the language of a page: the account's, else the cookie's, else what the browser asks for, else Vietnamese.

A program gets what its request asks for, whatever language the account reads pages in. The browser's Accept-Language
decides only where it prefers English to Vietnamese. What a service stores, and what is issued or exported
(`vietnamese.py`), is Vietnamese in any case (docs/adr/0066).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.defaults import page_not_found

API = "/api/"
HEADER = "X-Page-Language"  # of a script's request: the language of its page (page_language.py)


class LanguageMiddleware:
    """Gives each request `chosen_language`, and runs its view in it.

    It is lazy: files, and views that are Vietnamese for everybody (`write_in_vietnamese`), ask for no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.chosen_language = SimpleLazyObject(lambda: get_chosen_language(request))  # type: ignore[attr-defined]
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if get_view_language(request):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def process_view(self, request: HttpRequest, view: Any, *_rest: Any) -> None:
        if not getattr(view, "is_vietnamese", False):
            run_view_in(request, request.headers.get(HEADER, "") or str(request.chosen_language))  # type: ignore[attr-defined]


def run_view_in(request: HttpRequest, language: str) -> None:
    """Runs the view in the language; in the chosen one where there is no such language."""
    if language not in dict(settings.LANGUAGES):
        language = str(request.chosen_language)  # type: ignore[attr-defined]
    request.view_language = language  # type: ignore[attr-defined]
    translation.activate(language)


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Renders the page for an address that no view has, for which `process_view` does not run."""
    with translation.override(str(request.chosen_language)):  # type: ignore[attr-defined]
        return page_not_found(request, exception)


def get_view_language(request: HttpRequest) -> str:
    """Returns the chosen language that the view runs in; «» where it began none, or is Vietnamese for everybody."""
    return getattr(request, "view_language", "")


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def get_chosen_language(request: HttpRequest) -> str:
    if is_api(request):
        return find_preferred_language(request.headers.get("Accept-Language", ""))
    language: str = getattr(request.user, "language", "")
    return language if language in dict(settings.LANGUAGES) else find_browser_language(request)


def find_browser_language(request: HttpRequest) -> str:
    """Returns what the browser's cookie or its Accept-Language asks for: no account is looked up."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
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
