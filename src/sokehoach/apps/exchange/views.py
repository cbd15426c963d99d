"""Views that download and import the Excel sheet of a report, and have files for analysts prepared."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.exchange import analyst_files, report_workbook, services, snapshot_files
from sokehoach.apps.exchange.forms import FilesForm
from sokehoach.apps.exchange.report_workbook import WorkbookProblem
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.jobs.models import KEPT
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.queries.sheets import build_sheet as report_sheet
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.messages import say

MAX_BYTES = 2_000_000


@require_safe
@write_in_vietnamese
def download_workbook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The workbook of one report, to be filled in offline."""
    submission = access_submission(request.user, pk)
    report = report_sheet(submission)
    name = f"{report.form.code}-{submission.unit.code}-{submission.period}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(report_workbook.build_workbook(report), content_type=XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
def import_workbook(request: HttpRequest) -> HttpResponse:
    """Import a filled-in workbook, from the unit itself or received by e-mail at the office that reviews it."""
    context: dict[str, Any] = {
        "takes": bool(permissions.list_reviewable_units(scope_of(request.user), permissions.GENERAL)),
        "source": request.POST.get("source", ""),
    }
    if request.method == "GET":
        return render(request, "exchange/brought.html", context)
    upload = request.FILES.get("file")
    if upload is None or upload.size is None or upload.size > MAX_BYTES:
        context["problems"] = [WorkbookProblem("", "", _("Chọn một tệp Excel không quá 2 MB."))]
        return render(request, "exchange/brought.html", context, status=422)
    try:
        workbook = report_workbook.parse_workbook(upload.read())
    except WorkbookError as refusal:
        context["problems"] = [WorkbookProblem("", upload.name or "", str(refusal))]
        return render(request, "exchange/brought.html", context, status=422)
    if workbook.problems or workbook.submission is None:
        context["problems"] = workbook.problems
        return render(request, "exchange/brought.html", context, status=422)
    report = access_submission(request.user, workbook.submission)
    is_own = permissions.can_edit_submission(scope_of(request.user), report)
    try:
        services.import_workbook(
            workbook=workbook,
            form=report.form.uid,
            unit=report.unit,
            period=report.period,
            source="" if is_own else context["source"] or "tệp Excel của đơn vị",
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        context["problems"] = report_workbook.list_problems(workbook, invalid.messages)
        return render(request, "exchange/brought.html", context, status=422)
    except ActionRefused as refusal:
        context["problems"] = [WorkbookProblem("", "", refusal.message)]
        return render(request, "exchange/brought.html", context, status=409)
    messages.success(request, _("Đã ghi số liệu của tệp vào báo cáo. Xem lại rồi gửi."))
    return redirect("reporting:submission", report.pk)


@require_http_methods(["GET", "POST"])
def prepare_files(request: OfficialRequest) -> HttpResponse:
    """Choose periods of a programme; a job writes the file, with what the account sees on pages."""
    if not request.scope.anywhere(Action.CONSOLIDATE_VIEW):
        raise Http404
    code = request.POST.get("programme", "")
    files_forms = [
        FilesForm(request.POST if offer.programme.code == code else None, offer=offer)
        for offer in analyst_files.list_offers(request.user)
    ]
    bound_form = next((form for form in files_forms if form.is_bound), None)
    if request.method == "POST" and bound_form is None:
        raise Http404
    if bound_form is not None and bound_form.is_valid():
        return _start_job(request, bound_form)
    context = {"files_forms": files_forms, "kept_days": KEPT.days}
    return render(request, "exchange/files.html", context, status=200 if bound_form is None else 422)


def _start_job(request: OfficialRequest, form: FilesForm) -> HttpResponse:
    periods, kind = form.cleaned_data["periods"], form.cleaned_data["format"]
    writer: Any
    if kind in (snapshot_files.OPEN, snapshot_files.WHOLE):
        writer, name = snapshot_files, say("Bản trích số liệu")
        arguments = snapshot_files.build_arguments(request.user, form.offer.programme, periods, kind)
    else:
        writer, name = analyst_files, say("Tệp số liệu")
        arguments = analyst_files.build_arguments(request.user, form.offer, periods, kind)
    result = job_services.start_job(
        kind=writer.KIND,
        title=say(
            "%(name)s %(programme)s, số kỳ: %(count)s",
            name=name,
            programme=form.offer.programme.short_name,
            count=len(periods),
        ),
        arguments=arguments,
        total=writer.count_steps(arguments),
        person=request.user.pk,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    transaction.on_commit(job_services.start_worker)
    return redirect("jobs:page", result.answer["id"])
