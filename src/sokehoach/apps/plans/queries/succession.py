"""Finds and compares the plan that another replaces or amends."""

import re
import uuid
from dataclasses import dataclass

from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Item, ItemState, Plan, ReportingRule
from sokehoach.apps.plans.queries.items import build_statements, list_items
from sokehoach.domain.plans.comparison import ItemChange, Pair, compare_plans, is_one_subject, plan_year

_AMENDS = re.compile(r"(?:thay thế|sửa đổi|bổ sung|điều chỉnh|bãi bỏ)[^.;]{0,160}", re.IGNORECASE)


def list_candidates(plan: Plan) -> list[Plan]:
    """Returns the plans in force of the same unit, which this one may replace."""
    plans_in_force = Plan.objects.filter(
        unit=plan.unit_id, state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, issued_above=""
    )
    return list(plans_in_force.exclude(pk=plan.pk))


def list_same_subject(plan: Plan) -> list[Plan]:
    """Returns other plans in force of the same unit, year and subject, which would contradict this one.

    The plan that it replaces is left out.
    """
    return [
        other
        for other in list_candidates(plan)
        if other.pk != plan.replaces_id
        and plan_year(other.title, other.signed_on) == plan_year(plan.title, plan.signed_on)
        and is_one_subject(other.title, plan.title, place=get_unit_area(plan.unit).name)
    ]


def find_proposed(plan: Plan, candidates: list[Plan]) -> Plan | None:
    """Returns the candidate whose number the text says to replace or amend."""
    amended = "".join(" ".join(_AMENDS.findall(f"{plan.title}. {plan.text}")).split())
    return next(
        (candidate for candidate in candidates if candidate.number and "".join(candidate.number.split()) in amended),
        None,
    )


@dataclass(frozen=True, slots=True)
class ComparedItems:
    """An item before and after, with both items for links."""

    pair: Pair
    before: Item | None
    after: Item | None


@dataclass(frozen=True, slots=True)
class PlanComparison:
    rows: list[ComparedItems]
    counts: dict[str, int]  # by Change


def build_comparison(old_plan: Plan, plan: Plan) -> PlanComparison:
    """Compares the new plan with the old one: kept, moved, changed, added, dropped. Ten queries in all."""
    old_items, new_items = list_items(old_plan), list_items(plan)
    old_by_code, new_by_code = (
        {item.code: item for item in old_items},
        {item.code: item for item in new_items},
    )
    rows = [
        ComparedItems(
            pair,
            old_by_code[pair.before.key] if pair.before else None,
            new_by_code[pair.after.key] if pair.after else None,
        )
        for pair in compare_plans(build_statements(old_items), build_statements(new_items))
    ]
    counts = {change.value: sum(row.pair.change is change for row in rows) for change in ItemChange}
    return PlanComparison(rows, counts)


def match_duties(old_plan: Plan, plan: Plan) -> dict[uuid.UUID, uuid.UUID]:
    """Matches duties of the new plan to the old one's: {new id: old id}."""
    return {
        row.after.pk: row.before.pk
        for row in build_comparison(old_plan, plan).rows
        if row.before is not None and row.after is not None and row.after.kind == Item.Kind.DUTY
    }


def match_rules(old_plan: Plan, plan: Plan) -> dict[uuid.UUID, ReportingRule]:
    """Matches reporting rules of the old plan to the new one's that ask for the same: {old id: new rule}.

    The same reporter, receiver, frequency and printed day; a changed rule is another.
    """
    return {
        row.before.pk: row.after
        for row in build_comparison(old_plan, plan).rows
        if isinstance(row.before, ReportingRule)
        and isinstance(row.after, ReportingRule)
        and row.after.state == ItemState.CONFIRMED
        and _list_demands(row.before) == _list_demands(row.after)
    }


def _list_demands(rule: ReportingRule) -> tuple[str, ...]:
    return tuple(" ".join(text.split()).lower() for text in (rule.who, rule.to, rule.every, rule.due_text))
