"""What a plan still asks of those who confirm it: items to settle, targets that nobody owns."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.plans.selectors.plans import home_of


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
    code: str
    clause: str
    text: str


def _own(scope: Scope, unit: Unit) -> set[int]:
    """The unit and the area that it serves, as far as the account confirms plans there; not those below."""
    return {unit.pk, home_of(unit).pk} & scope.units(Action.PLAN_CONFIRM, "general")


def still_open(scope: Scope, unit: Unit) -> tuple[list[Reading], list[Unowned]]:
    """One query, and one more where a target of a plan in force has no owner."""
    counts = {
        f"{kind}_{name}": Count(kind, filter=condition, distinct=True)
        for kind in ("targets", "dutys", "reportingrules")
        for name, condition in (("all", Q()), ("open", Q(**{f"{kind}__state": ItemState.OPEN})))
    }
    nobodys = Q(targets__state=ItemState.CONFIRMED, targets__owner=None)
    plans = list(
        Plan.objects.filter(state__in=(Plan.State.READING, Plan.State.IN_FORCE), unit__in=_own(scope, unit))
        .defer("text", "paragraphs", "unread")
        .annotate(**counts, nobodys=Count("targets", filter=nobodys, distinct=True))
    )
    readings = [
        Reading(plan.pk, plan.name, total=_sum(plan, "all"), open=_sum(plan, "open"))
        for plan in plans
        if plan.state == Plan.State.READING
    ]
    return readings, _unowned([one for one in plans if one.state == Plan.State.IN_FORCE and one.nobodys])


def _sum(plan: Plan, name: str) -> int:
    return sum(getattr(plan, f"{kind}_{name}") for kind in ("targets", "dutys", "reportingrules"))


def _unowned(plans: list[Plan]) -> list[Unowned]:
    if not plans:
        return []
    targets = Target.objects.filter(plan__in=plans, state=ItemState.CONFIRMED, owner=None)
    return [Unowned(target.plan_id, target.code, target.path, target.text) for target in targets]
