"""What a form and a script carry: the language, and with it the notation, in which their page was rendered.

The language of the account may have been changed since, in another tab or while the page was open. An answer to a form
or to a script of a page is in the language of that page, and numbers and days are read as it writes them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sokehoach.apps.shell.language import get_view_language, is_api, run_view_in
from sokehoach.domain.notation import Notation

FIELD = "ngon-ngu-trang"


class FormLanguageMiddleware:
    """Answers a form in the language of the page on which it stood, once its body may be read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, *_rest: Any) -> None:
        if get_view_language(request) and request.method == "POST" and not is_api(request) and FIELD in request.POST:
            run_view_in(request, str(request.POST[FIELD]))


def get_notation(data: Mapping[str, Any] | None) -> Notation:
    """Returns the notation of a form that was sent; without the field it is Vietnamese."""
    return Notation.ENGLISH if data and data.get(FIELD) == Notation.ENGLISH else Notation.VIETNAMESE


def render_field() -> SafeString:
    """Renders the hidden field, for a form that is asked for by GET."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, get_language() or settings.LANGUAGE_CODE)


class FormNode(CsrfTokenNode):
    """As Django's `csrf_token`, which every form that is posted has, and the language of its page."""

    def render(self, context: template.Context) -> SafeString:
        return SafeString(super().render(context) + render_field())


def build_form_node(parser: Parser, token: Token) -> FormNode:
    return FormNode()
