"""Lists the targets, duties and reporting rules of a plan together, in the order of the text."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from sokehoach.apps.plans.models import Duty, Item, ItemState, Plan, ReportingRule, Target

KINDS: tuple[type[Item], ...] = (Target, Duty, ReportingRule)
PREFIXES = {Item.Kind.TARGET: "CT", Item.Kind.DUTY: "NV", Item.Kind.RULE: "BC"}


def list_items(plan: Plan) -> list[Item]:
    """Returns all items with five queries."""
    duties = (
        Duty.objects.filter(plan=plan)
        .select_related("lead", "lead_group", "joined")
        .prefetch_related("coordinating", "coordinating_groups")
    )
    plan_items: list[Item] = [
        *Target.objects.filter(plan=plan).select_related("owner"),
        *duties,
        *ReportingRule.objects.filter(plan=plan),
    ]
    order = {kind: at for at, kind in enumerate(PREFIXES)}
    return sorted(plan_items, key=lambda item: (item.start, order[item.kind], item.end))


def get_item(plan: Plan, code: str) -> Item:
    model = next((kind for kind in KINDS if code.startswith(PREFIXES[kind.kind])), None)
    item = model._default_manager.filter(plan=plan, code=code).first() if model else None
    if item is None:
        raise Http404
    return item


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """The progress of the reading. `settled` counts confirmed and dismissed items."""

    total: int
    settled: int
    uncertain: int
    unassigned: int
    requests: int
    sure: int  # open, and certain enough to be confirmed together
    tasks: int  # duties without a named agency
    open_tasks: int

    @property
    def is_complete(self) -> bool:
        return self.settled == self.total


def is_task(item: Item) -> bool:
    return isinstance(item, Duty) and not item.named


def is_uncertain(item: Item) -> bool:
    """Whether a person should look at the item; tasks are in a group of their own."""
    if not item.open or is_task(item):
        return False
    clear = item.clear if isinstance(item, Duty) else True
    return bool(item.doubts) or item.likelihood < 0.9 or not clear


def is_unassigned(item: Item) -> bool:
    return item.unassigned and item.state != ItemState.DISMISSED


def is_request(item: Item) -> bool:
    return isinstance(item, Duty) and item.nature == Duty.Nature.REQUEST and item.state != ItemState.DISMISSED


FILTERS: dict[str, Callable[[Item], bool]] = {
    "": lambda item: True,
    "chua-ro": is_uncertain,
    "chua-phan-cong": is_unassigned,
    "de-nghi": is_request,
    "viec-chung": is_task,
}


def compute_progress(plan_items: list[Item]) -> ReadingProgress:
    return ReadingProgress(
        total=len(plan_items),
        settled=sum(not item.open for item in plan_items),
        uncertain=sum(map(is_uncertain, plan_items)),
        unassigned=sum(map(is_unassigned, plan_items)),
        requests=sum(map(is_request, plan_items)),
        sure=sum(item.open and item.sure for item in plan_items),
        tasks=sum(map(is_task, plan_items)),
        open_tasks=sum(item.open and is_task(item) for item in plan_items),
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Codes of the items before and after the current one; «» where there is none."""

    previous: str
    following: str
    next_open: str  # next open item, those that the filter shows first
    next_doubt: str  # next uncertain item


def find_neighbours(plan_items: list[Item], code: str, only: str = "") -> Neighbours:
    codes = [item.code for item in plan_items]
    at = codes.index(code)
    open_items = [item for item in (*plan_items[at + 1 :], *plan_items[:at]) if item.open]
    matches_filter = FILTERS.get(only, FILTERS[""])
    return Neighbours(
        previous=codes[at - 1] if at else "",
        following=codes[at + 1] if at + 1 < len(codes) else "",
        next_open=next((item.code for item in (*filter(matches_filter, open_items), *open_items)), ""),
        next_doubt=next((item.code for item in filter(is_uncertain, open_items)), ""),
    )
