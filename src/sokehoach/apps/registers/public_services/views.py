"""The page for everyone. It is rendered without the request, so that nothing on it can depend on who asks."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from sokehoach.apps.registers.public_services.queries import list_published


@login_not_required
@require_safe
def show_services(request: HttpRequest) -> HttpResponse:
    services = list_published()
    context = {
        "services": services,
        "reviewed": min((service.day for service in services), default=None),
        "demonstration": settings.DEMONSTRATION is not None,
    }
    # No copy stays in a browser that others use after.
    return HttpResponse(render_to_string("public_services/page.html", context), headers={"Cache-Control": "no-store"})
