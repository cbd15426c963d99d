"""Records that a person leaves a unit: rights end, open work goes to a colleague, the name stays in every record."""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import ApprovalRequest, Grant, Invitation, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import grants, sessions
from sokehoach.apps.accounts.services.approver_notices import notify_of_ended_approval
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.notices.services import security
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import has_ended
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say

State = ApprovalRequest.State


@write("user.leave")
def record_departure(*, user: User, on: date, heir: User | None, by: User, at: datetime) -> ServiceResult:
    """End the account on a day, today or later; open work passes on at once (settings.HAND_OVERS).

    Roles end with the account: the heir does not get them, since only those entitled may grant a role. In a unit that
    has ended nobody need take over.
    """
    if user.pk == by.pk:
        raise ActionRefused(say("Không ai tự ghi thôi việc cho chính mình: người quản trị khác làm việc này."))
    if user.unit_id not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise ActionRefused(say("Chỉ ghi cho người của đơn vị mà bạn quản trị."))
    if heir is None:
        is_heir = has_ended(user.unit, at.date())
    else:
        is_heir = heir.unit_id == user.unit_id and heir.pk != user.pk and heir.stands(on)
    if not is_heir:
        raise ActionRefused(say("Người nhận bàn giao phải là người khác đang làm việc trong cùng đơn vị."))
    _end_work_and_rights(user, heir, on=on, by=by, at=at)
    User.objects.filter(pk=user.pk).update(ends_on=on)
    if on <= at.date():
        sessions.end_all_sessions(user)
    return ServiceResult(
        subject=f"user:{user.username}",
        unit=user.unit.code,
        detail={"on": on.isoformat(), "user": "" if heir is None else heir.username},
    )


@write("user.move")
def move_account(*, user: User, unit: Unit, heir: User | None, by: User, at: datetime) -> ServiceResult:
    """Take the account of a person to another unit, with nothing but the person (ADR 116).

    Password and second step stay; every role ends, since what is done in the new unit is given there. Without an heir
    the open work of the old unit is left to nobody, which its page tells.
    """
    if user.pk == by.pk:
        raise ActionRefused(say("Không ai tự chuyển tài khoản của mình: người quản trị khác làm việc này."))
    if not {user.unit_id, unit.pk} <= scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise ActionRefused(say("Chỉ chuyển giữa hai đơn vị mà bạn quản trị."))
    if unit.pk == user.unit_id or has_ended(unit, at.date()):
        raise ActionRefused(say("Chọn một đơn vị khác, đang hoạt động."))
    if not user.stands(at.date()):
        raise ActionRefused(say("Tài khoản này đã thôi dùng."))
    if heir is not None and (heir.unit_id != user.unit_id or heir.pk == user.pk or not heir.stands(at.date())):
        raise ActionRefused(say("Người nhận bàn giao phải là người khác đang làm việc trong cùng đơn vị."))
    old_unit, today = user.unit, at.date()
    _end_work_and_rights(user, heir, on=today, by=by, at=at)
    # A day noted for leaving was that of the old unit.
    User.objects.filter(pk=user.pk).update(unit=unit, ends_on=None)
    sessions.end_all_sessions(user)
    text = say(
        "%(by)s chuyển tài khoản của bạn từ %(left)s sang %(unit)s.",
        by=by.full_name,
        left=old_unit.name,
        unit=unit.name,
    )
    security.create_notices(people=[user.pk], text=text, at=at)
    return ServiceResult(
        subject=f"user:{user.username}",
        unit=old_unit.code,
        detail={"unit": unit.code, "user": "" if heir is None else heir.username},
    )


def _end_work_and_rights(user: User, heir: User | None, *, on: date, by: User, at: datetime) -> None:
    services: list[Callable[..., ServiceResult]] = [import_string(path) for path in settings.HAND_OVERS]
    for hand_over in services:
        hand_over(leaver=user, heir=heir, by=by, at=at)
    own_grants = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), capacity__user=user)
    for grant in own_grants.select_related("role", "unit", "capacity__user"):
        notify_of_ended_approval(grant, on=on, by=by, at=at)
        grants.end_grant(grant, on)
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    ApprovalRequest.objects.filter(user=user, state__in=(State.WAITING, State.APPROVED)).update(state=State.LAPSED)
