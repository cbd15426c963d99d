"""The balance of a year by source. `core` has all other pages of the registers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.budget import queries
from sokehoach.apps.shell import clock


@require_safe
def show_balance(request: OfficialRequest) -> HttpResponse:
    years = queries.list_years(request.user)
    year_param = request.GET.get("nam") or str(years[0] if years else clock.today().year)
    if not year_param.isdecimal() or len(year_param) != 4:
        raise Http404
    rows = queries.list_balances(request.user, int(year_param))
    context = {
        "years": years,
        "year": int(year_param),
        "rows": rows,
        "total": queries.compute_total(rows) if rows else None,
    }
    return render(request, "budget/balance.html", context)
