"""«Số liệu cũ»: pages of figures reported before the product."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.xlsx.package import WorkbookError
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators import permissions, sheets
from sokehoach.apps.indicators.forms import ImportForm
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.selectors import earlier_figures
from sokehoach.apps.indicators.services import earlier_figures as services
from sokehoach.apps.indicators.views.attachments import build_attachment
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock

MAX_SHOWN = 50


@require_http_methods(["GET", "POST"])
def show_earlier_figures(request: HttpRequest) -> HttpResponse:
    units = _list_units(request)
    is_post = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_post else ImportForm()
    context: dict[str, Any] = {
        "form": form,
        "rows": earlier_figures.list_latest_figures(request.user, MAX_SHOWN),
        "back": "indicators:earlier",
    }
    if is_post and form.is_valid():
        try:
            result = sheets.read_earlier_figures(
                form.cleaned_data["file"].read(), units, list(DataElement.objects.all())
            )
        except WorkbookError as error:
            form.add_error("file", str(error))
        else:
            if not result.problems:
                services.import_earlier_figures(
                    figures=result.lines, by=request.user, at=clock.now(), key=request.POST.get("key", "")
                )
                messages.success(request, _("Đã lưu %(n)s số liệu cũ.") % {"n": len(result.lines)})
                return redirect("indicators:earlier")
            context |= {"problems": result.problems[:200], "count": len(result.problems)}
    return render(request, "indicators/earlier.html", context, status=422 if is_post else 200)


@require_safe
def download_template(request: HttpRequest) -> HttpResponse:
    content = sheets.build_earlier_template(_list_units(request), list(DataElement.objects.all()))
    return build_attachment(content, "mau-so-lieu-cu.xlsx")


def _list_units(request: HttpRequest) -> list[Unit]:
    units = list(Unit.objects.filter(pk__in=permissions.list_reviewed_units(scope_of(request.user))).order_by("code"))
    if not units:
        raise Http404
    return units
