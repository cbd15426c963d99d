"""The audit trail: search and download, a person's access, the seals and what witnesses return."""

import csv
import uuid
from io import StringIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.writers import csv_file
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.audit.services import checkpoints
from sokehoach.apps.home import sentences
from sokehoach.apps.home.forms import CountersignForm, TrailForm
from sokehoach.apps.home.pages import seals as seal_pages
from sokehoach.apps.home.pages import trail as trail_pages
from sokehoach.apps.home.queries import trail
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.vietnamese import write_in_vietnamese

PER_PAGE = 30
MAX_ROWS = 20_000  # rows of one file
SEALS_PER_PAGE = 20


@require_safe
def show_trail(request: HttpRequest) -> HttpResponse:
    form = TrailForm(request.GET)
    trail_filter = form.build_filter()
    events = trail.list_trail_events(request.user, trail_filter)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page_obj": page,
        "events": trail_pages.describe_events(page.object_list),
        "actions": sorted((str(label), code) for code, label in sentences.ACTIONS.items()),
        "trail_filter": trail_filter,
        "is_account": trail.is_account(trail_filter.actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "home/audit.html", context)


@require_safe
@write_in_vietnamese
def download_trail(request: HttpRequest) -> HttpResponse:
    """Returns the filtered events as CSV: the newest 20 000 rows."""
    into = StringIO()
    rows = trail_pages.build_rows(
        trail.list_trail_events(request.user, TrailForm(request.GET).build_filter())[:MAX_ROWS]
    )
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
        {"history": trail_pages.load_value_history(request.user, submission=pk, cell=code)},
    )


@require_safe
def show_access(request: HttpRequest, username: str) -> HttpResponse:
    access = trail_pages.load_access(request.user, username)
    page = Paginator(access.events, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"access": access, "page_obj": page, "events": trail_pages.describe_events(page.object_list)}
    return render(request, "home/access.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show_seals(request: OfficialRequest) -> HttpResponse:
    seals = seal_pages.list_seals(request.scope)
    form = CountersignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            result = checkpoints.import_countersignatures(
                text=form.cleaned_data["text"],
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
            sentence = _("Đã nhận chữ ký chứng kiến cho bản niêm phong %(size)s dòng.")
            messages.success(request, sentence % {"size": result.answer["size"]})
            return redirect("home:seals", permanent=False)
        except InvalidInput as invalid:
            for field, field_messages in invalid.messages.items():
                form.add_error(field or None, field_messages)
    newest = seals.first()
    context = {
        "form": form,
        "page_obj": Paginator(seals, SEALS_PER_PAGE).get_page(request.GET.get("trang")),
        "newest": newest,
        "witnesses": seal_pages.list_witnesses(newest),
        "unsealed": seal_pages.count_unsealed(newest),
        "keys": seal_pages.get_public_keys(request.scope),
    }
    return render(request, "home/seals.html", context, status=422 if form.errors else 200)


@require_safe
@write_in_vietnamese
def download_brief(request: OfficialRequest, size: int, old: int) -> HttpResponse:
    return _build_download(
        seal_pages.render_witness_brief(request.scope, size=size, old=old), f"niem-phong-{size}-tu-{old}.txt"
    )


@require_safe
@write_in_vietnamese
def download_keys(request: OfficialRequest) -> HttpResponse:
    return _build_download(seal_pages.get_public_keys(request.scope), "khoa.txt")


def _build_download(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
