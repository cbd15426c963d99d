"""A plan and the one that it replaces or amends."""

import re
import uuid
from dataclasses import dataclass

from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.apps.plans.models import Item, Plan
from sokehoach.apps.plans.selectors.items import items
from sokehoach.apps.plans.selectors.said import said
from sokehoach.domain.plans.comparison import Change, Pair, compare
from sokehoach.domain.plans.subjects import is_one_subject, plan_year

_AMENDS = re.compile(r"(?:thay thế|sửa đổi|bổ sung|điều chỉnh|bãi bỏ)[^.;]{0,160}", re.IGNORECASE)


def candidates(plan: Plan) -> list[Plan]:
    """The plans in force of the same unit, which this one may replace."""
    held = Plan.objects.filter(
        unit=plan.unit_id, state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, issued_above=""
    )
    return list(held.exclude(pk=plan.pk))


def of_one_subject(plan: Plan) -> list[Plan]:
    """Plans in force of the same unit, year and subject, but the one that this replaces: two of them contradict."""
    return [
        other
        for other in candidates(plan)
        if other.pk != plan.replaces_id
        and plan_year(other.title, other.signed_on) == plan_year(plan.title, plan.signed_on)
        and is_one_subject(other.title, plan.title, place=area_of(plan.unit).name)
    ]


def proposed(plan: Plan, among: list[Plan]) -> Plan | None:
    """The one that the text says to replace or amend, by its number."""
    amended = "".join(" ".join(_AMENDS.findall(f"{plan.title}. {plan.text}")).split())
    return next((one for one in among if one.number and "".join(one.number.split()) in amended), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One item before and after, with the items themselves for links."""

    pair: Pair
    before: Item | None
    after: Item | None


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: list[Row]
    counts: dict[str, int]  # by Change


def comparison(earlier: Plan, plan: Plan) -> Comparison:
    """What the new plan keeps, moves, changes, adds and drops. Ten queries whatever their size."""
    old, new = items(earlier), items(plan)
    before, after = {item.code: item for item in old}, {item.code: item for item in new}
    rows = [
        Row(
            pair,
            before[pair.before.key] if pair.before else None,
            after[pair.after.key] if pair.after else None,
        )
        for pair in compare(said(old), said(new))
    ]
    counts = {change.value: sum(row.pair.change is change for row in rows) for change in Change}
    return Comparison(rows, counts)


def followed_by(earlier: Plan, plan: Plan) -> dict[uuid.UUID, uuid.UUID]:
    """Duties of the new plan that an earlier one had: {id of the new: id of the earlier}."""
    return {
        row.after.pk: row.before.pk
        for row in comparison(earlier, plan).rows
        if row.before is not None and row.after is not None and row.after.kind == Item.Kind.DUTY
    }
