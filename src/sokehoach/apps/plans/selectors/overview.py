"""A plan at a glance: targets with their owners, duties under the clauses that give them."""

from typing import Any

from sokehoach.apps.plans.models import Clause, Duty, Item, ItemState, Plan, ReportingRule, Target


def sections(plan: Plan, found: list[Item]) -> dict[str, Any]:
    """`targets`, `rules`: items; `duties`: [(path, clause or None, [duty, …]), …], in order. One query."""
    kept = [item for item in found if item.state != ItemState.DISMISSED]
    clauses: dict[str, Clause] = {}
    for clause in Clause.objects.filter(plan=plan):
        clauses.setdefault(clause.path, clause)
    groups: dict[str, list[Duty]] = {}
    for item in kept:
        if isinstance(item, Duty):
            groups.setdefault(item.path, []).append(item)
    return {
        "targets": [item for item in kept if isinstance(item, Target)],
        "rules": [item for item in kept if isinstance(item, ReportingRule)],
        "duties": [(path, clauses.get(path), duties) for path, duties in groups.items()],
        "duty_count": sum(map(len, groups.values())),
    }
