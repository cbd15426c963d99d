"""A plan at a glance: targets with their owners, duties counted, rules of reporting."""

from typing import Any

from sokehoach.apps.plans.models import Duty, Item, ItemState, ReportingRule, Target


def build_sections(plan_items: list[Item]) -> dict[str, Any]:
    """`targets`, `rules`: items in order; `duty_count`: how many duties. What was dismissed is left out."""
    current_items = [item for item in plan_items if item.state != ItemState.DISMISSED]
    return {
        "targets": [item for item in current_items if isinstance(item, Target)],
        "rules": [item for item in current_items if isinstance(item, ReportingRule)],
        "duty_count": sum(isinstance(item, Duty) for item in current_items),
    }
