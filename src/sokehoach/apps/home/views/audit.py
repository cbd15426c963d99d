"""Pages of the audit trail: search and download."""

import csv
import uuid
from io import StringIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.adapters import csv_file
from sokehoach.apps.home import sentences
from sokehoach.apps.home.forms import TrailForm
from sokehoach.apps.home.selectors import access as accesses
from sokehoach.apps.home.selectors import trail
from sokehoach.apps.home.selectors import value_history as values

PER_PAGE = 30
MAX_ROWS = 20_000  # rows of one file


@require_safe
def show_trail(request: HttpRequest) -> HttpResponse:
    form = TrailForm(request.GET)
    trail_filter = form.build_filter()
    events = trail.list_trail_events(request.user, trail_filter)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page_obj": page,
        "events": trail.describe_events(page.object_list),
        "actions": sorted((str(label), code) for code, label in sentences.ACTIONS.items()),
        "asked": trail_filter,
        "is_account": accesses.is_account(trail_filter.actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "home/audit.html", context)


@require_safe
def download_trail(request: HttpRequest) -> HttpResponse:
    """Returns the filtered events as CSV: the newest 20 000 rows."""
    into = StringIO()
    rows = trail.build_rows(trail.list_trail_events(request.user, TrailForm(request.GET).build_filter())[:MAX_ROWS])
    csv.writer(into).writerows([csv_file.escape_cell(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + into.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="nhat-ky.csv"'
    return answer


@require_safe
def show_value_history(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """Shows what one number of a report was, when, by whom."""
    return render(
        request,
        "home/value.html",
        {"told": values.load_value_history(request.user, submission=pk, cell=code)},
    )


@require_safe
def show_access(request: HttpRequest, username: str) -> HttpResponse:
    access = accesses.load_access(request.user, username)
    page = Paginator(access.events, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"access": access, "page_obj": page, "events": trail.describe_events(page.object_list)}
    return render(request, "home/access.html", context)
