"""The page for everyone, in Vietnamese and in English. Nothing on it depends on who asks.

It is rendered without the request. Its address says the language: no account, cookie or header is looked at.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from sokehoach.apps.registers.public_services.national_lines import NATIONAL_LINES, REVIEWED_ON
from sokehoach.apps.registers.public_services.queries import is_offered, list_published
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.vietnamese import write_in_vietnamese

LEAVE_TO = "https://nchmf.gov.vn/"  # the weather: a page that nobody minds


@login_not_required
@require_safe
@write_in_vietnamese
def show_services(request: HttpRequest) -> HttpResponse:
    return _render_page(settings.LANGUAGE_CODE)


@login_not_required
@require_safe
@write_in_vietnamese
def show_services_in_english(request: HttpRequest) -> HttpResponse:
    return _render_page("en")


def _render_page(language: str) -> HttpResponse:
    if not is_offered():
        raise NotFoundError
    services = list_published()
    context = {
        "services": services,
        "national_lines": NATIONAL_LINES,
        "national_reviewed": REVIEWED_ON,
        "leave_to": LEAVE_TO,
        "reviewed": min((service.day for service in services), default=None),
        "demonstration": settings.DEMONSTRATION is not None,
    }
    # No copy stays in a browser that others use after.
    with translation.override(language):
        page = render_to_string("public_services/page.html", context)
    return HttpResponse(page, headers={"Cache-Control": "no-store"})
