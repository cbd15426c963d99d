"""Views of ad hoc reports: the list, the question, the board with live updates, a unit's answer."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.reporting import ad_hoc_forms as forms
from sokehoach.apps.reporting.pages import ad_hoc
from sokehoach.apps.reporting.queries import ad_hoc as ad_hoc_queries
from sokehoach.apps.reporting.queries import ad_hoc_asking as asking
from sokehoach.apps.reporting.services import ad_hoc as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.apps.shell.outcomes import InvalidInput


@filter_by_programme
@require_safe
def show_all(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.REPORT_VIEW):
        raise Http404
    asked_reports, mine = ad_hoc_queries.list_ad_hocs(request.user, day=clock.today())
    context = {
        "asked_reports": asked_reports,
        "own_reports": mine,
        "may_ask": request.scope.anywhere(Action.REPORT_REVIEW),
    }
    return render(request, "reporting/ad_hocs.html", context)


@require_http_methods(["GET", "POST"])
def ask_units(request: HttpRequest) -> HttpResponse:
    offered = asking.load_offer(request.user, day=clock.today())
    if not offered.units:
        raise Http404
    question = forms.AdHocQuestion(request.POST, offered)
    if request.method == "POST":
        try:
            result = services.ask(
                title=question.title,
                requested_figures=question.wanted,
                units=question.units,
                due_at=question.due_at,
                programme=question.programme,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except InvalidInput as invalid:
            question.wrong = invalid.messages
        else:
            messages.success(request, _("Đã hỏi. Các đơn vị thấy ngay ở trang đầu; trang này tự cập nhật."))
            return redirect("reporting:ad_hoc", result.answer["id"])
    context = {"question": question, "offered": offered}
    return render(request, "reporting/ad_hoc_ask.html", context, status=422 if question.wrong else 200)


@require_safe
def show_board(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """The board. The page polls it: 204 while nothing has changed."""
    board = ad_hoc.load_board(request.user, pk, day=clock.today())
    if request.htmx and request.GET.get("dau") == board.token:
        return HttpResponse(status=204)
    template = "reporting/_ad_hoc_board.html" if request.htmx else "reporting/ad_hoc.html"
    return render(request, template, {"board": board, "now": clock.now()})


@require_POST
def close_ad_hoc(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    services.close(ad_hoc=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    messages.success(request, _("Đã đóng. Không nhận trả lời nữa."))
    return redirect("reporting:ad_hoc", pk)


@require_safe
def download_csv(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    board = ad_hoc.load_board(request.user, pk, day=clock.today())
    return _send_file(ad_hoc.as_csv(board).encode(), "text/csv; charset=utf-8", "csv")


@require_safe
def download_workbook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    board = ad_hoc.load_board(request.user, pk, day=clock.today())
    return _send_file(ad_hoc.build_workbook(board), XLSX, "xlsx")


def _send_file(data: bytes, kind: str, ending: str) -> HttpResponse:
    """The answers as a file for whoever reads them: its words and name are in the language of the page."""
    name = f"{pgettext('file name', 'bao-cao-nhanh')}.{ending}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
