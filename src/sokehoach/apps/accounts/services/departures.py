"""A person leaves: the account ends on a day, what is in hand goes to a colleague, the name stays in every record."""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import ApprovalRequest, Grant, Invitation, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.accounts.services import grants, sessions
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.shell.outcomes import Refused

State = ApprovalRequest.State


@write("user.leave")
def depart(*, user: User, on: date, heir: User, by: User, at: datetime) -> Done:
    """End the account on a day, today or later; what is in hand passes on at once (settings.HAND_OVERS). The roles end
    with the account: the heir does not inherit them, since nobody is given a role but by who may.
    """
    if user.pk == by.pk:
        raise Refused(_("Không ai tự ghi thôi việc cho chính mình: người quản trị khác làm việc này."))
    if user.unit_id not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise Refused(_("Chỉ ghi cho người của đơn vị mà bạn quản trị."))
    if heir.unit_id != user.unit_id or heir.pk == user.pk or not heir.stands(on):
        raise Refused(_("Người nhận bàn giao phải là người khác đang làm việc trong cùng đơn vị."))
    services: list[Callable[..., Done]] = [import_string(path) for path in settings.HAND_OVERS]
    for pass_on in services:
        pass_on(leaver=user, heir=heir, by=by, at=at)
    for held in Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), capacity__user=user):
        grants.end(held, on)
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    ApprovalRequest.objects.filter(user=user, state__in=(State.WAITING, State.APPROVED)).update(
        state=State.LAPSED
    )
    User.objects.filter(pk=user.pk).update(ends_on=on)
    if on <= at.date():
        sessions.end_all(user)
    return Done(
        subject=f"user:{user.username}",
        unit=user.unit.code,
        detail={"on": on.isoformat(), "user": heir.username},
    )
