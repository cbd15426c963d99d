"""Grants and revokes roles, and stores the roles of a programme."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from sokehoach.apps.accounts.models import Capacity, Grant, Invitation, Role, User
from sokehoach.apps.accounts.permissions import INSTALLATION_WIDE, TOTALS, Action
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.queries.scopes import clear_scope_cache, scope_of
from sokehoach.apps.accounts.services import sessions
from sokehoach.apps.accounts.services.approver_notices import notify_of_ended_approval
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.notices.services import security
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import has_ended, list_whole_predecessors
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import GENERAL, is_confidential


@write("grant.give")
def create_grant(
    *, user: User, role: Role, unit: Unit, function: str, since: date, by: User | str, at: datetime
) -> ServiceResult:
    """Give a role over a unit and all below it.

    Raises ActionRefused for an unknown function, where it would put an account on both sides of a wall, or show totals
    over both sides to an account on one of them.
    """
    if function not in policies.list_functions():
        raise ActionRefused(say("Không có chức năng «%(function)s».", function=function))
    if _may_see_over_wall(user, role, function, since):
        raise ActionRefused(
            say(
                "Người duyệt số liệu, xem số tổng hợp hoặc đọc nhật ký không giữ số liệu của nhóm bảo mật nào "
                "(%(groups)s). Hãy lập tài khoản riêng cho việc ấy.",
                groups=policies.name_groups(),
            )
        )
    capacity, _new = Capacity.objects.get_or_create(user=user, function=function)
    grant = Grant.objects.create(capacity=capacity, role=role, unit=unit, valid_from=since)
    clear_scope_cache(user)
    return ServiceResult(
        subject=f"grant:{grant.pk}",
        unit=unit.code,
        detail={"user": user.username, "role": role.code, "function": function, "since": since.isoformat()},
        answer={"id": grant.pk},
    )


def _may_see_over_wall(user: User, role: Role, function: str, since: date) -> bool:
    current_grants = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since), capacity__user=user)
    if is_confidential(function):
        rows = current_grants.filter(capacity__function=GENERAL).values_list("role__actions", flat=True)
        return any(TOTALS.intersection(actions) for actions in rows)
    return bool(TOTALS.intersection(role.actions)) and current_grants.exclude(capacity__function=function).exists()


@write("grant.hand_out")
def grant_role(
    *,
    user: User,
    role: Role,
    unit: Unit,
    function: str,
    since: date,
    by: User,
    at: datetime,
    approved_by: str = "",
) -> ServiceResult:
    """Give a role as an administrator: within their own scope, and never more than they hold (see `create_grant`).

    `approved_by`: the second administrator. Raises ActionRefused without one where `needs_second_approval`.
    """
    check_role_grant(user=user, role=role, unit=unit, function=function, since=since, by=by)
    if needs_second_approval(user, role, unit, function, by=by, day=since) and not approved_by:
        raise ActionRefused(say("Vai trò này phải được một người quản trị thứ hai duyệt."))
    result = create_grant(user=user, role=role, unit=unit, function=function, since=since, by=by, at=at)
    if resets.is_guarded_role(function, role.actions) and not approved_by:
        _secure_account(user, role, by=by, at=at)
    detail = result.detail | ({"approved_by": approved_by} if approved_by else {})
    return ServiceResult(subject=f"user:{user.username}", unit=unit.code, detail=detail, answer=result.answer)


def copy_own_grants(*, programme: Programme, by: User, at: datetime) -> int:
    """Give the publisher of a new programme the roles that he holds in the other programmes of its area, or of one that
    the area alone took over; how many.

    Nobody holds one in a new programme, and nobody gives a role that he does not hold: without these nobody could give
    any. A role of the same code is given over the same unit, and only where it allows nothing more.
    """
    day = at.date()
    areas: list[Unit] = []
    if programme.unit is not None:
        areas = [programme.unit, *list_whole_predecessors([programme.unit], day)[programme.unit.pk]]
    held_grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        capacity__user=by,
        capacity__function=GENERAL,
        role__programme__unit__in=areas,
        valid_from__lte=day,
    ).exclude(role__programme=programme)
    new_roles = {role.code: role for role in Role.objects.filter(programme=programme)}
    copied_keys: set[tuple[str, int]] = set()
    for grant in held_grants.select_related("role", "unit").order_by("pk"):
        role, key = new_roles.get(grant.role.code), (grant.role.code, grant.unit_id)
        if role is None or key in copied_keys or not set(role.actions) <= set(grant.role.actions):
            continue
        create_grant(user=by, role=role, unit=grant.unit, function=GENERAL, since=day, by=by, at=at)
        copied_keys.add(key)
    return len(copied_keys)


def needs_second_approval(user: User, role: Role, unit: Unit, function: str, *, by: User, day: date) -> bool:
    """Whether a second administrator has to approve the grant that `by` gives.

    Always for an administrator's role. For a walled or decisive role (`resets.is_guarded_role`), if a link that one
    administrator held opened the account and no second has vouched for it (`resets.is_opened_by_one`): the first may
    be using it. An unused account needs approval for its first link instead (`services.invitations`). Never while
    there is no second administrator, outside the wall.
    """
    if not resets.is_guarded_role(function, role.actions) or not _may_be_of_the_administrator(user, role):
        return False
    return is_confidential(function) or not resets.is_only_administrator(by, {user.unit_id, unit.pk}, day)


def _may_be_of_the_administrator(user: User, role: Role) -> bool:
    """Whether the account is in use and one administrator alone vouches for who uses it."""
    if resets.is_unopened(user):
        return False
    return Action.ACCOUNT_ADMINISTER in role.actions or resets.is_opened_by_one(user)


def _secure_account(user: User, role: Role, *, by: User, at: datetime) -> None:
    """Within the write that gives a guarded role: ends a letter from before it, or notifies the person who has it.

    The letter of an only administrator was for the roles of that day; once there is a second one, it opens no more.
    """
    if resets.is_unopened(user):
        if not resets.is_only_administrator(by, {user.unit_id}, at.date()):
            Invitation.objects.filter(user=user, way=Invitation.Way.ALONE, used_at__isnull=True).delete()
    elif _may_be_of_the_administrator(user, role):
        text = say(
            "%(person)s được giao vai trò «%(role)s»: %(first)s giao một mình, vì chưa có người quản trị thứ hai.",
            person=user.full_name,
            role=role.name,
            first=by.full_name,
        )
        security.create_notices(people={user.pk}, text=text, at=at)


def check_role_grant(*, user: User, role: Role, unit: Unit, function: str, since: date, by: User) -> None:
    """Raises ActionRefused where this administrator may not give it."""
    scope = scope_of(by, since)
    administered = scope.units(Action.ACCOUNT_ADMINISTER)
    if user.unit_id not in administered or unit.pk not in administered:
        raise ActionRefused(say("Chỉ giao quyền cho người và trong đơn vị mà bạn quản trị."))
    if has_ended(user.unit, since) or has_ended(unit, since):
        raise ActionRefused(say("Đơn vị này đã kết thúc: không giao vai trò được."))
    if not role.actions or not scope.covers(role.actions, unit.pk, function, programme=role.programme_id):
        raise ActionRefused(say("Không giao được vai trò có quyền mà chính bạn không giữ."))
    same_grants = Grant.objects.filter(
        capacity__user=user, capacity__function=function, role=role, unit=unit, valid_to__isnull=True
    )
    if same_grants.exists():
        raise ActionRefused(say("Người này đã giữ vai trò ấy."))


@write("grant.take")
def revoke_grant(*, grant: Grant, on: date, by: User, at: datetime) -> ServiceResult:
    """End a grant on a day: it no longer holds from then on, and the account's sessions end."""
    user = grant.capacity.user
    if grant.unit_id not in scope_of(by, on).units(Action.ACCOUNT_ADMINISTER):
        raise ActionRefused(say("Chỉ thu hồi quyền trong đơn vị mà bạn quản trị."))
    notify_of_ended_approval(grant, on=on, by=by, at=at)
    end_grant(grant, on)
    sessions.end_all_sessions(user)
    return ServiceResult(
        subject=f"user:{user.username}",
        unit=grant.unit.code,
        detail={"user": user.username, "role": grant.role.code, "function": grant.capacity.function},
    )


