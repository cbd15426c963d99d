"""The table of denominators of a year."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.xlsx.package import Unreadable
from sokehoach.apps.indicators import sheets
from sokehoach.apps.indicators.forms import BringInForm, typed
from sokehoach.apps.indicators.selectors import denominators
from sokehoach.apps.indicators.services import denominators as services
from sokehoach.apps.indicators.views.attachments import attachment
from sokehoach.apps.shell import clock


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    table = denominators.table(request.user, _year(request))
    posted = request.method == "POST"
    if posted and not table.writes:
        raise Http404
    page = typed(table, request.POST if posted else None)
    if posted and not page.wrong and not page.stale:
        if page.told:
            services.keep(told=page.told, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
        messages.success(request, _("Đã lưu %(n)s số.") % {"n": len(page.told)})
        return redirect(f"{reverse('indicators:denominators')}?nam={table.year}")
    context = {
        "table": table,
        "typed": page,
        "form": BringInForm(),
        "years": range(clock.today().year, clock.today().year - 6, -1),
    }
    status = 409 if page.stale else 422 if posted else 200
    return render(request, "indicators/denominators.html", context, status=status)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    table = denominators.table(request.user, _year(request))
    rows = denominators.of_years(request.user, [table.year])
    units = [row.unit for row in table.rows]
    return attachment(sheets.denominators_out(rows, units, table.kinds), f"mau-so-{table.year}.xlsx")


@require_http_methods(["POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    units = denominators.areas(request.user, write=True)
    if not units:
        raise Http404
    form = BringInForm(request.POST, request.FILES)
    context: dict[str, Any] = {"back": "indicators:denominators"}
    if form.is_valid():
        try:
            brought = sheets.denominators_in(form.cleaned_data["file"].read(), units, denominators.kinds())
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            if not brought.problems:
                services.keep(
                    told=brought.lines, by=request.user, at=clock.now(), key=request.POST.get("key", "")
                )
                messages.success(request, _("Đã lưu %(n)s số.") % {"n": len(brought.lines)})
                return redirect("indicators:denominators")
            context |= {"problems": brought.problems[:200], "count": len(brought.problems)}
    return render(request, "indicators/bring_in.html", context | {"form": form}, status=422)


def _year(request: HttpRequest) -> int:
    told = request.POST.get("nam") or request.GET.get("nam") or ""
    return (
        int(told) if told.isascii() and told.isdigit() and 2000 <= int(told) <= 2100 else clock.today().year
    )
