"""Views of a report's page: for its unit to fill in and send, for the office to read, return or accept."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.audit.services import ServiceResult
from sokehoach.apps.reporting import forms
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.pages import report_page as report_page_pages
from sokehoach.apps.reporting.pages.report_page import live_checks
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import approvals
from sokehoach.apps.reporting.services import submissions as services
from sokehoach.apps.reporting.services.report_sending import BlankCellsError
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError


@require_safe
def show_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission = access_submission(request.user, pk)
    return _render_page(request, submission, explain=request.GET.get("ly-do", ""))


@require_POST
def save_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Store the whole page, for browsers without JavaScript."""
    return _run_service(request, pk, services.save, _("Đã lưu nháp."))


@require_POST
def send_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return _run_service(request, pk, services.send, _("Đã gửi báo cáo. Cơ quan nhận sẽ duyệt hoặc trả lại kèm lý do."))


@require_POST
def submit_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return _run_service(
        request, pk, services.submit, _("Đã trình lãnh đạo đơn vị. Lãnh đạo duyệt là báo cáo được gửi.")
    )


@require_POST
def approve_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission = access_submission(request.user, pk)
    try:
        approvals.approve(
            submission=pk,
            version=post_params.get_version(request),
            page_digest=request.POST.get("page_digest", ""),
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        return _render_page(request, submission, status=422, messages=invalid.messages)
    except VersionConflictError as stale:
        return _render_page(request, access_submission(request.user, pk), status=409, refused=[stale.message])
    messages.success(request, _("Đã duyệt và gửi báo cáo."))
    return redirect("reporting:submission", pk)


@require_POST
def decline_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission, reason = access_submission(request.user, pk), request.POST.get("reason", "")
    try:
        approvals.decline(
            submission=pk,
            version=post_params.get_version(request),
            reason=reason,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        return _render_page(request, submission, status=422, refused=[invalid.message], reason=reason)
    except (ActionRefused, VersionConflictError) as refusal:
        submission = access_submission(request.user, pk)
        return _render_page(request, submission, status=409, refused=[refusal.message], reason=reason)
    messages.success(request, _("Đã ghi chỗ cần sửa. Báo cáo vẫn ở đơn vị, số liệu giữ nguyên."))
    return redirect("reporting:submission", pk)


@require_POST
def send_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    remarks = forms.parse_remarks(request.POST, access_submission(request.user, pk).definition)
    try:
        services.send_back(
            submission=pk,
            version=post_params.get_version(request),
            reason=reason,
            remarks=remarks,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        refusals = [message for messages_of in invalid.messages.values() for message in messages_of]
        page_kwargs = {"refused": refusals, "reason": reason, "remarks": remarks}
        return _render_page(request, access_submission(request.user, pk), status=422, **page_kwargs)
    messages.success(request, _("Đã trả lại báo cáo kèm lý do."))
    return redirect("reporting:list")


def _run_service(
    request: HttpRequest, pk: uuid.UUID, service: Callable[..., ServiceResult], success_message: str
) -> HttpResponse:
    """Run the service, or show the page again with what was typed and the messages beside each cell."""
    submission = access_submission(request.user, pk)
    form = submission.definition
    typed: dict[str, Any] = {
        "cells": forms.parse_cells(request.POST, form),
        "texts": forms.parse_narratives(request.POST, form),
    }
    reasons = forms.parse_reasons(request.POST, form)
    sending: dict[str, Any] = {}
    if service in (services.send, services.submit):
        sending = {
            "version": post_params.get_version(request),
            "seen_versions": forms.parse_shown_versions(request.POST, form),
            "agreed_blanks": post_params.parse_count(request.POST.get("agreed_blanks", ""))
            if "asks_blanks" in request.POST
            else None,
        }
    content: dict[str, Any] = {
        "submission": pk, "changes": typed["cells"], "texts": typed["texts"], "reasons": reasons,
        "by": request.user, "at": clock.now(), "key": request.POST.get("key", ""),
    }  # fmt: skip
    try:
        service(**content, **sending)
    except InvalidInput as invalid:
        return _render_page(request, submission, status=422, messages=invalid.messages, **typed)
    except BlankCellsError:
        services.save(**content)
        return _render_page(request, access_submission(request.user, pk), asks_blanks=True)
    except VersionConflictError as stale:
        if "theirs" not in stale.detail:
            raise
        conflicts = stale.detail["theirs"]
        return _render_page(request, submission, status=409, conflicts=conflicts, refused=[stale.message], **typed)
    messages.success(request, success_message)
    if sending and (left := obligations.list_left_to_send(request.user, submission, clock.today())):
        words = _("Kỳ này đơn vị còn biểu chưa gửi: %(forms)s. Mở ở trang Báo cáo.")
        messages.info(request, words % {"forms": "; ".join(f"{report.form_code} {report.name}" for report in left)})
    return redirect("reporting:submission", pk)


def _render_page(
    request: HttpRequest,
    submission: Submission,
    *,
    status: int = 200,
    refused: list[str] | None = None,
    reason: str = "",
    remarks: Mapping[str, str] | None = None,
    asks_blanks: bool = False,
    **typed: Any,
) -> HttpResponse:
    report_page = report_page_pages.load_report_page(request.user, submission)
    context = {
        "report_page": report_page,
        "typed_page": forms.build_page(report_page.sheet, **typed),
        "refused": refused or [],
        "reason": reason,
        "checks": live_checks(report_page.sheet.form) if report_page.can_write else [],
        "remarks": remarks or {},
        "unanswered": report_page.sheet.list_unanswered() if asks_blanks else [],
    }
    return render(request, "reporting/sheet.html", context, status=status)
