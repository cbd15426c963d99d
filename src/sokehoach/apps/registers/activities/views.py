"""Which commune has been told what, on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.activities.queries import list_contents_by_commune, list_required_contents
from sokehoach.apps.registers.activities.register import REGISTER
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.shell import clock
from sokehoach.domain.periods.window import get_counting_period


@require_GET
def show_by_content(request: OfficialRequest) -> HttpResponse:
    entries.access_register(request.user, REGISTER.slug)
    contents = list_required_contents()
    rows = list_contents_by_commune(request.user, clock.today(), contents)
    context = {
        "register": REGISTER,
        "contents": contents,
        "rows": [(row, list(zip(contents, row.days, strict=True))) for row in rows],
        "year": get_counting_period(clock.today()).id,
        "reached_count": sum(row.is_reached for row in rows),
    }
    return render(request, "activities/by_content.html", context)
