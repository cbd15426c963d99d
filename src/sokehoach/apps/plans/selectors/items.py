"""Targets, duties and reporting rules of a plan, together, in the order of the text."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from sokehoach.apps.plans.models import Duty, Item, ItemState, Plan, ReportingRule, Target

KINDS: tuple[type[Item], ...] = (Target, Duty, ReportingRule)
PREFIXES = {Item.Kind.TARGET: "CT", Item.Kind.DUTY: "NV", Item.Kind.RULE: "BC"}


def items(plan: Plan) -> list[Item]:
    """Five queries whatever their number."""
    duties = (
        Duty.objects.filter(plan=plan)
        .select_related("lead", "lead_group", "joined")
        .prefetch_related("coordinating", "coordinating_groups")
    )
    found: list[Item] = [
        *Target.objects.filter(plan=plan).select_related("owner"),
        *duties,
        *ReportingRule.objects.filter(plan=plan),
    ]
    order = {kind: at for at, kind in enumerate(PREFIXES)}
    return sorted(found, key=lambda item: (item.start, order[item.kind], item.end))


def item_for(plan: Plan, code: str) -> Item:
    model = next((kind for kind in KINDS if code.startswith(PREFIXES[kind.kind])), None)
    found = model._default_manager.filter(plan=plan, code=code).first() if model else None
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is. `settled` counts confirmed and dismissed items."""

    total: int
    settled: int
    uncertain: int
    unassigned: int
    requests: int
    sure: int  # open, and clear enough to be confirmed together
    tasks: int  # that the plan asks without naming an agency
    open_tasks: int

    @property
    def done(self) -> bool:
        return self.settled == self.total


def is_task(item: Item) -> bool:
    return isinstance(item, Duty) and not item.named


def uncertain(item: Item) -> bool:
    """Tasks are looked at in a group of their own."""
    if not item.open or is_task(item):
        return False
    clear = item.clear if isinstance(item, Duty) else True
    return bool(item.doubts) or item.likelihood < 0.9 or not clear


def unassigned(item: Item) -> bool:
    return item.unassigned and item.state != ItemState.DISMISSED


def request(item: Item) -> bool:
    return isinstance(item, Duty) and item.nature == Duty.Nature.REQUEST and item.state != ItemState.DISMISSED


FILTERS: dict[str, Callable[[Item], bool]] = {
    "": lambda item: True,
    "chua-ro": uncertain,
    "chua-phan-cong": unassigned,
    "de-nghi": request,
    "viec-chung": is_task,
}


def progress(found: list[Item]) -> Progress:
    return Progress(
        total=len(found),
        settled=sum(not item.open for item in found),
        uncertain=sum(map(uncertain, found)),
        unassigned=sum(map(unassigned, found)),
        requests=sum(map(request, found)),
        sure=sum(item.open and item.sure for item in found),
        tasks=sum(map(is_task, found)),
        open_tasks=sum(item.open and is_task(item) for item in found),
    )


@dataclass(frozen=True, slots=True)
class Around:
    """Codes of the items next to the one in hand; empty where there is none."""

    before: str
    after: str
    later: str  # the next that is open, of those that the filter shows before the others
    doubt: str  # the next that is uncertain


def around(found: list[Item], code: str, only: str = "") -> Around:
    codes = [item.code for item in found]
    at = codes.index(code)
    rest = [item for item in (*found[at + 1 :], *found[:at]) if item.open]
    shown = FILTERS.get(only, FILTERS[""])
    return Around(
        before=codes[at - 1] if at else "",
        after=codes[at + 1] if at + 1 < len(codes) else "",
        later=next((item.code for item in (*filter(shown, rest), *rest)), ""),
        doubt=next((item.code for item in filter(uncertain, rest)), ""),
    )
