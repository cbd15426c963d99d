"""What one administrator may not do alone: asked for by one, approved by another, printed by the first."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import ApprovalRequest, Invitation, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors import resets
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.notices.services import security
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import Refused

HOURS = 72
Kind, State, Way = ApprovalRequest.Kind, ApprovalRequest.State, Invitation.Way


@write("user.ask_sheet")
def ask_for_sheet(*, user: User, factors_too: bool, by: User, at: datetime) -> Done:
    """Ask a second administrator to approve a sheet that resets the account. Refused for one's own account, and while
    another is asked for. The answer holds the `request`.
    """
    _check_asker(by, user, at)
    if not user.stands(at.date()):
        raise Refused(_("Tài khoản này đã thôi dùng."))
    ApprovalRequest.objects.filter(
        user=user, state__in=(State.WAITING, State.APPROVED), until__lte=at
    ).update(state=State.LAPSED)
    if ApprovalRequest.objects.filter(
        user=user, kind=Kind.SHEET, state__in=(State.WAITING, State.APPROVED)
    ).exists():
        raise Refused(_("Đã có một đề nghị cho tài khoản này. Hãy xem ở «Tài khoản của đơn vị»."))
    row = _ask(Kind.SHEET, user, by, at, factors_too=factors_too)
    return _done(row, {"factors_too": factors_too})


@write("grant.ask")
def ask_for_role(*, user: User, role: Role, unit: Unit, function: str, by: User, at: datetime) -> Done:
    """Ask a second administrator to approve a role that needs it (`grants.needs_second`). Refused where it could not be
    given either.
    """
    _check_asker(by, user, at)
    grants.check_hand_out(user=user, role=role, unit=unit, function=function, since=at.date(), by=by)
    waiting = ApprovalRequest.objects.filter(
        user=user, role=role, over=unit, function=function, state=State.WAITING, until__gt=at
    )
    if waiting.exists():
        raise Refused(_("Đã có một đề nghị cho tài khoản này. Hãy xem ở «Tài khoản của đơn vị»."))
    row = _ask(Kind.ROLE, user, by, at, role=role, over=unit, function=function)
    return _done(row, {"role": role.code, "function": function})


@write("request.approve")
def approve(*, request: ApprovalRequest, by: User | str, at: datetime) -> Done:
    """By a second administrator of the place, or whoever runs the server (`by` a plain name). Refused for who asked and
    whose account it is, where the first administers no more, and once it was decided or is over.
    """
    row = _lock(request, at)
    if not isinstance(by, str):
        _check_second(row, by, at)
    if not _administers(row.asked_by, row, at):
        raise Refused(_("Người đề nghị không còn là người quản trị của đơn vị này."))
    if not row.user.stands(at.date()):
        raise Refused(_("Tài khoản này đã thôi dùng."))
    name = by if isinstance(by, str) else by.username
    row.state, row.decided_name, row.decided_at = State.APPROVED, name, at
    row.decided_by = None if isinstance(by, str) else by
    row.until = at + timedelta(hours=HOURS)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(_("Phải do một người quản trị khác duyệt.")) from error
    security.drop_notices(text=_call(row), at=row.asked_at)
    who = {"person": row.user.full_name, "first": row.asked_by.full_name, "second": row.decider}
    if row.kind == Kind.ROLE:
        assert row.role is not None
        assert row.over is not None
        grants.hand_out(
            user=row.user, role=row.role, unit=row.over, function=row.function, since=at.date(), by=row.asked_by,
            at=at, approved_by=name,
        )  # fmt: skip
        who["role"] = row.role.name
        text = _("%(person)s được giao vai trò «%(role)s»: %(first)s đề nghị, %(second)s duyệt.") % who
    else:
        text = (
            _("Một phiếu đặt lại mật khẩu cho %(person)s được lập: %(first)s đề nghị, %(second)s duyệt.")
            % who
        )
    tell_everybody(row.user, text, at)
    return _done(row, {"asked_by": row.asked_by.username, "approved_by": name})


@write("request.refuse")
def refuse(*, request: ApprovalRequest, by: User | str, at: datetime) -> Done:
    """By any administrator of the place, who asked among them, or whoever runs the server."""
    row = _lock(request, at)
    if not isinstance(by, str) and not _administers(by, row, at):
        raise Refused(_("Chỉ người quản trị của đơn vị này quyết định được."))
    row.state, row.decided_at = State.REFUSED, at
    row.decided_name = by if isinstance(by, str) else by.username
    row.decided_by = None if isinstance(by, str) else by
    row.save()
    security.drop_notices(text=_call(row), at=row.asked_at)
    return _done(row, {"asked_by": row.asked_by.username})


@write("user.print_sheet")
def print_sheet(*, request: ApprovalRequest, digest: str, by: User, at: datetime) -> Done:
    """The sheet, once, by who asked for it: the one who approved has its code, and nobody has both. Earlier links of
    the account are worth nothing.
    """
    row = (
        ApprovalRequest.objects.select_for_update()
        .select_related("user__unit", "asked_by")
        .get(pk=request.pk)
    )
    if row.asked_by_id != by.pk:
        raise Refused(_("Chỉ người đề nghị in được phiếu; người duyệt giữ mã."))
    if row.kind != Kind.SHEET or row.state != State.APPROVED or row.until <= at:
        raise Refused(_("Phiếu này chưa được duyệt, đã in rồi hoặc đã hết hạn. Cần thì đề nghị lại."))
    if not _administers(by, row, at):
        raise Refused(_("Bạn không còn là người quản trị của đơn vị này."))
    if not row.user.stands(at.date()):
        raise Refused(_("Tài khoản này đã thôi dùng."))
    row.state = State.PRINTED
    row.save(update_fields=["state"])
    keep_link(row.user, digest, Way.SEALED, by=by, at=at, request=row, factors_too=row.factors_too)
    return _done(row, {"asked_by": by.username, "approved_by": row.decided_name})


def keep_link(
    user: User,
    digest: str,
    way: str,
    *,
    by: User | str,
    at: datetime,
    request: ApprovalRequest | None = None,
    factors_too: bool = False,
) -> None:
    """Within a write: the only link of the account that is worth something from now on."""
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    Invitation.objects.create(
        user=user, digest=digest, way=way, request=request, factors_too=factors_too,
        made_by=by if isinstance(by, str) else by.username, made_at=at, until=at + timedelta(hours=HOURS),
    )  # fmt: skip


def tell_everybody(user: User, text: str, at: datetime, *, is_new: bool = False) -> None:
    """Within a write: all who administer the account, and its person where they were there before."""
    people = {one.pk for one in resets.list_administrators({user.unit_id}, at.date())} | {user.pk}
    security.keep_notices(people=people - {user.pk} if is_new else people, text=text, at=at)


def _ask(kind: str, user: User, by: User, at: datetime, **told: object) -> ApprovalRequest:
    row = ApprovalRequest.objects.create(
        kind=kind, user=user, asked_by=by, asked_at=at, until=at + timedelta(hours=HOURS), **told
    )
    seconds = resets.list_approvers(row, at.date())
    security.keep_notices(people=[one.pk for one in seconds], text=_call(row), at=at)
    return row


def _call(row: ApprovalRequest) -> str:
    """What the others are told while it waits; once it is decided, nobody is called any more."""
    return _("%(first)s đề nghị bạn duyệt một việc về tài khoản của %(person)s, ở «Tài khoản của đơn vị».") % {
        "first": row.asked_by.full_name, "person": row.user.full_name
    }  # fmt: skip


def _lock(request: ApprovalRequest, at: datetime) -> ApprovalRequest:
    row = (
        ApprovalRequest.objects.select_for_update(of=("self",))
        .select_related("user__unit", "asked_by", "role", "over")
        .get(pk=request.pk)
    )
    if row.state != State.WAITING:
        raise Refused(_("Đề nghị này đã có người quyết định."))
    if row.until <= at:
        raise Refused(_("Đề nghị này đã hết hạn. Cần thì đề nghị lại."))
    return row


def _check_asker(by: User, user: User, at: datetime) -> None:
    if by.pk == user.pk:
        raise Refused(_("Không ai đề nghị cho chính tài khoản của mình: người quản trị khác làm việc này."))
    if user.unit_id not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise Refused(_("Chỉ làm được với tài khoản của đơn vị mà bạn quản trị."))


def _check_second(row: ApprovalRequest, by: User, at: datetime) -> None:
    if by.pk == row.asked_by_id:
        raise Refused(_("Không ai duyệt đề nghị của chính mình: phải có người quản trị thứ hai."))
    if by.pk == row.user_id:
        raise Refused(_("Không ai duyệt cho chính tài khoản của mình."))
    if not _administers(by, row, at):
        raise Refused(_("Chỉ người quản trị của đơn vị này quyết định được."))


def _administers(by: User, row: ApprovalRequest, at: datetime) -> bool:
    fresh = User.objects.get(pk=by.pk)  # what was taken back meanwhile counts
    reach = scope_of(fresh, at.date()).units(Action.ACCOUNT_ADMINISTER)
    return fresh.stands(at.date()) and reach.issuperset(resets.places_of(row))


def _done(row: ApprovalRequest, detail: dict) -> Done:
    told = {"user": row.user.username} | detail
    return Done(
        subject=f"user:{row.user.username}", unit=row.user.unit.code, detail=told, answer={"request": row.pk}
    )
