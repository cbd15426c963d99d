"""Replaces or amends a plan; its work goes on under the new one."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Plan
from sokehoach.apps.plans.queries.succession import list_candidates, match_duties
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say


@write("plan.replaces")
def choose_replaced_plan(*, plan: uuid.UUID, earlier: uuid.UUID | None, by: User, at: datetime) -> ServiceResult:
    """Set the plan in force that this one replaces or amends, while it is being read; None: no plan."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise NotFoundError
    if row.state != Plan.State.READING:
        raise ActionRefused(say("Kế hoạch đã được đưa vào theo dõi, không đổi kế hoạch được thay thế nữa."))
    if earlier is not None and earlier not in {candidate.pk for candidate in list_candidates(row)}:
        raise InvalidInput({"earlier": [say("Chọn một kế hoạch đang theo dõi của cùng đơn vị.")]})
    row.replaces_id = earlier
    row.save(update_fields=["replaces"])
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"replaces": str(earlier or "")},
        answer={"plan": str(row.pk)},
    )


def _find_due_day(row: Assignment) -> date | None:
    """The day of one of several due days, which is another work; None for a duty that has one, whose day may move."""
    days = row.duty.due_days
    return days[row.due_number - 1] if len(days) > 1 else None


def carry_over_work(plan: Plan, *, by: User, at: datetime) -> int:
    """Carries each unit's work on kept duties over to the new plan, and ends the earlier plan.

    Runs within the coming into force. Copies state, result and person in charge, and links the earlier assignment with
    its documents; what other apps built on the earlier plan is passed on by the services of `settings.PLAN_SUCCESSION`.
    Returns the number of assignments carried over.
    """
    old_plan = plan.replaces
    if old_plan is None:
        return 0
    matched_duties = match_duties(old_plan, plan)
    old_assignments = {
        (row.duty_id, row.unit_id, _find_due_day(row)): row
        for row in Assignment.objects.filter(duty__plan=old_plan).select_related("duty").order_by("part")
    }
    continued = []
    for row in Assignment.objects.filter(duty__plan=plan, duty__in=matched_duties).select_related("duty"):
        old_assignment = old_assignments.get((matched_duties[row.duty_id], row.unit_id, _find_due_day(row)))
        if old_assignment is not None:
            row.earlier = old_assignment
            row.state, row.result, row.period = (
                old_assignment.state,
                old_assignment.result,
                old_assignment.period,
            )
            row.in_charge_id = old_assignment.in_charge_id
            row.updated_by_id, row.updated_at = old_assignment.updated_by_id, old_assignment.updated_at
            continued.append(row)
    Assignment.objects.bulk_update(
        continued, ["earlier", "state", "result", "period", "in_charge", "updated_by", "updated_at"]
    )
    Plan.objects.filter(pk=old_plan.pk).update(state=Plan.State.REPLACED)
    for path in settings.PLAN_SUCCESSION:
        import_string(path)(plan=plan, by=by, at=at)
    return len(continued)
