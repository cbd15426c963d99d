"""A report's page: for its unit to fill in and send, for the office to read, return or accept."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.audit.services import Done
from sokehoach.apps.reporting import forms
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.selectors import pages
from sokehoach.apps.reporting.selectors.live import live_checks
from sokehoach.apps.reporting.selectors.submissions import submission_for
from sokehoach.apps.reporting.services import submissions as services
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid, Stale


@require_safe
def show(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission = submission_for(request.user, pk)
    return _page(request, submission, explain=request.GET.get("ly-do", ""))


@require_POST
def save(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole page at once: without JavaScript nothing is kept by itself."""
    return _write(request, pk, services.save, _("Đã lưu nháp."))


@require_POST
def send(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return _write(
        request, pk, services.send, _("Đã gửi báo cáo. Cơ quan nhận sẽ duyệt hoặc trả lại kèm lý do.")
    )


@require_POST
def send_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    said_of = forms.typed_remarks(request.POST, submission_for(request.user, pk).form.definition)
    try:
        services.send_back(
            submission=pk,
            version=posted.version(request),
            reason=reason,
            remarks=said_of,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except Invalid as invalid:
        said = [one for messages_of in invalid.messages.values() for one in messages_of]
        shown = {"refused": said, "reason": reason, "remarks": said_of}
        return _page(request, submission_for(request.user, pk), status=422, **shown)
    messages.success(request, _("Đã trả lại báo cáo kèm lý do."))
    return redirect("reporting:list")


def _write(request: HttpRequest, pk: uuid.UUID, service: Callable[..., Done], said: str) -> HttpResponse:
    """Keep the page, or show it again with all that was typed and, beside each cell, why it was not kept."""
    submission = submission_for(request.user, pk)
    form = submission.form.definition
    typed: dict[str, Any] = {
        "cells": forms.typed_cells(request.POST, form),
        "words": forms.typed_words(request.POST, form),
    }
    reasons = forms.typed_reasons(request.POST, form)
    sending: dict[str, Any] = {}
    if service is services.send:
        sending = {"version": posted.version(request), "seen": forms.seen(request.POST, form)}
    try:
        service(
            submission=pk,
            changes=typed["cells"],
            words=typed["words"],
            reasons=reasons,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
            **sending,
        )
    except Invalid as invalid:
        return _page(request, submission, status=422, messages=invalid.messages, **typed)
    except Stale as stale:
        if "theirs" not in stale.detail:
            raise
        theirs = stale.detail["theirs"]
        return _page(request, submission, status=409, theirs=theirs, refused=[stale.message], **typed)
    messages.success(request, said)
    return redirect("reporting:submission", pk)


def _page(
    request: HttpRequest,
    submission: Submission,
    *,
    status: int = 200,
    refused: list[str] | None = None,
    reason: str = "",
    remarks: Mapping[str, str] | None = None,
    **typed: Any,
) -> HttpResponse:
    told = pages.told(request.user, submission)
    context = {
        "told": told,
        "drawn": forms.page(told.sheet, **typed),
        "refused": refused or [],
        "reason": reason,
        "checks": live_checks(told.sheet.form) if told.writes else [],
        "remarks": remarks or {},
    }
    return render(request, "reporting/sheet.html", context, status=status)
