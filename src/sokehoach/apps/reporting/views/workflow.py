"""Views of workflow steps with a form of their own: correction, waiver, confirmation."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.apps.reporting.pages import report_page
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import corrections, proxy_entry, waivers
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput


@require_http_methods(["GET", "POST"])
def correct_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for the reason of a correction, then begin it."""
    submission = access_submission(request.user, pk)
    why, wrong = request.POST.get("why", ""), []
    if request.method == "POST":
        try:
            result = corrections.begin(
                submission=pk,
                version=post_params.get_version(request),
                why=why,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except InvalidInput as invalid:
            wrong = invalid.messages["why"]
        else:
            messages.success(request, _("Đã lập bản đính chính. Bản cũ vẫn được tính đến khi bản này được duyệt."))
            return redirect("reporting:submission", result.answer["id"])
    context = {"report_page": report_page.load_report_page(request.user, submission), "why": why, "wrong": wrong}
    return render(request, "reporting/correct.html", context, status=422 if wrong else 200)


@require_POST
def grant_waiver(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    access_submission(request.user, pk)
    waivers.grant_waiver(
        submission=pk,
        version=post_params.get_version(request),
        cell=request.POST.get("cell", ""),
        rule=request.POST.get("rule", ""),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    messages.success(request, _("Đã chấp nhận giải trình: sẽ in ở phần ghi chú của phụ lục."))
    return redirect("reporting:submission", pk)


@require_POST
def confirm_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    access_submission(request.user, pk)
    proxy_entry.confirm(submission=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    messages.success(request, _("Đã xác nhận số liệu do cơ quan nhận báo cáo nhập thay."))
    return redirect("reporting:submission", pk)
