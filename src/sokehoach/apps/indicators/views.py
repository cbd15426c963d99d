"""Pages of denominators, and of figures reported before the product («số liệu cũ»)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators import permissions, sheets
from sokehoach.apps.indicators.forms import ImportForm, parse_denominators
from sokehoach.apps.indicators.queries import denominators, earlier_figures
from sokehoach.apps.indicators.services import denominators as denominator_services
from sokehoach.apps.indicators.services import earlier_figures as earlier_figure_services
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.apps.shell.vietnamese import write_in_vietnamese


def build_attachment(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
def show_denominators(request: HttpRequest) -> HttpResponse:
    table = denominators.load_table(request.user, _parse_year(request))
    is_post = request.method == "POST"
    if is_post and not table.writes:
        raise Http404
    page = parse_denominators(table, request.POST if is_post else None)
    if is_post and not page.wrong and not page.stale:
        if page.denominators:
            denominator_services.update_denominators(
                denominators=page.denominators,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        messages.success(
            request,
            ngettext("Đã lưu %(n)s số.", "Đã lưu %(n)s số.", len(page.denominators)) % {"n": len(page.denominators)},
        )
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
                denominator_services.update_denominators(
                    denominators=result.lines,
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
                messages.success(
                    request,
                    ngettext("Đã lưu %(n)s số.", "Đã lưu %(n)s số.", len(result.lines)) % {"n": len(result.lines)},
                )
                return redirect("indicators:denominators")
            context |= {"problems": result.problems[:200], "count": len(result.problems)}
    return render(request, "indicators/import.html", context | {"form": form}, status=422)


def _parse_year(request: HttpRequest) -> int:
    text = request.POST.get("nam") or request.GET.get("nam") or ""
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100 else clock.today().year


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
                form.cleaned_data["file"].read(), units, earlier_figures.list_importable_elements(request.user)
            )
        except WorkbookError as error:
            form.add_error("file", str(error))
        else:
            if not result.problems:
                earlier_figure_services.import_earlier_figures(
                    figures=result.lines, by=request.user, at=clock.now(), key=request.POST.get("key", "")
                )
                messages.success(
                    request,
                    ngettext("Đã lưu %(n)s số liệu cũ.", "Đã lưu %(n)s số liệu cũ.", len(result.lines))
                    % {"n": len(result.lines)},
                )
                return redirect("indicators:earlier")
            context |= {"problems": result.problems[:200], "count": len(result.problems)}
    return render(request, "indicators/earlier.html", context, status=422 if is_post else 200)


@require_safe
@write_in_vietnamese
def download_template(request: HttpRequest) -> HttpResponse:
    content = sheets.build_earlier_template(
        _list_units(request), earlier_figures.list_importable_elements(request.user)
    )
    return build_attachment(content, "mau-so-lieu-cu.xlsx")


def _list_units(request: HttpRequest) -> list[Unit]:
    units = list(Unit.objects.filter(pk__in=permissions.list_reviewed_units(scope_of(request.user))).order_by("code"))
    if not units:
        raise Http404
    return units
