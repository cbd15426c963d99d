"""A plan that replaces or amends another: the work already done goes on under the new one."""

import uuid
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Plan
from sokehoach.apps.plans.selectors.succession import candidates, followed_by
from sokehoach.apps.shell.outcomes import Invalid, Refused


@write("plan.replaces")
def replaces(*, plan: uuid.UUID, earlier: uuid.UUID | None, by: User, at: datetime) -> Done:
    """Say which plan in force this one replaces or amends, while it is being read; None: it stands alone."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise Http404
    if row.state != Plan.State.READING:
        raise Refused(_("Kế hoạch đã được đưa vào theo dõi, không đổi kế hoạch được thay thế nữa."))
    if earlier is not None and earlier not in {one.pk for one in candidates(row)}:
        raise Invalid({"earlier": [_("Chọn một kế hoạch đang theo dõi của cùng đơn vị.")]})
    row.replaces_id = earlier
    row.save(update_fields=["replaces"])
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"replaces": str(earlier or "")},
        answer={"plan": str(row.pk)},
    )


def carry(plan: Plan) -> int:
    """Within the coming into force: each unit's work on a duty that stays goes on; the earlier plan ends.

    State, result and person in charge are taken over, the earlier assignment with its documents stays linked.
    Answers how many assignments went on.
    """
    earlier = plan.replaces
    if earlier is None:
        return 0
    before = followed_by(earlier, plan)
    held = {
        (row.duty_id, row.unit_id): row
        for row in Assignment.objects.filter(duty__plan=earlier).order_by("part")
    }
    going_on = []
    for row in Assignment.objects.filter(duty__plan=plan, duty__in=before):
        old = held.get((before[row.duty_id], row.unit_id))
        if old is not None:
            row.earlier = old
            row.state, row.result, row.period = old.state, old.result, old.period
            row.in_charge_id = old.in_charge_id
            row.updated_by_id, row.updated_at = old.updated_by_id, old.updated_at
            going_on.append(row)
    Assignment.objects.bulk_update(
        going_on, ["earlier", "state", "result", "period", "in_charge", "updated_by", "updated_at"]
    )
    Plan.objects.filter(pk=earlier.pk).update(state=Plan.State.REPLACED)
    return len(going_on)
