"""Handles what one administrator may not do alone: one asks, another approves, the first prints."""

from datetime import datetime, timedelta

from sokehoach.apps.accounts.models import ApprovalRequest, Invitation, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.notices.services import security
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say

HOURS = 72
Kind, State, Way = ApprovalRequest.Kind, ApprovalRequest.State, Invitation.Way


@write("user.ask_sheet")
def request_sheet(*, user: User, factors_too: bool, by: User, at: datetime) -> ServiceResult:
    """Ask a second administrator to approve a sheet that resets the account.

    Raises ActionRefused for one's own account, and while another request is open. The answer holds the `request`.
    """
    _check_asker(by, user, at)
    if not user.stands(at.date()):
        raise ActionRefused(say("Tài khoản này đã thôi dùng."))
    ApprovalRequest.objects.filter(user=user, state__in=(State.WAITING, State.APPROVED), until__lte=at).update(
        state=State.LAPSED
    )
    row = _create_request(Kind.SHEET, user, by, at, factors_too=factors_too)
    return _build_result(row, {"factors_too": factors_too})


@write("grant.ask")
def request_role(*, user: User, role: Role, unit: Unit, function: str, by: User, at: datetime) -> ServiceResult:
    """Ask a second administrator to approve a role that needs it (`grants.needs_second_approval`).

    Raises ActionRefused where it could not be given either way.
    """
    _check_asker(by, user, at)
    grants.check_role_grant(user=user, role=role, unit=unit, function=function, since=at.date(), by=by)
    waiting = ApprovalRequest.objects.filter(
        user=user, role=role, over=unit, function=function, state=State.WAITING, until__gt=at
    )
    if waiting.exists():
        raise ActionRefused(get_violation_message(ApprovalRequest, "accounts_one_sheet_asked_for"))
    row = _create_request(Kind.ROLE, user, by, at, role=role, over=unit, function=function)
    return _build_result(row, {"role": role.code, "function": function})


@write("request.approve")
def approve_request(*, request: ApprovalRequest, by: User | str, at: datetime) -> ServiceResult:
    """Approve as a second administrator of the units, or as the server's operator (`by` a plain name).

    Raises ActionRefused for the requester and the account's person, where the requester is no administrator any more,
    and where the request was decided or has expired.
    """
    row = _lock_request(request, at)
    if not isinstance(by, str):
        _check_second(row, by, at)
    if not _can_administer(row.asked_by, row, at):
        raise ActionRefused(say("Người đề nghị không còn là người quản trị của đơn vị này."))
    if not row.user.stands(at.date()):
        raise ActionRefused(say("Tài khoản này đã thôi dùng."))
    name = by if isinstance(by, str) else by.username
    row.state, row.decided_name, row.decided_at = State.APPROVED, name, at
    row.decided_by = None if isinstance(by, str) else by
    row.until = at + timedelta(hours=HOURS)
    row.save()
    security.delete_notices(text=_build_call_text(row), at=row.asked_at)
    names = {"person": row.user.full_name, "first": row.asked_by.full_name, "second": row.decider}
    if row.kind == Kind.ROLE:
        assert row.role is not None
        assert row.over is not None
        grants.grant_role(
            user=row.user, role=row.role, unit=row.over, function=row.function, since=at.date(), by=row.asked_by,
            at=at, approved_by=name,
        )  # fmt: skip
        names["role"] = row.role.name
        text = say("%(person)s được giao vai trò «%(role)s»: %(first)s đề nghị, %(second)s duyệt.") % names
    elif row.opens_account:
        text = say("Một phiếu mở tài khoản cho %(person)s được lập: %(first)s đề nghị, %(second)s duyệt.") % names
    else:
        text = say("Một phiếu đặt lại mật khẩu cho %(person)s được lập: %(first)s đề nghị, %(second)s duyệt.") % names
    notify_administrators(row.user, text, at)
    return _build_result(row, {"asked_by": row.asked_by.username, "approved_by": name})


@write("request.refuse")
def refuse_request(*, request: ApprovalRequest, by: User | str, at: datetime) -> ServiceResult:
    """Refuse as any administrator of the units, the requester included, or as the server's operator."""
    row = _lock_request(request, at)
    if not isinstance(by, str) and not _can_administer(by, row, at):
        raise ActionRefused(say("Chỉ người quản trị của đơn vị này quyết định được."))
    row.state, row.decided_at = State.REFUSED, at
    row.decided_name = by if isinstance(by, str) else by.username
    row.decided_by = None if isinstance(by, str) else by
    row.save()
    security.delete_notices(text=_build_call_text(row), at=row.asked_at)
    return _build_result(row, {"asked_by": row.asked_by.username})


