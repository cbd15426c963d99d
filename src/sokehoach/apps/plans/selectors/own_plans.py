"""Who has made a plan of its own for the upper one, and who has not by the day set for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Assignment, Plan
from sokehoach.apps.plans.selectors.chain import is_made_for


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A unit that the upper plan gives work to; `plan` is its own plan, read or in force, None where it has none."""

    unit: Unit
    duties: int
    plan: Plan | None
    late: bool

    @property
    def made(self) -> bool:
        return self.plan is not None and self.plan.state != Plan.State.READING


def own_plans(upper: Plan, day: date) -> list[OwnPlan]:
    """Each unit with work of its own in the plan, but those that are asked, not ordered. Two queries."""
    led = (
        Assignment.objects.filter(duty__plan=upper, part=Assignment.Part.LEAD, unit__asked=False)
        .exclude(unit=upper.unit_id)
        .select_related("unit")
        .order_by("unit__level", "unit__code")
    )
    units: dict[int, Unit] = {}
    duties: dict[int, int] = {}
    for row in led:
        units[row.unit_id] = row.unit
        duties[row.unit_id] = duties.get(row.unit_id, 0) + 1
    made = _made(upper, units)
    return [
        OwnPlan(
            unit=unit,
            duties=duties[pk],
            plan=(plan := made.get(pk)),
            late=upper.own_plans_by is not None
            and day > upper.own_plans_by
            and (plan is None or plan.state == Plan.State.READING),
        )
        for pk, unit in units.items()
    ]


def _made(upper: Plan, units: Iterable[int]) -> dict[int, Plan]:
    """The units' own plans for this one: chosen or named as their basis, one in force before one being read."""
    found: dict[int, Plan] = {}
    rows = (
        Plan.objects.filter(unit__in=list(units), issued_above="")
        .exclude(state=Plan.State.REPLACED)
        .defer("text", "paragraphs")
    )
    for plan in sorted(rows, key=lambda one: one.state != Plan.State.IN_FORCE):
        if is_made_for(plan, upper):
            found.setdefault(plan.unit_id, plan)
    return found


@dataclass(frozen=True, slots=True)
class Owing:
    """A plan that asks the unit for one of its own, and the unit has none in force."""

    upper: Plan
    unit: Unit
    due_on: date
    late: bool


def owes(upper: Plan, unit: Unit) -> bool:
    """Whether the plan gives the unit work and the unit has no plan of its own for it, read or in force."""
    return (
        upper.state == Plan.State.IN_FORCE
        and upper.unit_id != unit.pk
        and Assignment.objects.filter(duty__plan=upper, part=Assignment.Part.LEAD, unit=unit).exists()
        and not _made(upper, [unit.pk])
    )


def owed_by(unit: Unit, day: date) -> list[Owing]:
    asking = (
        Plan.objects.filter(
            state=Plan.State.IN_FORCE,
            own_plans_by__isnull=False,
            dutys__assignments__unit=unit,
            dutys__assignments__part=Assignment.Part.LEAD,
        )
        .defer("text", "paragraphs")
        .distinct()
    )
    owing = []
    for upper in asking:
        if upper.unit_id == unit.pk or unit.asked:
            continue
        plan = _made(upper, [unit.pk]).get(unit.pk)
        if plan is None or plan.state == Plan.State.READING:
            assert upper.own_plans_by is not None
            owing.append(Owing(upper, unit, upper.own_plans_by, late=day > upper.own_plans_by))
    return owing
