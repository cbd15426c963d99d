"""Chooses the language of a page: Vietnamese, unless the visitor chose another and the page is fully translated.

The choice is a cookie, never the Accept-Language header: browsers in offices are often set to English. A page that is
not in `settings.TRANSLATED` stays Vietnamese, so that no page mixes two languages and nothing stored or issued
(documents, files, messages of a service) is written in another one (docs/adr/0038).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.chosen_language = get_chosen_language(request)  # type: ignore[attr-defined]
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if request.resolver_match and request.resolver_match.view_name in settings.TRANSLATED:
            patch_vary_headers(response, ("Cookie",))
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        assert request.resolver_match is not None
        if request.resolver_match.view_name in settings.TRANSLATED:
            translation.activate(request.chosen_language)  # type: ignore[attr-defined]


def get_chosen_language(request: HttpRequest) -> str:
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Stores the language in a cookie and redirects to `next`, a page of this host alone."""
    return set_language(request)
