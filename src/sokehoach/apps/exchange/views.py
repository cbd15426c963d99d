"""The Excel sheet of a report, out and back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.xlsx.package import Unreadable
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.exchange import services, sheets
from sokehoach.apps.exchange.sheets import Problem
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.selectors.sheets import sheet as report_sheet
from sokehoach.apps.reporting.selectors.submissions import submission_for
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid, Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 2_000_000


@require_safe
def sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The workbook of one report, to be filled in without a network."""
    submission = submission_for(request.user, pk)
    drawn = report_sheet(submission)
    name = f"{drawn.form.code}-{submission.unit.code}-{submission.period}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(sheets.workbook(drawn), content_type=XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
def brought(request: HttpRequest) -> HttpResponse:
    """A workbook that came back: from the unit itself, or by e-mail to the office that reviews it."""
    context: dict[str, Any] = {
        "takes": bool(permissions.reviewable(scope_of(request.user), permissions.GENERAL)),
        "source": request.POST.get("source", ""),
    }
    if request.method == "GET":
        return render(request, "exchange/brought.html", context)
    upload = request.FILES.get("file")
    if upload is None or upload.size is None or upload.size > MOST_BYTES:
        context["problems"] = [Problem("", "", _("Chọn một tệp Excel không quá 2 MB."))]
        return render(request, "exchange/brought.html", context, status=422)
    try:
        found = sheets.read(upload.read())
    except Unreadable as refusal:
        context["problems"] = [Problem("", upload.name or "", str(refusal))]
        return render(request, "exchange/brought.html", context, status=422)
    if found.problems or found.submission is None:
        context["problems"] = found.problems
        return render(request, "exchange/brought.html", context, status=422)
    report = submission_for(request.user, found.submission)
    own = permissions.edits(scope_of(request.user), report)
    try:
        services.bring(
            brought=found,
            form=report.form.code,
            unit=report.unit,
            period=report.period,
            source="" if own else context["source"] or _("tệp Excel của đơn vị"),
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except Invalid as invalid:
        context["problems"] = sheets.problems(found, invalid.messages)
        return render(request, "exchange/brought.html", context, status=422)
    except Refused as refusal:
        context["problems"] = [Problem("", "", refusal.message)]
        return render(request, "exchange/brought.html", context, status=409)
    messages.success(request, _("Đã ghi số liệu của tệp vào báo cáo. Xem lại rồi gửi."))
    return redirect("reporting:submission", report.pk)
