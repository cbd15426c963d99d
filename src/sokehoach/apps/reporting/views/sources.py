"""View of the sources of each data element's figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.reporting.selectors import sources


@require_safe
def show_sources(request: HttpRequest) -> HttpResponse:
    sheets = sources.list_form_sources(request.user)
    cells = [cell for sheet in sheets for element in sheet.elements for cell in element.cells]
    counts_by_kind = {kind: sum(cell.kind == kind for cell in cells) for kind in ("register", "computed", "typed")}
    count = sum(len(sheet.elements) for sheet in sheets)
    return render(request, "reporting/sources.html", {"sheets": sheets, "told": counts_by_kind, "count": count})
