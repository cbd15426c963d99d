"""Who has been briefed, on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.briefings.queries import list_briefed_units
from sokehoach.apps.registers.briefings.register import REGISTER
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.reports import get_register_year
from sokehoach.apps.shell import clock


@require_GET
def show_by_unit(request: OfficialRequest) -> HttpResponse:
    entries.access_register(request.user, REGISTER.slug)
    rows = list_briefed_units(request.user, clock.today())
    context = {
        "register": REGISTER,
        "rows": rows,
        "year": get_register_year(request.user, REGISTER.code, clock.today()).id,
        "committees": sum(row.committee is not None for row in rows),
        "authorities": sum(row.authority is not None for row in rows),
    }
    return render(request, "briefings/by_unit.html", context)
