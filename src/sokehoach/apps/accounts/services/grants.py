"""Roles given to accounts."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Capacity, Function, Grant, Role, User
from sokehoach.apps.accounts.permissions import TOTALS, Action
from sokehoach.apps.accounts.selectors import resets
from sokehoach.apps.accounts.selectors.scopes import forget, scope_of
from sokehoach.apps.accounts.services import sessions
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import Refused


@write("grant.give")
def give(
    *, user: User, role: Role, unit: Unit, function: str, since: date, by: User | str, at: datetime
) -> Done:
    """Give a role over a unit and all below it. Refused where it would put an account on both sides of the wall, or let
    one that stands on a side see what both sides add up to.
    """
    if _sees_over_the_wall(user, role, function, since):
        raise Refused(
            _(
                "Người duyệt số liệu, xem số tổng hợp hoặc đọc nhật ký không giữ số liệu kiểm tra, xử lý hay y tế, "
                "hỗ trợ. Hãy lập tài khoản riêng cho việc ấy."
            )
        )
    try:
        with transaction.atomic():
            capacity, _new = Capacity.objects.get_or_create(user=user, function=function)
    except IntegrityError as error:
        raise Refused(
            _("Một tài khoản không được giữ cả hai phía: kiểm tra, xử lý và y tế, hỗ trợ.")
        ) from error
    grant = Grant.objects.create(capacity=capacity, role=role, unit=unit, valid_from=since)
    forget(user)
    return Done(
        subject=f"grant:{grant.pk}",
        unit=unit.code,
        detail={"user": user.username, "role": role.code, "function": function, "since": since.isoformat()},
        answer={"id": grant.pk},
    )


def _sees_over_the_wall(user: User, role: Role, function: str, since: date) -> bool:
    held = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since), capacity__user=user)
    if function != Function.GENERAL:
        rows = held.filter(capacity__function=Function.GENERAL).values_list("role__actions", flat=True)
        return any(TOTALS.intersection(actions) for actions in rows)
    return bool(TOTALS.intersection(role.actions)) and held.exclude(capacity__function=function).exists()


@write("grant.hand_out")
def hand_out(
    *,
    user: User,
    role: Role,
    unit: Unit,
    function: str,
    since: date,
    by: User,
    at: datetime,
    approved_by: str = "",
) -> Done:
    """`give` by the administrator of a unit: within their own scope, and never more than they hold themselves.

    `approved_by`: who approved as a second. Refused without, where one is needed (`needs_second`).
    """
    check_hand_out(user=user, role=role, unit=unit, function=function, since=since, by=by)
    if needs_second(user, role, function) and not approved_by:
        raise Refused(_("Vai trò này phải được một người quản trị thứ hai duyệt."))
    done = give(user=user, role=role, unit=unit, function=function, since=since, by=by, at=at)
    detail = done.detail | ({"approved_by": approved_by} if approved_by else {})
    return Done(subject=f"user:{user.username}", unit=unit.code, detail=detail, answer=done.answer)


def needs_second(user: User, role: Role, function: str) -> bool:
    """Whether a second administrator has to approve that the role is given.

    The role of an administrator, always; one that guards an account (`resets.is_guarded`), where one administrator's
    link alone has opened it: they may sit behind it. Of an account that nobody has come in by, the first link needs one
    (`services.invitations`).
    """
    if resets.is_unopened(user):
        return False
    if Action.ACCOUNT_ADMINISTER in role.actions:
        return True
    return resets.guards(function, role.actions) and resets.is_opened_by_one(user)


def check_hand_out(*, user: User, role: Role, unit: Unit, function: str, since: date, by: User) -> None:
    """Refused where this administrator may not give it."""
    scope = scope_of(by, since)
    administered = scope.units(Action.ACCOUNT_ADMINISTER)
    if user.unit_id not in administered or unit.pk not in administered:
        raise Refused(_("Chỉ giao quyền cho người và trong đơn vị mà bạn quản trị."))
    if not role.actions or not scope.covers(role.actions, unit.pk, function):
        raise Refused(_("Không giao được vai trò có quyền mà chính bạn không giữ."))
    held = Grant.objects.filter(
        capacity__user=user, capacity__function=function, role=role, unit=unit, valid_to__isnull=True
    )
    if held.exists():
        raise Refused(_("Người này đã giữ vai trò ấy."))


@write("grant.take")
def take(*, grant: Grant, on: date, by: User, at: datetime) -> Done:
    """End a grant on a day: from then on it says nothing, and the account's sessions are over."""
    user = grant.capacity.user
    if grant.unit_id not in scope_of(by, on).units(Action.ACCOUNT_ADMINISTER):
        raise Refused(_("Chỉ thu hồi quyền trong đơn vị mà bạn quản trị."))
    end(grant, on)
    sessions.end_all(user)
    return Done(
        subject=f"user:{user.username}",
        unit=grant.unit.code,
        detail={"user": user.username, "role": grant.role.code, "function": grant.capacity.function},
    )


def end(grant: Grant, on: date) -> None:
    """Within another write. One that began that day never held: it goes altogether."""
    if grant.valid_from >= on:
        grant.delete()
    else:
        grant.valid_to = on
        grant.save(update_fields=["valid_to"])
