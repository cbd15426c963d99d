"""Invites people: creates an account with roles and a single-use link.

Who gets the link (docs/adr/0035, 0106): the person, at their own confirmed address; the maker of a new account that has
nothing beyond the maker's own rights; else no one alone (`approvals`).
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db.models import F
from django.utils import timezone

from sokehoach.apps.accounts.models import Invitation, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import resets, scopes
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import approvals, factors, grants, users
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.notices.queries import find_link_address
from sokehoach.apps.notices.services.letters import send_letter
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import has_ended
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.notation import write_day

HOURS = approvals.HOURS
Way = Invitation.Way


def generate_token() -> str:
    """Returns a token of 256 random bits, which is only in the link."""
    return secrets.token_urlsafe(32)


def generate_sheet_token() -> str:
    """Returns 100 random bits to type from paper: «k7m2-9pqx-…», without letters that look like digits."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _sign in range(4)) for _group in range(5))


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@write("user.invite")
def create_invitation(
    *,
    username: str,
    full_name: str,
    title: str,
    unit: Unit,
    parts: Sequence[tuple[Role, str, Unit]],
    digest: str,
    by: User | str,
    at: datetime,
) -> ServiceResult:
    """Create an account without a password, its roles, and the link to set one.

    Where one administrator may not do it alone, a second one's approval is requested (`request` in the answer). `by` a
    plain name is the server's operator; then all the roles are given. Raises InvalidInput where the username is taken.
    """
    if not isinstance(by, str) and unit.pk not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise ActionRefused(say("Chỉ mời người vào đơn vị mà bạn quản trị."))
    if has_ended(unit, at.date()):
        raise ActionRefused(say("Chọn một đơn vị khác, đang hoạt động."))
    users.create_user(username=username, full_name=full_name, title=title, unit=unit, by=by, at=at)
    user = User.objects.get(username=username)
    for role, function, role_unit in parts:
        if isinstance(by, str):
            grants.create_grant(user=user, role=role, unit=role_unit, function=function, since=at.date(), by=by, at=at)
        else:
            grants.grant_role(user=user, role=role, unit=role_unit, function=function, since=at.date(), by=by, at=at)
    if isinstance(by, str):
        approvals.replace_link(user, digest, Way.SERVER, by=by, at=at)
    elif resets.may_make_first_link(by, user, at.date()):
        approvals.replace_link(user, digest, resets.get_first_way(user, at.date()), by=by, at=at)
    else:
        result = approvals.request_sheet(user=user, factors_too=False, by=by, at=at)
        return ServiceResult(subject=f"user:{username}", unit=unit.code, answer=result.answer | {"id": user.pk})
    return ServiceResult(subject=f"user:{username}", unit=unit.code, answer={"id": user.pk})


@write("user.renew_link")
def renew_link(*, user: User, digest: str, factors_too: bool, by: User | str, at: datetime) -> ServiceResult:
    """Create a new link, shown to its requester; earlier links stop working.

    For the server's operator (`by` a plain name), or an administrator of a new account with nothing beyond their own
    rights. Raises ActionRefused otherwise.
    """
    if not user.stands(at.date()):
        raise ActionRefused(say("Tài khoản này đã thôi dùng."))
    if isinstance(by, str):
        approvals.replace_link(user, digest, Way.SERVER, by=by, at=at, factors_too=factors_too)
        if not resets.is_unopened(user):
            text = say("Một liên kết đặt lại mật khẩu cho %(person)s được lập trên máy chủ (%(by)s).")
            approvals.notify_administrators(user, text % {"person": user.full_name, "by": by}, at)
    else:
        _check_administers(by, user, at)
        if factors_too or not resets.may_make_first_link(by, user, at.date()):
            raise ActionRefused(say("Liên kết của tài khoản này không được đưa cho một người quản trị một mình."))
        approvals.replace_link(user, digest, resets.get_first_way(user, at.date()), by=by, at=at)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"factors_too": factors_too})


@write("user.mail_link")
def renew_link_by_mail(*, user: User, digest: str, by: User, at: datetime) -> ServiceResult:
    """Create a new link to be mailed to the person's own confirmed address alone; the caller mails it.

    Second factors stay. Raises ActionRefused where there is no such address.
    """
    _check_administers(by, user, at)
    if not user.stands(at.date()):
        raise ActionRefused(say("Tài khoản này đã thôi dùng."))
    if not find_link_address(user.pk, at):
        raise ActionRefused(say("Người này chưa có địa chỉ thư đã xác nhận từ một ngày trước."))
    approvals.replace_link(user, digest, Way.MAIL, by=by, at=at)
    text = say("%(by)s cho gửi một liên kết đặt lại mật khẩu tới địa chỉ thư của %(person)s.")
    approvals.notify_administrators(user, text % {"by": by.full_name, "person": user.full_name}, at)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code)


