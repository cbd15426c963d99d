"""Lists open work of those who confirm a plan: items to settle, targets and dated tasks without an owner."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Duty, ItemState, Plan, Target
from sokehoach.apps.plans.queries.plans import build_service_filter, get_home_unit

_UNLED_FIELDS = {
    "state": ItemState.CONFIRMED,
    "named": False,
    "outside": False,
    "lead": None,
    "lead_group": None,
    "due_on__isnull": False,
}


@dataclass(frozen=True, slots=True)
class PlanInReading:
    """A plan that is not in force yet."""

    plan: uuid.UUID
    name: str
    total: int
    open: int


@dataclass(frozen=True, slots=True)
class UnownedTarget:
    """A target «chưa phân công» of a plan in force."""

    plan: uuid.UUID
    plan_name: str
    code: str
    clause: str
    text: str
    programme: int | None


@dataclass(frozen=True, slots=True)
class UnledTask:
    """A dated task of a plan in force without an agency."""

    plan: uuid.UUID
    plan_name: str
    code: str
    clause: str
    title: str
    due_on: date
    programme: int | None
    is_due_before_entry: bool  # its day had passed before the plan was entered


def _list_own_unit_ids(scope: Scope, unit: Unit) -> set[int]:
    """Returns the unit and its area, where the account confirms plans; not those below."""
    return {unit.pk, get_home_unit(unit).pk} & scope.units(Action.PLAN_CONFIRM, "general")


@dataclass(frozen=True, slots=True)
class OpenPlanWork:
    """`has_plans`: whether the unit or its area has a plan that is being read or in force."""

    readings: list[PlanInReading]
    unowned: list[UnownedTarget]
    unled: list[UnledTask]
    has_plans: bool


def load_open_work(scope: Scope, unit: Unit) -> OpenPlanWork:
    """Loads the open work: one query, and one each where a target has no owner or a dated task no agency."""
    counts = {
        f"{kind}_{name}": Count(kind, filter=condition, distinct=True)
        for kind in ("targets", "dutys", "reportingrules")
        for name, condition in (("all", Q()), ("open", Q(**{f"{kind}__state": ItemState.OPEN})))
    }
    nobodys = Q(targets__state=ItemState.CONFIRMED, targets__owner=None)
    plans = list(
        Plan.objects.filter(
            build_service_filter(scope.programmes),
            state__in=(Plan.State.READING, Plan.State.IN_FORCE),
            unit__in=_list_own_unit_ids(scope, unit),
        )
        .defer("text", "paragraphs", "unread")
        .annotate(
            **counts,
            nobodys=Count("targets", filter=nobodys, distinct=True),
            unled=Count(
                "dutys",
                filter=Q(**{f"dutys__{name}": expected for name, expected in _UNLED_FIELDS.items()}),
                distinct=True,
            ),
        )
    )
    readings = [
        PlanInReading(plan.pk, plan.name, total=_count_items(plan, "all"), open=_count_items(plan, "open"))
        for plan in plans
        if plan.state == Plan.State.READING
    ]
    in_force = [plan for plan in plans if plan.state == Plan.State.IN_FORCE]
    return OpenPlanWork(
        readings,
        _list_unowned([plan for plan in in_force if plan.nobodys]),
        _list_unled([plan for plan in in_force if plan.unled]),
        has_plans=bool(plans),
    )


def _count_items(plan: Plan, name: str) -> int:
    return sum(getattr(plan, f"{kind}_{name}") for kind in ("targets", "dutys", "reportingrules"))


def _list_unowned(plans: list[Plan]) -> list[UnownedTarget]:
    if not plans:
        return []
    targets = Target.objects.filter(plan__in=plans, state=ItemState.CONFIRMED, owner=None)
    names = {plan.pk: plan.name for plan in plans}
    return [
        UnownedTarget(target.plan_id, names[target.plan_id], target.code, target.path, target.text, target.programme_id)
        for target in targets
    ]


def _list_unled(plans: list[Plan]) -> list[UnledTask]:
    if not plans:
        return []
    names = {plan.pk: plan.name for plan in plans}
    entry_days = {plan.pk: plan.entered_on for plan in plans}
    duties = Duty.objects.filter(plan__in=plans, **_UNLED_FIELDS).order_by("due_on", "code")
    return [
        UnledTask(
            duty.plan_id, names[duty.plan_id], duty.code, duty.path, duty.title, duty.due_on, duty.programme_id,
            duty.due_on < entry_days[duty.plan_id],
        )
        for duty in duties
        if duty.due_on is not None
    ]  # fmt: skip
