"""Views of a unit's answer to an ad hoc question: to answer, to submit to the unit's leader, to approve, to decline."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.apps.reporting.ad_hoc_forms import Reply
from sokehoach.apps.reporting.pages.ad_hoc_answer import AnswerPage, load_answer_page
from sokehoach.apps.reporting.services import ad_hoc as services
from sokehoach.apps.reporting.services import ad_hoc_approvals as approvals
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError


@require_http_methods(["GET", "POST"])
def answer_ad_hoc(request: HttpRequest, pk: uuid.UUID, unit: str) -> HttpResponse:
    page = load_answer_page(request.user, pk, unit, day=clock.today())
    reply = Reply(request.POST, page.line, page.submission)
    if request.method == "POST":
        at = clock.now()
        try:
            services.answer(
                ad_hoc=pk,
                unit=unit,
                typed=reply.typed,
                note=reply.note,
                version=reply.version,
                by=request.user,
                at=at,
                key=request.POST.get("key", ""),
            )
        except InvalidInput as invalid:
            reply.wrong = invalid.messages
        else:
            is_late = at > page.line.row.ad_hoc.due_at
            messages.success(request, _("Đã trả lời, muộn so với giờ hẹn.") if is_late else _("Đã trả lời."))
            return redirect("reporting:ad_hoc_answer", pk, unit)
    return _render_page(request, page, reply, status=422 if reply.wrong else 200)


@require_POST
def submit_answer(request: HttpRequest, pk: uuid.UUID, unit: str) -> HttpResponse:
    page = load_answer_page(request.user, pk, unit, day=clock.today())
    reply = Reply(request.POST, page.line, page.submission)
    try:
        approvals.submit_answer(
            ad_hoc=pk,
            unit=unit,
            typed=reply.typed,
            note=reply.note,
            version=reply.version,
            shown_submission=_get_shown_submission(request),
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        reply.wrong = invalid.messages
        return _render_page(request, page, reply, status=422)
    messages.success(request, _("Đã trình lãnh đạo đơn vị. Lãnh đạo duyệt là trả lời được gửi."))
    return redirect("reporting:ad_hoc_answer", pk, unit)


@require_POST
def approve_answer(request: HttpRequest, pk: uuid.UUID, unit: str) -> HttpResponse:
    page = load_answer_page(request.user, pk, unit, day=clock.today())
    try:
        approvals.approve_answer(
            ad_hoc=pk,
            unit=unit,
            version=Reply(request.POST, page.line).version,
            submission=_get_shown_submission(request) or uuid.UUID(int=0),
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        reply = Reply(request.POST, page.line, page.submission)
        return _render_page(request, page, reply, status=422, refused=[invalid.message])
    except VersionConflictError as stale:
        return _render_again(request, pk, unit, refused=stale.message)
    messages.success(request, _("Đã duyệt và gửi trả lời."))
    return redirect("reporting:ad_hoc_answer", pk, unit)


@require_POST
def decline_answer(request: HttpRequest, pk: uuid.UUID, unit: str) -> HttpResponse:
    page, reason = load_answer_page(request.user, pk, unit, day=clock.today()), request.POST.get("reason", "")
    try:
        approvals.decline_answer(
            ad_hoc=pk,
            unit=unit,
            version=Reply(request.POST, page.line).version,
            submission=_get_shown_submission(request) or uuid.UUID(int=0),
            reason=reason,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        reply = Reply(request.POST, page.line, page.submission)
        return _render_page(request, page, reply, status=422, refused=[invalid.message], reason=reason)
    except (ActionRefused, VersionConflictError) as refusal:
        return _render_again(request, pk, unit, refused=refusal.message, reason=reason)
    messages.success(request, _("Đã ghi chỗ cần sửa. Trả lời vẫn ở đơn vị, số liệu giữ nguyên."))
    return redirect("reporting:ad_hoc_answer", pk, unit)


def _get_shown_submission(request: HttpRequest) -> uuid.UUID | None:
    """What was submitted to the unit's leader, as the page showed it."""
    try:
        return uuid.UUID(request.POST.get("seen", ""))
    except ValueError:
        return None


def _render_again(request: HttpRequest, pk: uuid.UUID, unit: str, *, refused: str, reason: str = "") -> HttpResponse:
    """The page as it is by now, after something else happened."""
    page = load_answer_page(request.user, pk, unit, day=clock.today())
    reply = Reply(request.POST, page.line, page.submission)
    return _render_page(request, page, reply, status=409, refused=[refused], reason=reason)


def _render_page(
    request: HttpRequest,
    page: AnswerPage,
    reply: Reply,
    *,
    status: int = 200,
    refused: list[str] | None = None,
    reason: str = "",
) -> HttpResponse:
    context = {
        "answer_page": page,
        "line": page.line,
        "reply": reply,
        "now": clock.now(),
        "refused": refused or [],
        "reason": reason,
    }
    return render(request, "reporting/ad_hoc_answer.html", context, status=status)
