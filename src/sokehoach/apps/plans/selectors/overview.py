"""Summarizes a plan: targets with owners, number of duties, reporting rules."""

from typing import Any

from sokehoach.apps.plans.models import Duty, Item, ItemState, ReportingRule, Target


def build_sections(plan_items: list[Item]) -> dict[str, Any]:
    """Returns `targets` and `rules` in order, and `duty_count`. Dismissed items are left out."""
    current_items = [item for item in plan_items if item.state != ItemState.DISMISSED]
    return {
        "targets": [item for item in current_items if isinstance(item, Target)],
        "rules": [item for item in current_items if isinstance(item, ReportingRule)],
        "duty_count": sum(isinstance(item, Duty) for item in current_items),
    }