def end_grant(grant: Grant, on: date) -> None:
    """Ends a grant within another write. One that begins on that day or later is deleted."""
    if grant.valid_from >= on:
        grant.delete()
    else:
        grant.valid_to = on
        grant.save(update_fields=["valid_to"])


class RoleDefinition(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def actions(self) -> Sequence[str]: ...
    @property
    def functions(self) -> Sequence[str]: ...
    @property
    def levels(self) -> Sequence[str]: ...


@write("roles.keep")
def import_roles(
    *, programme: Programme, roles: Iterable[RoleDefinition], by: Model | str, at: datetime
) -> ServiceResult:
    """Store the roles. Raises ValueError where a role names an unknown action.

    A role of the programme that is not among them gives nothing any more: its grants end today. A role that holds in
    the whole installation belongs to no programme; where there are several, each may add one and change none.
    """
    count, own_roles = 0, []
    is_alone = not Programme.objects.exclude(pk=programme.pk).exists()
    for role in roles:
        actions = [Action(action).value for action in role.actions]
        columns = {
            "name": role.name,
            "actions": actions,
            "functions": [str(function) for function in role.functions],
            "levels": [str(level) for level in role.levels],
        }
        if not INSTALLATION_WIDE.issuperset(actions):
            own_roles.append(Role(programme=programme, code=role.code, **columns))
        elif is_alone or not Role.objects.filter(programme=None, code=role.code).exists():
            Role.objects.update_or_create(programme=None, code=role.code, defaults=columns)
        count += 1
    Role.objects.bulk_create(
        own_roles,
        update_conflicts=True,
        unique_fields=["programme", "code"],
        update_fields=["name", "actions", "functions", "levels"],
    )
    removed_roles = Role.objects.filter(programme=programme).exclude(code__in=[role.code for role in own_roles])
    _end_roles(removed_roles, timezone.localdate(at))
    return ServiceResult(subject="roles", detail={"kept": count})


def _end_roles(roles: QuerySet[Role], day: date) -> None:
    open_grants = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), role__in=roles)
    for grant in open_grants:
        end_grant(grant, day)
    roles.exclude(actions=[]).update(actions=[])
