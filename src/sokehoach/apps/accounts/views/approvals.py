"""«Việc chờ duyệt»: a request that takes two administrators, its decision, and the sheet that its requester prints."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.freshness import require_fresh
from sokehoach.apps.accounts.models import ApprovalRequest
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.services import approvals, invitations
from sokehoach.apps.accounts.views import links
from sokehoach.apps.notices.services import security
from sokehoach.apps.shell import clock

State, Kind = ApprovalRequest.State, ApprovalRequest.Kind


@require_safe
def show_request(request: OfficialRequest, pk: int) -> HttpResponse:
    return _render_request(request, resets.get_request(request.scope, pk))


@require_fresh
@require_POST
def approve_request(request: OfficialRequest, pk: int) -> HttpResponse:
    approvals.approve_request(request=resets.get_request(request.scope, pk), by=request.user, at=clock.now())
    security.deliver_notices(by=request.user, at=clock.now())
    messages.success(request, _("Đã duyệt."))
    return redirect("accounts:request", pk)


@require_fresh
@require_POST
def refuse_request(request: OfficialRequest, pk: int) -> HttpResponse:
    approvals.refuse_request(request=resets.get_request(request.scope, pk), by=request.user, at=clock.now())
    messages.success(request, _("Đề nghị đã được đóng, không có gì thay đổi."))
    return redirect("accounts:staff")


@require_fresh
@require_POST
def print_sheet(request: OfficialRequest, pk: int) -> HttpResponse:
    row, token = resets.get_request(request.scope, pk), invitations.generate_sheet_token()
    approvals.print_sheet(request=row, digest=invitations.hash_token(token), by=request.user, at=clock.now())
    return links.show_sheet(request, row.user, token, approval=row)


def _render_request(request: OfficialRequest, row: ApprovalRequest) -> HttpResponse:
    """Shows the code to the approver alone, while the sheet may be used."""
    now, own_id = clock.now(), request.user.pk
    is_waiting = row.state == State.WAITING and row.until > now
    is_sheet = row.kind == Kind.SHEET
    is_unused = is_sheet and row.state in (State.APPROVED, State.PRINTED) and not resets.is_used(row)
    context = {
        "row": row,
        "lapsed": (row.state == State.WAITING or (is_sheet and row.state == State.APPROVED)) and row.until <= now,
        "may_approve": is_waiting and own_id not in (row.asked_by_id, row.user_id),
        "may_refuse": is_waiting,
        "may_print": is_sheet and row.state == State.APPROVED and row.until > now and own_id == row.asked_by_id,
        "code": resets.build_code(row) if is_unused and own_id == row.decided_by_id else "",
        "approvers": resets.list_approvers(row, now.date()) if is_waiting else [],
        "is_sheet": is_sheet,
        "is_administrator": row.role is not None and Action.ACCOUNT_ADMINISTER in row.role.actions,
    }
    return render(request, "accounts/request.html", context)
