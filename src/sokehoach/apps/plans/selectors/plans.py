"""Plans that an account may see, and the plan that binds a unit."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Duty, ItemState, Plan, Target
from sokehoach.apps.plans.selectors.programme_plans import choose_programme_plan


def with_above(units: Iterable[int]) -> set[int]:
    """These units (row ids) and all above them: one query."""
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    found: set[int] = set()
    for unit in units:
        at: int | None = unit
        while at is not None and at not in found:
            found.add(at)
            at = parents.get(at)
    return found


def below(top: int, rows: Iterable[Unit]) -> set[int]:
    """A unit (row id) and all of `rows` that stand below it."""
    rows = list(rows)
    found = {top}
    grown = True
    while grown:
        more = {row.pk for row in rows if row.parent_id in found} - found
        found |= more
        grown = bool(more)
    return found


def visible(scope: Scope) -> QuerySet[Plan]:
    """The plans of the list, without their text."""
    units = scope.units(Action.PLAN_VIEW, "general")
    mine = Q(unit__in=units) | (Q(unit__in=with_above(units)) & ~Q(state=Plan.State.READING))
    return (
        Plan.objects.filter(mine).select_related("unit", "created_by").defer("text", "paragraphs", "unread")
    )


def listed(scope: Scope) -> QuerySet[Plan]:
    """Those of `visible` that are documents; directions stand on the leader's page."""
    return visible(scope).exclude(origin=Plan.Origin.DIRECTION)


def plan_for(scope: Scope, pk: uuid.UUID) -> Plan:
    plan = Plan.objects.select_related("unit", "created_by", "in_force_by").filter(pk=pk).first()
    if plan is None:
        raise Http404
    above: set[int] = set()
    if not scope.may(Action.PLAN_VIEW, plan.unit_id):
        above = with_above(scope.units(Action.PLAN_VIEW, "general"))
    if not permissions.may_see(scope, plan, above):
        raise Http404
    return plan


def target_of(plan: Plan, code: str) -> Target:
    """A confirmed target; 404 where there is none of that code."""
    found = Target.objects.filter(plan=plan, code=code, state=ItemState.CONFIRMED).first()
    if found is None:
        raise Http404
    return found


def task_of(plan: Plan, code: str, *, unassigned: bool = True) -> Duty:
    """A confirmed task, which names no agency, that nobody leads yet; 404 where there is none of that code."""
    found = Duty.objects.select_related("lead", "lead_group").filter(
        plan=plan, code=code, named=False, state=ItemState.CONFIRMED
    )
    if unassigned:
        found = found.filter(lead=None, lead_group=None)
    task = found.first()
    if task is None:
        raise Http404
    return task


def in_force(unit: Unit) -> Plan | None:
    """The newest signed plan of the programme in force of the unit or, where it has none, of the nearest unit above.

    Where there are several, or a commune has its own, those on other subjects are passed over.
    """
    signed = Plan.objects.filter(state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, issued_above="")
    plans = signed.select_related("unit")
    found: list[Plan] = []
    at: Unit | None = unit
    while at is not None:
        here = list(plans.filter(unit=at))
        found += here
        if here and at.level not in (Level.COMMUNE, Level.TOWNSHIP, Level.AGENCY):
            break
        at = at.parent
    return choose_programme_plan(found) if len(found) > 1 else next(iter(found), None)


def home_of(unit: Unit) -> Unit:
    """The unit in whose name an agency's plans are signed: the area that it serves."""
    return unit.parent if unit.level == Level.AGENCY and unit.parent is not None else unit


def made_for(scope: Scope, unit: Unit) -> Unit | None:
    """Whose plans an account of the unit brings in: the area's where it may, else its own unit's, or nobody's."""
    return next((one for one in (home_of(unit), unit) if permissions.may_import(scope, one.pk)), None)


def choosable(plan: Plan, day: date) -> list[Unit]:
    """The units that a plan may give work to: its own and all below."""
    rows = list(orgunits.as_of(day).order_by("level", "code"))
    inside = below(plan.unit_id, rows)
    return [row for row in rows if row.pk in inside]


def requestable(plan: Plan, day: date) -> list[Unit]:
    """The units above and beside, with their agencies: a plan asks them («đề nghị») and cannot bind them."""
    rows = list(orgunits.as_of(day).order_by("level", "code"))
    inside, above = below(plan.unit_id, rows), with_above([plan.unit_id])
    return [
        row
        for row in rows
        if row.pk not in inside
        and (row.pk in above or (row.level == Level.AGENCY and row.parent_id in above))
    ]
