"""Queries the plans that an account may see, and the plan that binds a unit."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.indicators.queries.elements import propose_indicator
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.heirs import list_heirs, list_whole_predecessors
from sokehoach.apps.orgunits.queries.levels import consolidates, is_attached
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Duty, ItemState, Plan, Target
from sokehoach.apps.plans.queries.clauses import choose_programme_plan
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.orgtree.unit import move_into_span


def list_ids_with_upper(units: Iterable[int]) -> set[int]:
    """Returns the row ids of these units and of all above them. One query."""
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    ids: set[int] = set()
    for unit in units:
        at: int | None = unit
        while at is not None and at not in ids:
            ids.add(at)
            at = parents.get(at)
    return ids


def list_ids_below(top: int, rows: Iterable[Unit]) -> set[int]:
    """Returns the row ids of a unit and of all of `rows` below it."""
    rows = list(rows)
    ids = {top}
    has_grown = True
    while has_grown:
        new_ids = {row.pk for row in rows if row.parent_id in ids} - ids
        ids |= new_ids
        has_grown = bool(new_ids)
    return ids


def build_service_filter(programmes: Collection[int] | None, plan: str = "pk") -> Q:
    """Returns the condition that a plan serves no programme, or one of these (row ids; None: of all).

    `plan`: the path from a row to its plan.
    """
    if programmes is None:
        return Q()
    links = Plan.programmes.through.objects.filter(plan=OuterRef(plan))
    return ~Q(Exists(links)) | Q(Exists(links.filter(programme__in=programmes)))


def list_visible_plans(scope: Scope) -> QuerySet[Plan]:
    """Returns the visible plans without their text."""
    units = scope.units(Action.PLAN_VIEW, "general")
    visible = Q(unit__in=units) | (Q(unit__in=list_ids_with_upper(units)) & ~Q(state=Plan.State.READING))
    visible &= build_service_filter(scope.programmes)
    return Plan.objects.filter(visible).select_related("unit", "created_by").defer("text", "paragraphs", "unread")


def list_documents(scope: Scope) -> QuerySet[Plan]:
    """Returns the visible plans that are documents; directions are on the leader's page."""
    return list_visible_plans(scope).exclude(origin=Plan.Origin.DIRECTION)


def access_plan(scope: Scope, pk: uuid.UUID) -> Plan:
    rows = Plan.objects.select_related("unit", "created_by", "in_force_by")
    plan = rows.filter(build_service_filter(scope.programmes), pk=pk).first()
    if plan is None:
        raise NotFoundError
    upper_units: set[int] = set()
    if not scope.may(Action.PLAN_VIEW, plan.unit_id):
        upper_units = list_ids_with_upper(scope.units(Action.PLAN_VIEW, "general"))
    if not permissions.may_see(scope, plan, upper_units):
        raise NotFoundError
    return plan


def get_target(plan: Plan, code: str) -> Target:
    """Returns a confirmed target; NotFoundError where there is none of that code."""
    target = Target.objects.filter(plan=plan, code=code, state=ItemState.CONFIRMED).first()
    if target is None:
        raise NotFoundError
    return target


def propose_indicators(areas: Collection[int], indicators: Mapping[str, Indicator]) -> dict[uuid.UUID, str]:
    """The indicator (uid) whose words a target has, by target (row id): of those of the areas' plans without one."""
    targets = Target.objects.filter(plan__unit__in=areas, state=ItemState.CONFIRMED, indicator="")
    return {target.pk: uid for target in targets if (uid := propose_indicator(target.text, indicators))}


def get_task(plan: Plan, code: str, *, unassigned: bool = True) -> Duty:
    """Returns a confirmed task (a duty without a named agency); NotFoundError for an unknown code.

    `unassigned`: only one without a lead.
    """
    rows = Duty.objects.select_related("lead", "lead_group").filter(
        plan=plan, code=code, named=False, state=ItemState.CONFIRMED
    )
    if unassigned:
        rows = rows.filter(lead=None, lead_group=None)
    task = rows.first()
    if task is None:
        raise NotFoundError
    return task


