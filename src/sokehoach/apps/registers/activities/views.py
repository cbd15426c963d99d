"""Which commune has been told what, on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.activities.queries import list_contents_by_commune, list_required_contents
from sokehoach.apps.registers.activities.register import REGISTER
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.reports import get_register_year
from sokehoach.apps.shell import clock


@require_GET
def show_by_content(request: OfficialRequest) -> HttpResponse:
    entries.access_register(request.user, REGISTER.slug)
    contents = list_required_contents()
    rows = list_contents_by_commune(request.user, clock.today(), contents)
    context = {
        "register": REGISTER,
        "contents": contents,
        "rows": [(row, list(zip(contents, row.days, strict=True))) for row in rows],
        "year": get_register_year(request.user, REGISTER.code, clock.today()).id,
        "reached_count": sum(row.is_reached for row in rows),
    }
    return render(request, "activities/by_content.html", context)
