"""Steps in a report's life that have a form of their own: correction, explanation, confirmation."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.apps.reporting.selectors import pages
from sokehoach.apps.reporting.selectors.submissions import submission_for
from sokehoach.apps.reporting.services import corrections, intakes, waivers
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Why a report that counts is to be corrected; then its correction."""
    submission = submission_for(request.user, pk)
    why, wrong = request.POST.get("why", ""), []
    if request.method == "POST":
        try:
            done = corrections.begin(
                submission=pk,
                version=posted.version(request),
                why=why,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except Invalid as invalid:
            wrong = invalid.messages["why"]
        else:
            messages.success(
                request, _("Đã lập bản đính chính. Bản cũ vẫn được tính đến khi bản này được duyệt.")
            )
            return redirect("reporting:submission", done.answer["id"])
    context = {"told": pages.told(request.user, submission), "why": why, "wrong": wrong}
    return render(request, "reporting/correct.html", context, status=422 if wrong else 200)


@require_POST
def excuse(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission_for(request.user, pk)
    waivers.grant(
        submission=pk,
        version=posted.version(request),
        cell=request.POST.get("cell", ""),
        rule=request.POST.get("rule", ""),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    messages.success(request, _("Đã chấp nhận giải trình: sẽ in ở phần ghi chú của phụ lục."))
    return redirect("reporting:submission", pk)


@require_POST
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission_for(request.user, pk)
    intakes.confirm(submission=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    messages.success(request, _("Đã xác nhận số liệu do cơ quan nhận báo cáo nhập thay."))
    return redirect("reporting:submission", pk)
