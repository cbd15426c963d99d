"""Lists the targets, duties and reporting rules of a plan together, in the order of the text."""

from collections.abc import Iterable
from dataclasses import replace

from sokehoach.apps.plans.models import Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.plans.plan_items import PlanItem

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
        raise NotFoundError
    return item


def build_statements(plan_items: Iterable[Item]) -> list[PlanItem]:
    """Returns the items as officials corrected them, without dismissed ones."""
    return [_build_statement(item) for item in plan_items if item.state != ItemState.DISMISSED]


def _build_statement(item: Item) -> PlanItem:
    bare = PlanItem(item.code, item.kind.value, item.path, item.text)
    match item:
        case Target():
            value = None if item.value is None else item.value.normalize()
            return replace(bare, value=value, unit=item.unit_of_measure, bound=item.bound)
        case Duty():
            return replace(bare, agency=item.lead_name, due=item.due_on, recurs=item.recurs)
        case ReportingRule():
            return replace(bare, agency=item.who, recurs=item.every)
    return bare


def list_paragraph_spans(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Returns the paragraphs as offsets, and the text between them: together every letter."""
    spans: list[list[int]] = []
    at = 0
    for start, end in [*paragraphs, (len(text), len(text))]:
        gap = text[at:start]
        if gap.strip():
            begin = at + len(gap) - len(gap.lstrip())
            spans.append([begin, begin + len(gap.strip())])
        if end > start:
            spans.append([start, end])
        at = max(at, end)
    return spans
