"""Who sees, settles, assigns and works: rules alone, no database is asked."""

import pytest

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Duty, Plan

DISTRICT, COMMUNE, OTHER = 1, 2, 3


def make_scope(*actions: Action, unit: int = DISTRICT) -> Scope:
    return Scope({(action, "general"): frozenset({unit}) for action in actions})


def make_plan(state: Plan.State = Plan.State.IN_FORCE, *, issued_above: bool = False) -> Plan:
    return Plan(unit_id=DISTRICT, state=state, issued_above=issued_above)


@pytest.mark.parametrize(("state", "below"), [(state, state != Plan.State.READING) for state in Plan.State])
def test_a_plan_that_is_being_read_is_seen_in_its_own_unit_alone(state: Plan.State, below: bool) -> None:
    commune = make_scope(Action.PLAN_VIEW, unit=COMMUNE)
    assert permissions.may_see(make_scope(Action.PLAN_VIEW), make_plan(state), {DISTRICT})
    assert permissions.may_see(make_scope(Action.PLAN_VIEW), make_plan(state), set())
    assert permissions.may_see(commune, make_plan(state), {COMMUNE, DISTRICT}) is below
    assert not permissions.may_see(commune, make_plan(state), {COMMUNE})


def test_a_plan_of_an_authority_above_is_read_only() -> None:
    scope = make_scope(Action.PLAN_CONFIRM, Action.DUTY_ASSIGN)
    own, above = (Assignment(duty=Duty(plan=make_plan(issued_above=above))) for above in (False, True))
    assert permissions.may_confirm(scope, own.duty.plan)
    assert permissions.may_assign(scope, own)
    assert not permissions.may_confirm(scope, above.duty.plan)
    assert not permissions.may_assign(scope, above)


def test_settling_and_assigning_are_rights_of_their_own_in_the_unit_of_the_plan() -> None:
    assignment = Assignment(unit_id=COMMUNE, duty=Duty(plan=make_plan()))
    assert not permissions.may_confirm(make_scope(Action.PLAN_VIEW, Action.DUTY_ASSIGN), make_plan())
    assert not permissions.may_confirm(make_scope(Action.PLAN_CONFIRM, unit=COMMUNE), make_plan())
    assert not permissions.may_assign(make_scope(Action.PLAN_CONFIRM), assignment)
    assert not permissions.may_assign(make_scope(Action.DUTY_ASSIGN, unit=COMMUNE), assignment)


def test_a_duty_is_seen_and_worked_on_in_the_unit_that_it_was_given_to() -> None:
    assignment = Assignment(unit_id=COMMUNE)
    assert permissions.may_see_assignment(make_scope(Action.DUTY_VIEW, unit=COMMUNE), assignment)
    assert permissions.may_work(make_scope(Action.DUTY_WORK, unit=COMMUNE), assignment)
    assert not permissions.may_work(make_scope(Action.DUTY_VIEW, unit=COMMUNE), assignment)
    for scope in (make_scope(Action.DUTY_VIEW, Action.DUTY_WORK, unit=OTHER), make_scope(Action.DUTY_VIEW)):
        assert not permissions.may_see_assignment(scope, assignment)
        assert not permissions.may_work(scope, assignment)


def test_all_duties_of_a_plan_are_seen_by_those_who_see_duties_of_its_unit() -> None:
    assert permissions.can_see_all_duties(make_scope(Action.DUTY_VIEW), make_plan())
    assert not permissions.can_see_all_duties(make_scope(Action.DUTY_VIEW, unit=COMMUNE), make_plan())
    assert not permissions.can_see_all_duties(make_scope(Action.PLAN_VIEW), make_plan())


def test_importing_and_directing_are_done_in_one_unit() -> None:
    scope = make_scope(Action.PLAN_IMPORT)
    assert permissions.may_import(scope, DISTRICT)
    assert not permissions.may_import(scope, COMMUNE)
    assert not permissions.may_direct(scope, DISTRICT)
    assert permissions.may_direct(make_scope(Action.DIRECTION_GIVE), DISTRICT)
    assert not permissions.may_direct(make_scope(Action.DIRECTION_GIVE), COMMUNE)
