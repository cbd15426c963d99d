"""Finds the plans above a unit's plan and what they demand, and the own plans made below a plan."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_base
from sokehoach.apps.plans.models import Assignment, Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.queries.plans import build_service_filter, list_ids_with_upper
from sokehoach.domain.plans.authority import names_communes


def is_same_number(number: str, other_number: str) -> bool:
    return bool(number) and "".join(number.split()).casefold() == "".join(other_number.split()).casefold()


def list_upper_candidates(plan: Plan) -> list[Plan]:
    """Lists the plans from which the upper plan is chosen.

    These are the plans in force of the units above, and those of authorities above that the unit, or one above it, has
    imported.
    """
    upper_units = list_ids_with_upper([plan.unit_id])
    return list(
        Plan.objects.filter(state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, unit__in=upper_units)
        .exclude(unit=plan.unit_id, issued_above="")
        .exclude(pk=plan.pk)
        .select_related("unit")
        .order_by("-signed_on")
    )


def find_proposed_upper(plan: Plan, candidates: Iterable[Plan]) -> Plan | None:
    """Returns the candidate whose number the preamble names; None where it names none of them, or several."""
    named = [
        candidate for candidate in candidates if any(is_same_number(candidate.number, basis) for basis in plan.basis)
    ]
    return named[0] if len(named) == 1 else None


def list_upper_plans(plan: Plan) -> list[Plan]:
    """Returns the chosen upper plan or, until one is chosen, the proposed one; none where there is neither."""
    upper = plan.upper or find_proposed_upper(plan, list_upper_candidates(plan))
    return [upper] if upper else []


def is_made_for(plan: Plan, upper: Plan) -> bool:
    """Whether `upper` is the plan's chosen upper plan or, until one is chosen, the one whose number it names."""
    if plan.upper_id is not None:
        return plan.upper_id == upper.pk
    return any(is_same_number(upper.number, basis) for basis in plan.basis)


def list_demands(upper: Plan, unit: Unit) -> list[Item]:
    """Returns the upper plan's demands on a unit: duties that it leads; targets that it, or nobody, owns.

    A target for communes applies to each of them, even where another unit owns the whole.
    """
    commune = is_base(unit)
    led = set(
        Assignment.objects.filter(duty__plan=upper, unit=unit, part=Assignment.Part.LEAD).values_list("duty", flat=True)
    )
    return [
        item
        for item in list_items(upper)
        if item.state != ItemState.DISMISSED
        and (
            (isinstance(item, Duty) and item.pk in led)
            or (
                isinstance(item, Target)
                and (item.owner_id in (None, unit.pk) or (commune and names_communes(item.text)))
            )
        )
    ]


def list_reporting_rules(upper: Plan) -> list[ReportingRule]:
    """Returns the reporting rules of a plan that bind those below."""
    return list(ReportingRule.objects.filter(plan=upper).exclude(state=ItemState.DISMISSED))


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A unit with work in the upper plan; `plan` is its own plan, being read or in force, None where it has none."""

    unit: Unit
    duties: int
    plan: Plan | None
    is_late: bool

    @property
    def is_made(self) -> bool:
        return self.plan is not None and self.plan.state != Plan.State.READING


def list_own_plans(upper: Plan, day: date) -> list[OwnPlan]:
    """Returns each unit with work of its own in the plan, except those that are only asked. Two queries."""
    led = (
        Assignment.objects.filter(duty__plan=upper, part=Assignment.Part.LEAD, unit__asked=False)
        .exclude(unit=upper.unit_id)
        .select_related("unit")
        .order_by("unit__level", "unit__code")
    )
    units: dict[int, Unit] = {}
    duties: defaultdict[int, set[uuid.UUID]] = defaultdict(set)  # one of several due days is assigned for each day
    for row in led:
        units[row.unit_id] = row.unit
        duties[row.unit_id].add(row.duty_id)
    plans_by_unit = _find_plans_by_unit(upper, units)
    return [
        OwnPlan(
            unit=unit,
            duties=len(duties[pk]),
            plan=(plan := plans_by_unit.get(pk)),
            is_late=upper.own_plans_by is not None
            and day > upper.own_plans_by
            and (plan is None or plan.state == Plan.State.READING),
        )
        for pk, unit in units.items()
    ]


def _find_plans_by_unit(upper: Plan, units: Iterable[int]) -> dict[int, Plan]:
    """Returns the units' own plans that chose or cite this one; a plan in force before one being read."""
    plans_by_unit: dict[int, Plan] = {}
    rows = (
        Plan.objects.filter(unit__in=list(units), issued_above="")
        .exclude(state=Plan.State.REPLACED)
        .defer("text", "paragraphs")
    )
    for plan in sorted(rows, key=lambda row: row.state != Plan.State.IN_FORCE):
        if is_made_for(plan, upper):
            plans_by_unit.setdefault(plan.unit_id, plan)
    return plans_by_unit


@dataclass(frozen=True, slots=True)
class MissingPlan:
    """A plan that asks the unit for a plan of its own, where the unit has none in force."""

    upper: Plan
    unit: Unit
    due_on: date
    is_late: bool


def needs_own_plan(upper: Plan, unit: Unit) -> bool:
    """Whether the plan gives the unit work and the unit has no own plan for it, being read or in force."""
    return (
        upper.state == Plan.State.IN_FORCE
        and upper.unit_id != unit.pk
        and Assignment.objects.filter(duty__plan=upper, part=Assignment.Part.LEAD, unit=unit).exists()
        and not _find_plans_by_unit(upper, [unit.pk])
    )


def list_missing_plans(unit: Unit, day: date, *, programmes: Collection[int] | None = None) -> list[MissingPlan]:
    """Lists the own plans that the unit still has to make. `programmes` (row ids; None: all): under plans that serve
    one, or none.
    """
    upper_plans = (
        Plan.objects.filter(
            build_service_filter(programmes),
            state=Plan.State.IN_FORCE,
            own_plans_by__isnull=False,
            dutys__assignments__unit=unit,
            dutys__assignments__part=Assignment.Part.LEAD,
        )
        .defer("text", "paragraphs")
        .distinct()
    )
    missing_plans = []
    for upper in upper_plans:
        if upper.unit_id == unit.pk or unit.asked:
            continue
        plan = _find_plans_by_unit(upper, [unit.pk]).get(unit.pk)
        if plan is None or plan.state == Plan.State.READING:
            assert upper.own_plans_by is not None
            missing_plans.append(MissingPlan(upper, unit, upper.own_plans_by, is_late=day > upper.own_plans_by))
    return missing_plans
