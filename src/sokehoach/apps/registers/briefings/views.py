"""Who has been briefed, on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.briefings.register import REGISTER
from sokehoach.apps.registers.briefings.selectors.by_unit import by_unit
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.shell import clock
from sokehoach.domain.periods.window import counted_in


@require_GET
def show_by_unit(request: OfficialRequest) -> HttpResponse:
    entries.register_of(request.user, REGISTER.slug)
    rows = by_unit(request.user, clock.today())
    context = {
        "register": REGISTER,
        "rows": rows,
        "year": counted_in(clock.today()).id,
        "committees": sum(row.committee is not None for row in rows),
        "authorities": sum(row.authority is not None for row in rows),
    }
    return render(request, "briefings/by_unit.html", context)
