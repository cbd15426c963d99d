"""Decides who may do what with a plan, its items and its assignments, all in the general function."""

from collections.abc import Collection

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.apps.plans.models import Assignment, Plan


def may_import(scope: Scope, unit: int) -> bool:
    return scope.may(Action.PLAN_IMPORT, unit)


def may_see(scope: Scope, plan: Plan, upper_units: Collection[int]) -> bool:
    """Whether the account may see the plan. `upper_units` are the units where it may see plans, and all above them.

    A plan in force binds every unit below its own, so those who may see plans there may read it. A plan still being
    read is visible only to those who may see plans in its own unit.
    """
    if scope.may(Action.PLAN_VIEW, plan.unit_id):
        return True
    return plan.state != Plan.State.READING and plan.unit_id in upper_units


def may_confirm(scope: Scope, plan: Plan) -> bool:
    """Whether the account may settle what was read and manage the plan. A plan of an authority above is read-only."""
    return not plan.issued_above and scope.may(Action.PLAN_CONFIRM, plan.unit_id)


def may_make_programme(scope: Scope, plan: Plan, area: Unit) -> bool:
    """Whether the account, which sees the plan, may make a programme of it: it administers the plan's area.

    `area`: that of the plan's unit. Drafts of programmes have the same rule (apps.setup).
    """
    is_confirmed = plan.state != Plan.State.READING and plan.origin == Plan.Origin.SIGNED and not plan.issued_above
    return is_confirmed and consolidates(area) and scope.may(Action.ACCOUNT_ADMINISTER, area.pk)


def can_see_all_duties(scope: Scope, plan: Plan) -> bool:
    return scope.may(Action.DUTY_VIEW, plan.unit_id)


def may_see_assignment(scope: Scope, assignment: Assignment) -> bool:
    return scope.may(Action.DUTY_VIEW, assignment.unit_id)


def may_work(scope: Scope, assignment: Assignment) -> bool:
    """Whether the account may record state, result and evidence."""
    return scope.may(Action.DUTY_WORK, assignment.unit_id)


def may_assign(scope: Scope, assignment: Assignment) -> bool:
    """Whether the account may set unit and due date, which takes the right to assign for the whole plan."""
    plan = assignment.duty.plan
    return not plan.issued_above and scope.may(Action.DUTY_ASSIGN, plan.unit_id)


def may_decide_passed_days(scope: Scope, plan_unit: int) -> bool:
    """Whether the account may say what work means that fell due before the plan was entered, of an upper plan too.

    `plan_unit`: row id of the unit whose plan it is, or that imported it.
    """
    return scope.may(Action.DUTY_ASSIGN, plan_unit)


def may_direct(scope: Scope, unit: int) -> bool:
    """Whether the account may give a direction in the name of that area."""
    return scope.may(Action.DIRECTION_GIVE, unit)