@write("user.print_sheet")
def print_sheet(*, request: ApprovalRequest, digest: str, by: User, at: datetime) -> ServiceResult:
    """Print the sheet once, as its requester; earlier links of the account stop working.

    The approver has its code, and nobody has both.
    """
    row = ApprovalRequest.objects.select_for_update().select_related("user__unit", "asked_by").get(pk=request.pk)
    if row.asked_by_id != by.pk:
        raise ActionRefused(say("Chỉ người đề nghị in được phiếu; người duyệt giữ mã."))
    if row.kind != Kind.SHEET or row.state != State.APPROVED or row.until <= at:
        raise ActionRefused(say("Phiếu này chưa được duyệt, đã in rồi hoặc đã hết hạn. Cần thì đề nghị lại."))
    if not _can_administer(by, row, at):
        raise ActionRefused(say("Bạn không còn là người quản trị của đơn vị này."))
    if not row.user.stands(at.date()):
        raise ActionRefused(say("Tài khoản này đã thôi dùng."))
    row.state = State.PRINTED
    row.save(update_fields=["state"])
    replace_link(row.user, digest, Way.SEALED, by=by, at=at, request=row, factors_too=row.factors_too)
    return _build_result(row, {"asked_by": by.username, "approved_by": row.decided_name})


def replace_link(
    user: User,
    digest: str,
    way: str,
    *,
    by: User | str,
    at: datetime,
    request: ApprovalRequest | None = None,
    factors_too: bool = False,
) -> None:
    """Replaces all links of the account with this one, within the caller's write."""
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    Invitation.objects.create(
        user=user, digest=digest, way=way, request=request, factors_too=factors_too,
        made_by=by if isinstance(by, str) else by.username, made_at=at, until=at + timedelta(hours=HOURS),
    )  # fmt: skip


def notify_administrators(user: User, text: str, at: datetime, *, is_new: bool = False) -> None:
    """Notifies, within the caller's write, all who administer the account, and its person if the account is not new."""
    people = {administrator.pk for administrator in resets.list_administrators({user.unit_id}, at.date())} | {user.pk}
    security.create_notices(people=people - {user.pk} if is_new else people, text=text, at=at)


def _create_request(kind: str, user: User, by: User, at: datetime, **extra: object) -> ApprovalRequest:
    row = ApprovalRequest.objects.create(
        kind=kind, user=user, asked_by=by, asked_at=at, until=at + timedelta(hours=HOURS), **extra
    )
    seconds = resets.list_approvers(row, at.date())
    security.create_notices(people=[approver.pk for approver in seconds], text=_build_call_text(row), at=at)
    return row


def _build_call_text(row: ApprovalRequest) -> str:
    """Formats the notice of a waiting request; it is deleted once the request is decided."""
    return say(
        "%(first)s đề nghị bạn duyệt một việc về tài khoản của %(person)s, ở «Tài khoản của đơn vị».",
        first=row.asked_by.full_name,
        person=row.user.full_name,
    )


def _lock_request(request: ApprovalRequest, at: datetime) -> ApprovalRequest:
    row = (
        ApprovalRequest.objects.select_for_update(of=("self",))
        .select_related("user__unit", "asked_by", "role", "over")
        .get(pk=request.pk)
    )
    if row.state != State.WAITING:
        raise ActionRefused(say("Đề nghị này đã có người quyết định."))
    if row.until <= at:
        raise ActionRefused(say("Đề nghị này đã hết hạn. Cần thì đề nghị lại."))
    return row


def _check_asker(by: User, user: User, at: datetime) -> None:
    if user.unit_id not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise ActionRefused(say("Chỉ làm được với tài khoản của đơn vị mà bạn quản trị."))


def _check_second(row: ApprovalRequest, by: User, at: datetime) -> None:
    if not _can_administer(by, row, at):
        raise ActionRefused(say("Chỉ người quản trị của đơn vị này quyết định được."))


def _can_administer(by: User, row: ApprovalRequest, at: datetime) -> bool:
    current_user = User.objects.get(pk=by.pk)  # reloaded, since grants may have been revoked meanwhile
    reach = scope_of(current_user, at.date()).units(Action.ACCOUNT_ADMINISTER)
    return current_user.stands(at.date()) and reach.issuperset(resets.list_place_ids(row))


def _build_result(row: ApprovalRequest, detail: dict) -> ServiceResult:
    audit_detail = {"user": row.user.username} | detail
    return ServiceResult(
        subject=f"user:{row.user.username}",
        unit=row.user.unit.code,
        detail=audit_detail,
        answer={"request": row.pk},
    )
