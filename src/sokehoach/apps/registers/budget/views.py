"""The balance of a year by source. All else of the registers is the shelf's."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.budget import selectors
from sokehoach.apps.shell import clock


@require_safe
def balance(request: OfficialRequest) -> HttpResponse:
    years = selectors.years(request.user)
    wanted = request.GET.get("nam") or str(years[0] if years else clock.today().year)
    if not wanted.isdecimal() or len(wanted) != 4:
        raise Http404
    rows = selectors.balances(request.user, int(wanted))
    context = {
        "years": years,
        "year": int(wanted),
        "rows": rows,
        "total": selectors.total(rows) if rows else None,
    }
    return render(request, "budget/balance.html", context)
