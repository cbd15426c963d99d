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


def list_ids_with_upper(units: Iterable[int]) -> set[int]:
    """These units (row ids) and all above them: one query."""
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    ids: set[int] = set()
    for unit in units:
        at: int | None = unit
        while at is not None and at not in ids:
            ids.add(at)
            at = parents.get(at)
    return ids


def list_ids_below(top: int, rows: Iterable[Unit]) -> set[int]:
    """A unit (row id) and all of `rows` that stand below it."""
    rows = list(rows)
    ids = {top}
    has_grown = True
    while has_grown:
        new_ids = {row.pk for row in rows if row.parent_id in ids} - ids
        ids |= new_ids
        has_grown = bool(new_ids)
    return ids


def list_visible_plans(scope: Scope) -> QuerySet[Plan]:
    """The plans of the list, without their text."""
    units = scope.units(Action.PLAN_VIEW, "general")
    mine = Q(unit__in=units) | (Q(unit__in=list_ids_with_upper(units)) & ~Q(state=Plan.State.READING))
    return (
        Plan.objects.filter(mine).select_related("unit", "created_by").defer("text", "paragraphs", "unread")
    )


def list_documents(scope: Scope) -> QuerySet[Plan]:
    """Those of `list_visible_plans` that are documents; directions stand on the leader's page."""
    return list_visible_plans(scope).exclude(origin=Plan.Origin.DIRECTION)


def access_plan(scope: Scope, pk: uuid.UUID) -> Plan:
    plan = Plan.objects.select_related("unit", "created_by", "in_force_by").filter(pk=pk).first()
    if plan is None:
        raise Http404
    upper_units: set[int] = set()
    if not scope.may(Action.PLAN_VIEW, plan.unit_id):
        upper_units = list_ids_with_upper(scope.units(Action.PLAN_VIEW, "general"))
    if not permissions.may_see(scope, plan, upper_units):
        raise Http404
    return plan


def get_target(plan: Plan, code: str) -> Target:
    """A confirmed target; 404 where there is none of that code."""
    target = Target.objects.filter(plan=plan, code=code, state=ItemState.CONFIRMED).first()
    if target is None:
        raise Http404
    return target


def get_task(plan: Plan, code: str, *, unassigned: bool = True) -> Duty:
    """A confirmed task, which names no agency, that nobody leads yet; 404 where there is none of that code."""
    rows = Duty.objects.select_related("lead", "lead_group").filter(
        plan=plan, code=code, named=False, state=ItemState.CONFIRMED
    )
    if unassigned:
        rows = rows.filter(lead=None, lead_group=None)
    task = rows.first()
    if task is None:
        raise Http404
    return task


def find_plan_in_force(unit: Unit) -> Plan | None:
    """The newest signed plan of the programme in force of the unit or, where it has none, of the nearest unit above.

    Where there are several, or a commune has its own, those on other subjects are passed over.
    """
    signed = Plan.objects.filter(state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, issued_above="")
    plans = signed.select_related("unit")
    candidates: list[Plan] = []
    holder: Unit | None = unit
    while holder is not None:
        unit_plans = list(plans.filter(unit=holder))
        candidates += unit_plans
        if unit_plans and holder.level not in (Level.COMMUNE, Level.TOWNSHIP, Level.AGENCY):
            break
        holder = holder.parent
    return choose_programme_plan(candidates) if len(candidates) > 1 else next(iter(candidates), None)


def get_home_unit(unit: Unit) -> Unit:
    """The unit in whose name an agency's plans are signed: the area that it serves."""
    return unit.parent if unit.level == Level.AGENCY and unit.parent is not None else unit


def find_importing_unit(scope: Scope, unit: Unit) -> Unit | None:
    """Whose plans an account of the unit brings in: the area's where it may, else its own unit's, or nobody's."""
    return next(
        (
            candidate
            for candidate in (get_home_unit(unit), unit)
            if permissions.may_import(scope, candidate.pk)
        ),
        None,
    )


def list_choosable_units(plan: Plan, day: date) -> list[Unit]:
    """The units that a plan may give work to: its own and all below."""
    rows = list(orgunits.as_of(day).order_by("level", "code"))
    inside = list_ids_below(plan.unit_id, rows)
    return [row for row in rows if row.pk in inside]


def list_requestable_units(plan: Plan, day: date) -> list[Unit]:
    """The units above and beside, with their agencies: a plan asks them («đề nghị») and cannot bind them."""
    rows = list(orgunits.as_of(day).order_by("level", "code"))
    inside, upper_units = list_ids_below(plan.unit_id, rows), list_ids_with_upper([plan.unit_id])
    return [
        row
        for row in rows
        if row.pk not in inside
        and (row.pk in upper_units or (row.level == Level.AGENCY and row.parent_id in upper_units))
    ]
