"""Records that a person leaves: the account ends, open work goes to a colleague, the name stays in every record."""

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
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say

State = ApprovalRequest.State


@write("user.leave")
def record_departure(*, user: User, on: date, heir: User, by: User, at: datetime) -> ServiceResult:
    """End the account on a day, today or later; open work passes on at once (settings.HAND_OVERS).

    Roles end with the account: the heir does not get them, since only those entitled may grant a role.
    """
    if user.pk == by.pk:
        raise ActionRefused(say("Không ai tự ghi thôi việc cho chính mình: người quản trị khác làm việc này."))
    if user.unit_id not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise ActionRefused(say("Chỉ ghi cho người của đơn vị mà bạn quản trị."))
    if heir.unit_id != user.unit_id or heir.pk == user.pk or not heir.stands(on):
        raise ActionRefused(say("Người nhận bàn giao phải là người khác đang làm việc trong cùng đơn vị."))
    services: list[Callable[..., ServiceResult]] = [import_string(path) for path in settings.HAND_OVERS]
    for hand_over in services:
        hand_over(leaver=user, heir=heir, by=by, at=at)
    own_grants = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), capacity__user=user)
    for grant in own_grants.select_related("role", "unit", "capacity__user"):
        notify_of_ended_approval(grant, on=on, by=by, at=at)
        grants.end_grant(grant, on)
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    ApprovalRequest.objects.filter(user=user, state__in=(State.WAITING, State.APPROVED)).update(state=State.LAPSED)
    User.objects.filter(pk=user.pk).update(ends_on=on)
    if on <= at.date():
        sessions.end_all_sessions(user)
    return ServiceResult(
        subject=f"user:{user.username}",
        unit=user.unit.code,
        detail={"on": on.isoformat(), "user": heir.username},
    )
