"""The audit trail: who did what, when; to be searched and taken away."""

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
from sokehoach.apps.home.selectors import value as values

PER_PAGE = 30
MOST = 20_000  # rows of one file


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    form = TrailForm(request.GET)
    asked = form.asked()
    found = trail.trail(request.user, asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    told = {
        "form": form,
        "page_obj": page,
        "events": trail.tell(page.object_list),
        "actions": sorted((str(words), code) for code, words in sentences.ACTIONS.items()),
        "asked": asked,
        "is_account": accesses.is_account(asked.actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "home/audit.html", told)


@require_safe
def audit_file(request: HttpRequest) -> HttpResponse:
    """What the page shows, as CSV: the newest 20 000 rows."""
    into = StringIO()
    rows = trail.as_rows(trail.trail(request.user, TrailForm(request.GET).asked())[:MOST])
    csv.writer(into).writerows([csv_file.safe(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + into.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="nhat-ky.csv"'
    return answer


@require_safe
def value(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """What one number of a report was, when, by whom."""
    return render(
        request, "home/value.html", {"told": values.history(request.user, submission=pk, cell=code)}
    )


@require_safe
def access(request: HttpRequest, username: str) -> HttpResponse:
    found = accesses.access(request.user, username)
    page = Paginator(found.events, PER_PAGE).get_page(request.GET.get("trang"))
    told = {"access": found, "page_obj": page, "events": trail.tell(page.object_list)}
    return render(request, "home/access.html", told)