@write("user.wrong_code")
def count_wrong_code(*, invitation: Invitation, by: User, at: datetime) -> ServiceResult:
    """Count a wrong code of a sheet; after `MAX_TRIES` of them the sheet stops working."""
    Invitation.objects.filter(pk=invitation.pk).update(tries=F("tries") + 1)
    return ServiceResult(subject=f"user:{by.username}", unit=by.unit.code)


@write("user.accept", prepare=users.hash_password)
def accept_invitation(
    *, invitation: Invitation, password: str, by: User, at: datetime, code: str = "", prepared: str = ""
) -> ServiceResult:
    """Set the password by the link, which is then used up.

    Raises ActionRefused where the link is no longer valid, or the code of the sheet is wrong. After a reset that did
    not go through the person's own address, walled functions stay closed for a while (`queries.scopes`).
    """
    expired_message = say("Liên kết này đã được dùng hoặc đã hết hạn. Hãy xin người quản trị một liên kết mới.")
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("user__unit", "request__asked_by", "request__decided_by")
        .filter(pk=invitation.pk, used_at__isnull=True, until__gt=at, tries__lt=resets.MAX_TRIES)
        .first()
    )
    if row is None or not row.user.stands(at.date()):
        raise ActionRefused(expired_message)
    user, approval = row.user, row.request
    if not resets.may_still_open(row, at.date()):
        raise ActionRefused(expired_message)
    if approval is not None and not resets.is_code(approval, code):
        raise ActionRefused(say("Mã không đúng."))
    is_reset = not resets.is_unopened(user)
    row.used_at = at
    row.save(update_fields=["used_at"])
    if row.factors_too:
        factors.reset_factors(user=user, by=by, at=at)
        SocialAccount.objects.filter(user=user).delete()
    users.set_password(user=user, password=password, by=by, at=at, prepared=prepared)
    detail: dict = {"way": row.way, "made_by": row.made_by}
    if approval is not None:
        detail |= {"asked_by": approval.asked_by.username, "approved_by": approval.decided_name}
    if is_reset and row.way in (Way.SEALED, Way.SERVER):
        end = at + scopes.get_closure_period()
        User.objects.filter(pk=user.pk).update(walled_closed_until=end)
        detail["closed_until"] = end.isoformat()
    approvals.notify_administrators(user, _describe_use(row, at), at, is_new=not is_reset)
    return ServiceResult(subject=f"user:{by.username}", unit=by.unit.code, detail=detail)


def send_link(*, address: str, url: str, new: bool, language: str) -> bool:
    """Mails the link; returns whether it was sent. `new`: an invitation, else a link for a forgotten password."""
    first = say("Bạn được mời dùng Sổ Kế hoạch.") if new else say("Bạn đã xin đặt lại mật khẩu của Sổ Kế hoạch.")
    body = say_count(
        "%(first)s Mở liên kết sau trong %(hours)s giờ để đặt mật khẩu, chỉ dùng được một lần:\n\n"
        "%(url)s\n\nKhông chuyển tiếp thư này: ai mở liên kết trước thì đặt được mật khẩu.",
        HOURS,
        first=first,
        hours=HOURS,
        url=url,
    )
    subject = say("Lời mời dùng Sổ Kế hoạch") if new else say("Đặt lại mật khẩu Sổ Kế hoạch")
    return not send_letter(address, subject, body, language=language)


def _describe_use(row: Invitation, at: datetime) -> str:
    moment = timezone.localtime(at)
    used_at = say("%(time)s ngày %(day)s", time=f"{moment:%H:%M}", day=write_day(moment))
    names = {"person": row.user.full_name, "when": used_at, "by": row.made_by}
    if row.request is not None:
        names |= {"first": row.request.asked_by.full_name, "second": row.request.decider}
        return (
            say("Mật khẩu của %(person)s được đặt bằng phiếu lúc %(when)s: %(first)s đề nghị, %(second)s duyệt.")
            % names
        )
    return say("Mật khẩu của %(person)s được đặt bằng liên kết lúc %(when)s; người lập liên kết: %(by)s.") % names


def _check_administers(by: User, user: User, at: datetime) -> None:
    if by.pk == user.pk:
        raise ActionRefused(say("Không ai lập liên kết cho chính mình: người quản trị khác làm việc này."))
    if user.unit_id not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise ActionRefused(say("Chỉ làm được với tài khoản của đơn vị mà bạn quản trị."))
