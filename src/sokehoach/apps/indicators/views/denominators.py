"""Pages of denominators."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.apps.indicators import sheets
from sokehoach.apps.indicators.forms import ImportForm, parse_denominators
from sokehoach.apps.indicators.queries import denominators
from sokehoach.apps.indicators.services import denominators as denominator_services
from sokehoach.apps.indicators.services.denominators import DenominatorInput
from sokehoach.apps.indicators.views.attachments import build_attachment
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.vietnamese import write_in_vietnamese


@require_http_methods(["GET", "POST"])
def show_denominators(request: HttpRequest) -> HttpResponse:
    table = denominators.load_table(request.user, _parse_year(request))
    is_post = request.method == "POST"
    if is_post and not table.writes:
        raise Http404
    page = parse_denominators(table, request.POST if is_post else None)
    if is_post and not page.wrong and not page.stale:
        _store(request, page.denominators)
        return redirect(f"{reverse('indicators:denominators')}?nam={table.year}")
    context = {
        "table": table,
        "typed": page,
        "form": ImportForm(),
        "years": range(clock.today().year, clock.today().year - 6, -1),
    }
    status = 409 if page.stale else 422 if is_post else 200
    return render(request, "indicators/denominators.html", context, status=status)


@require_safe
@write_in_vietnamese
def export_denominators(request: HttpRequest) -> HttpResponse:
    table = denominators.load_table(request.user, _parse_year(request))
    rows = denominators.list_denominators(request.user, [table.year])
    units = [row.unit for row in table.rows]
    return build_attachment(sheets.build_denominator_sheet(rows, units, table.kinds), f"mau-so-{table.year}.xlsx")


@require_http_methods(["POST"])
def import_denominators(request: HttpRequest) -> HttpResponse:
    units = denominators.list_areas(request.user, write=True)
    if not units:
        raise Http404
    form = ImportForm(request.POST, request.FILES)
    context: dict[str, Any] = {"back": "indicators:denominators"}
    if form.is_valid():
        try:
            result = sheets.read_denominators(form.cleaned_data["file"].read(), units, denominators.list_kinds())
        except WorkbookError as error:
            form.add_error("file", str(error))
        else:
            if not result.problems:
                _store(request, result.lines)
                return redirect("indicators:denominators")
            context |= {"problems": result.problems[:200], "count": len(result.problems)}
    return render(request, "indicators/import.html", context | {"form": form}, status=422)


def _store(request: HttpRequest, typed_denominators: Sequence[DenominatorInput]) -> None:
    """Stores them, and says how many; of none nothing is written."""
    if typed_denominators:
        denominator_services.update_denominators(
            denominators=typed_denominators, by=request.user, at=clock.now(), key=request.POST.get("key", "")
        )
    messages.success(
        request,
        ngettext("Đã lưu %(n)s số.", "Đã lưu %(n)s số.", len(typed_denominators)) % {"n": len(typed_denominators)},
    )


def _parse_year(request: HttpRequest) -> int:
    text = request.POST.get("nam") or request.GET.get("nam") or ""
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100 else clock.today().year
