"""«Số liệu cũ»: what was reported before the product."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.xlsx.package import Unreadable
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.indicators import permissions, sheets
from sokehoach.apps.indicators.forms import BringInForm
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.selectors import earlier
from sokehoach.apps.indicators.services import earlier as services
from sokehoach.apps.indicators.views.attachments import attachment
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock

SHOWN = 50


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    units = _units(request)
    posted = request.method == "POST"
    form = BringInForm(request.POST, request.FILES) if posted else BringInForm()
    context: dict[str, Any] = {
        "form": form,
        "rows": earlier.brought_in(request.user, SHOWN),
        "back": "indicators:earlier",
    }
    if posted and form.is_valid():
        try:
            brought = sheets.earlier_in(
                form.cleaned_data["file"].read(), units, list(DataElement.objects.all())
            )
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            if not brought.problems:
                services.keep(
                    told=brought.lines, by=request.user, at=clock.now(), key=request.POST.get("key", "")
                )
                messages.success(request, _("Đã lưu %(n)s số liệu cũ.") % {"n": len(brought.lines)})
                return redirect("indicators:earlier")
            context |= {"problems": brought.problems[:200], "count": len(brought.problems)}
    return render(request, "indicators/earlier.html", context, status=422 if posted else 200)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    content = sheets.earlier_template(_units(request), list(DataElement.objects.all()))
    return attachment(content, "mau-so-lieu-cu.xlsx")


def _units(request: HttpRequest) -> list[Unit]:
    units = list(Unit.objects.filter(pk__in=permissions.reviewed(scope_of(request.user))).order_by("code"))
    if not units:
        raise Http404
    return units
