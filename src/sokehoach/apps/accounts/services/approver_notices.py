"""Tells people that a unit has one less who approves its reports before they are sent."""

from datetime import date, datetime

from django.db.models import Q

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.notices.services import security
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day

_REPORT_WORK = {Action.REPORT_EDIT, Action.REPORT_SEND, Action.REPORT_APPROVE}


def notify_of_ended_approval(grant: Grant, *, on: date, by: User, at: datetime) -> None:
    """Notifies, within the write that ends the grant, whom it concerns; nobody where the role approves no reports.

    That is the leader, all who write, send or approve reports at that very unit, and who administers it: so nobody
    ends the right, sends what the leader has not seen and gives the right back without anybody's knowing.
    """
    if Action.REPORT_APPROVE not in grant.role.actions:
        return
    day, leader = at.date(), grant.capacity.user
    unit_grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), unit=grant.unit_id, capacity__user__is_active=True
    )
    workers = {
        user
        for user, actions in unit_grants.values_list("capacity__user_id", "role__actions")
        if _REPORT_WORK.intersection(actions)
    }
    administrators = {person.pk for person in resets.list_administrators({grant.unit_id}, day)}
    security.create_notices(
        people={leader.pk} | workers | administrators,
        text=say(
            "%(by)s đã thu hồi của %(leader)s, từ %(day)s, quyền duyệt trước khi gửi báo cáo của %(unit)s. "
            "Không còn ai khác giữ quyền ấy thì từ ngày ấy báo cáo của đơn vị gửi đi không qua duyệt.",
            by=by.full_name,
            leader=leader.full_name,
            day=write_day(on),
            unit=grant.unit.short_name,
        ),
        at=at,
    )
