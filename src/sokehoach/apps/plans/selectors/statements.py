"""Converts a plan's items to domain values for comparing plans."""

from collections.abc import Iterable
from dataclasses import replace

from sokehoach.apps.plans.models import Duty, Item, ItemState, ReportingRule, Target
from sokehoach.domain.plans.plan_items import PlanItem


def build_statements(plan_items: Iterable[Item]) -> list[PlanItem]:
    """Returns the items as officials corrected them, without dismissed ones."""
    return [_build_statement(item) for item in plan_items if item.state != ItemState.DISMISSED]


def _build_statement(item: Item) -> PlanItem:
    bare = PlanItem(item.code, item.kind.value, item.path, item.text)
    match item:
        case Target():
            return replace(bare, value=item.value.normalize(), unit=item.unit_of_measure, bound=item.bound)
        case Duty():
            return replace(bare, agency=item.lead_name, due=item.due_on, recurs=item.recurs)
        case ReportingRule():
            return replace(bare, agency=item.who, recurs=item.every)
    return bare