def find_plan_in_force(unit: Unit, programmes: Collection[int] | None = None) -> Plan | None:
    """Returns the newest signed plan in force of the programme, of the unit or the nearest unit above with one.

    `programmes` (row ids; None: all): it serves one of them; where none does, a plan that serves no programme.
    Plans on other subjects, among several or a commune's own, are skipped.
    """
    signed = Plan.objects.filter(state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, issued_above="")
    links = Plan.programmes.through.objects.filter(plan=OuterRef("pk"))
    plans = signed.filter(build_service_filter(programmes)).annotate(serves=Exists(links)).select_related("unit")
    candidates: list[Plan] = []
    holder: Unit | None = unit
    while holder is not None:
        unit_plans = list(plans.filter(unit=holder))
        candidates += [plan for plan in unit_plans if plan.serves] or unit_plans if programmes else unit_plans
        if unit_plans and consolidates(holder):
            break
        holder = holder.parent
    return choose_programme_plan(candidates) if len(candidates) > 1 else next(iter(candidates), None)


def list_plans_serving(unit: Unit, programmes: Iterable[int]) -> list[Plan]:
    """Returns the unit's newest signed plan in force that serves each of these programmes (row ids). Two queries."""
    links = Plan.programmes.through.objects.filter(programme__in=programmes)
    plans = Plan.objects.filter(state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, issued_above="", unit=unit)
    newest: dict[int, Plan] = {}
    for plan in plans.filter(pk__in=links.values("plan")).defer("text", "paragraphs").prefetch_related("programmes"):
        for programme in plan.programmes.all():
            newest.setdefault(programme.pk, plan)
    return list(dict.fromkeys(newest[programme] for programme in programmes if programme in newest))


def get_home_unit(unit: Unit) -> Unit:
    """Returns the area in whose name an agency's plans are signed."""
    return unit.parent if is_attached(unit) and unit.parent is not None else unit


def find_importing_unit(scope: Scope, unit: Unit) -> Unit | None:
    """Returns the unit whose plans the account may import: the area, else its own unit, else None."""
    return next(
        (candidate for candidate in (get_home_unit(unit), unit) if permissions.may_import(scope, candidate.pk)),
        None,
    )


def get_units_day(unit: Unit, named_on: date) -> date:
    """The day as of which the units of a plan are read: that of its words, as far as its own unit was there then.

    A plan of 2024 that today's province enters names units of before; work is given to those of the first day of the
    province, which took them over.
    """
    return move_into_span(named_on, unit.valid_from, unit.valid_to)


def get_plan_day(plan: Plan) -> date:
    """The day as of which the plan's units are chosen: when it was signed, else entered."""
    return get_units_day(plan.unit, get_named_day(plan))


def get_named_day(plan: Plan) -> date:
    """When the plan was signed, else entered: the day of its words."""
    return plan.signed_on or plan.created_at.date()


def list_choosable_units(plan: Plan, day: date) -> list[Unit]:
    """Returns the units to which a plan may give work: its own and all below; of one that ended, who took it over."""
    rows = list(orgunits.as_of(day).order_by("level", "code"))
    tops = [heir.pk for heir in list_heirs([plan.unit], day)[plan.unit_id]]
    inside = frozenset().union(*(list_ids_below(top, rows) for top in tops))
    return [row for row in rows if row.pk in inside]


def list_choosable_groups(plan: Plan, units: Sequence[Unit], day: date) -> list[Group]:
    """Returns the groups of these units, and of the unit before the plan's own that had its name and territory."""
    return list(Group.objects.filter(within__in=[*units, *list_units_before(plan.unit, get_named_day(plan), day)]))


def list_units_before(unit: Unit, named_on: date, day: date) -> list[Unit]:
    """Returns the units that this one took over as a whole, where a plan has words of before it. One query, or none."""
    return list_whole_predecessors([unit], day).get(unit.pk, []) if named_on < unit.valid_from else []


def list_requestable_units(plan: Plan, day: date) -> list[Unit]:
    """Returns the units above and beside, with their agencies: a plan asks them («đề nghị») and cannot bind them."""
    rows = list(orgunits.as_of(day).order_by("level", "code"))
    inside, upper_units = list_ids_below(plan.unit_id, rows), list_ids_with_upper([plan.unit_id])
    return [
        row
        for row in rows
        if row.pk not in inside and (row.pk in upper_units or (is_attached(row) and row.parent_id in upper_units))
    ]
