"""Who may do what with a plan, its items and its assignments: all in the general function."""

from collections.abc import Collection

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.plans.models import Assignment, Plan


def may_import(scope: Scope, unit: int) -> bool:
    return scope.may(Action.PLAN_IMPORT, unit)


def may_see(scope: Scope, plan: Plan, upper_units: Collection[int]) -> bool:
    """`upper_units`: the units where the account may see plans, and all above those.

    A plan in force binds every unit below its own, so those who may see plans there may read it. A plan that
    is still being read is seen by those alone who may see plans where it was made.
    """
    if scope.may(Action.PLAN_VIEW, plan.unit_id):
        return True
    return plan.state != Plan.State.READING and plan.unit_id in upper_units


def may_confirm(scope: Scope, plan: Plan) -> bool:
    """Settle what was read, say what follows: of one's own plan. A plan of an authority above is only read."""
    return not plan.issued_above and scope.may(Action.PLAN_CONFIRM, plan.unit_id)


def can_see_all_duties(scope: Scope, plan: Plan) -> bool:
    return scope.may(Action.DUTY_VIEW, plan.unit_id)


def may_see_assignment(scope: Scope, assignment: Assignment) -> bool:
    return scope.may(Action.DUTY_VIEW, assignment.unit_id)


def may_work(scope: Scope, assignment: Assignment) -> bool:
    """Write down state, result and evidence."""
    return scope.may(Action.DUTY_WORK, assignment.unit_id)


def may_assign(scope: Scope, assignment: Assignment) -> bool:
    """Set unit and due day: those who assign for the whole plan, not for one unit of it."""
    plan = assignment.duty.plan
    return not plan.issued_above and scope.may(Action.DUTY_ASSIGN, plan.unit_id)


def may_direct(scope: Scope, unit: int) -> bool:
    """Give a direction in the name of that area."""
    return scope.may(Action.DIRECTION_GIVE, unit)
