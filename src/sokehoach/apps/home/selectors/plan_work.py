"""What a plan still asks of those who confirm it: items to settle, targets and dated tasks that nobody has."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Duty, ItemState, Plan, Target
from sokehoach.apps.plans.selectors.plans import home_of

_UNLED = {
    "state": ItemState.CONFIRMED,
    "named": False,
    "outside": False,
    "lead": None,
    "lead_group": None,
    "due_on__isnull": False,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan that is not in force yet."""

    plan: uuid.UUID
    name: str
    total: int
    open: int


@dataclass(frozen=True, slots=True)
class Unowned:
    """A target of a plan in force that says «chưa phân công»."""

    plan: uuid.UUID
    plan_name: str
    code: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Unled:
    """A task of a plan in force that has a day and no agency."""

    plan: uuid.UUID
    plan_name: str
    code: str
    clause: str
    title: str
    due_on: date


def _own(scope: Scope, unit: Unit) -> set[int]:
    """The unit and the area that it serves, as far as the account confirms plans there; not those below."""
    return {unit.pk, home_of(unit).pk} & scope.units(Action.PLAN_CONFIRM, "general")


def still_open(scope: Scope, unit: Unit) -> tuple[list[Reading], list[Unowned], list[Unled]]:
    """One query, one more where a target of a plan in force has no owner, one where a dated task has no agency."""
    counts = {
        f"{kind}_{name}": Count(kind, filter=condition, distinct=True)
        for kind in ("targets", "dutys", "reportingrules")
        for name, condition in (("all", Q()), ("open", Q(**{f"{kind}__state": ItemState.OPEN})))
    }
    nobodys = Q(targets__state=ItemState.CONFIRMED, targets__owner=None)
    plans = list(
        Plan.objects.filter(state__in=(Plan.State.READING, Plan.State.IN_FORCE), unit__in=_own(scope, unit))
        .defer("text", "paragraphs", "unread")
        .annotate(
            **counts,
            nobodys=Count("targets", filter=nobodys, distinct=True),
            unled=Count(
                "dutys", filter=Q(**{f"dutys__{name}": told for name, told in _UNLED.items()}), distinct=True
            ),
        )
    )
    readings = [
        Reading(plan.pk, plan.name, total=_sum(plan, "all"), open=_sum(plan, "open"))
        for plan in plans
        if plan.state == Plan.State.READING
    ]
    in_force = [one for one in plans if one.state == Plan.State.IN_FORCE]
    return (
        readings,
        _unowned([one for one in in_force if one.nobodys]),
        _unled([one for one in in_force if one.unled]),
    )


def _sum(plan: Plan, name: str) -> int:
    return sum(getattr(plan, f"{kind}_{name}") for kind in ("targets", "dutys", "reportingrules"))


def _unowned(plans: list[Plan]) -> list[Unowned]:
    if not plans:
        return []
    targets = Target.objects.filter(plan__in=plans, state=ItemState.CONFIRMED, owner=None)
    names = {plan.pk: plan.name for plan in plans}
    return [
        Unowned(target.plan_id, names[target.plan_id], target.code, target.path, target.text)
        for target in targets
    ]


def _unled(plans: list[Plan]) -> list[Unled]:
    if not plans:
        return []
    names = {plan.pk: plan.name for plan in plans}
    duties = Duty.objects.filter(plan__in=plans, **_UNLED).order_by("due_on", "code")
    return [
        Unled(duty.plan_id, names[duty.plan_id], duty.code, duty.path, duty.title, duty.due_on)
        for duty in duties
        if duty.due_on is not None
    ]
