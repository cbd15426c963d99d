"""The page for everyone. It is rendered without the request, so that nothing on it can depend on who asks."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from sokehoach.apps.registers.public_services.national_lines import NATIONAL_LINES, REVIEWED_ON
from sokehoach.apps.registers.public_services.queries import list_published
from sokehoach.apps.shell.vietnamese import write_in_vietnamese

LEAVE_TO = "https://nchmf.gov.vn/"  # the weather: a page that nobody minds


@login_not_required
@require_safe
@write_in_vietnamese
def show_services(request: HttpRequest) -> HttpResponse:
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
    return HttpResponse(render_to_string("public_services/page.html", context), headers={"Cache-Control": "no-store"})
