"""The chain of plans: what an upper plan lays on a unit, beside what the unit's own plan says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.plans.models import (
    Assignment,
    DemandAnswer,
    Duty,
    Item,
    ItemState,
    Plan,
    ReportingRule,
    Target,
)
from sokehoach.apps.plans.selectors.items import items
from sokehoach.apps.plans.selectors.plans import with_above
from sokehoach.apps.plans.selectors.said import said
from sokehoach.domain.plans.coverage import Cover, Covered, coverage, weaknesses
from sokehoach.domain.plans.said import Said

_COMMUNES = re.compile(r"\b(?:xã|phường|thị trấn)\b", re.IGNORECASE)


def same_number(one: str, other: str) -> bool:
    return bool(one) and "".join(one.split()).casefold() == "".join(other.split()).casefold()


def upper_candidates(plan: Plan) -> list[Plan]:
    """The plans from which this one's upper plan is chosen: those in force of the units above, and those of authorities
    above that the unit, or one above it, has brought in.
    """
    above = with_above([plan.unit_id])
    return list(
        Plan.objects.filter(state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, unit__in=above)
        .exclude(unit=plan.unit_id, issued_above="")
        .exclude(pk=plan.pk)
        .select_related("unit")
        .order_by("-signed_on")
    )


def proposed_upper(plan: Plan, among: Iterable[Plan]) -> Plan | None:
    """The one whose number the preamble names; None where it names none of them, or several."""
    named = [one for one in among if any(same_number(one.number, basis) for basis in plan.basis)]
    return named[0] if len(named) == 1 else None


def uppers(plan: Plan) -> list[Plan]:
    """The plan above: the one that was chosen or, until then, the one that is proposed; none where there is neither."""
    upper = plan.upper or proposed_upper(plan, upper_candidates(plan))
    return [upper] if upper else []


def is_made_for(plan: Plan, upper: Plan) -> bool:
    """Whether the plan is made for the upper one: so chosen or, until one is chosen, by the number that it names."""
    if plan.upper_id is not None:
        return plan.upper_id == upper.pk
    return any(same_number(upper.number, basis) for basis in plan.basis)


def demands(upper: Plan, unit: Unit) -> list[Item]:
    """What the plan lays on a unit: duties that it leads; targets that it, or nobody, answers for.

    A target that speaks of communes falls to each of them, whoever answers for the whole.
    """
    commune = unit.level in (Level.COMMUNE, Level.TOWNSHIP)
    led = set(
        Assignment.objects.filter(duty__plan=upper, unit=unit, part=Assignment.Part.LEAD).values_list(
            "duty", flat=True
        )
    )
    return [
        item
        for item in items(upper)
        if item.state != ItemState.DISMISSED
        and (
            (isinstance(item, Duty) and item.pk in led)
            or (
                isinstance(item, Target)
                and (item.owner_id in (None, unit.pk) or (commune and _COMMUNES.search(item.text)))
            )
        )
    ]


def reports_asked(upper: Plan) -> list[ReportingRule]:
    """The rules of reporting of a plan that bind those below."""
    return list(ReportingRule.objects.filter(plan=upper).exclude(state=ItemState.DISMISSED))


@dataclass(frozen=True, slots=True)
class Answer:
    """A demand of the upper plan and the items of the lower one that answer it.

    `said` is what a person confirmed; without it `items` is what is proposed: the one item that answers it best.
    """

    covered: Covered
    demand: Item
    items: tuple[Item, ...]
    said: DemandAnswer | None

    @property
    def state(self) -> str:
        return self.covered.state.value


@dataclass(frozen=True, slots=True)
class Chain:
    upper: Plan
    answers: list[Answer]
    counts: dict[str, int]  # by Cover

    @property
    def confirmed(self) -> int:
        return sum(answer.said is not None for answer in self.answers)


def chain(upper: Plan, plan: Plan) -> Chain:
    """What the upper plan lays on the unit of the lower, each with what answers it."""
    asked, own = demands(upper, plan.unit), items(plan)
    said_of = {
        row.demand: row
        for row in DemandAnswer.objects.filter(plan=plan, upper=upper).select_related("answered_by")
    }
    by_code = {item.code: item for item in own if item.state != ItemState.DISMISSED}
    # Within its own plan a unit is the one who does all: the names of agencies tell nothing there.
    proposed = coverage(_without_agency(asked), _without_agency(list(by_code.values())))
    answers = [
        _answer(demand, best, by_code, said_of.get(demand.code))
        for demand, best in zip(asked, proposed, strict=True)
    ]
    counts = {cover.value: sum(each.covered.state is cover for each in answers) for cover in Cover}
    return Chain(upper, answers, counts)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many demands of the upper plan a person has answered, and of these how many nothing answers."""

    upper: Plan
    all: int
    missing: int


def confirmed_of(plan: Plan) -> Confirmed | None:
    """Of the upper plan that was chosen; None until one is. One query."""
    if plan.upper is None:
        return None
    answers = list(DemandAnswer.objects.filter(plan=plan, upper=plan.upper).values_list("own", flat=True))
    return Confirmed(plan.upper, len(answers), sum(not own for own in answers))


def _answer(
    demand: Item, best: Covered, by_code: Mapping[str, Item], confirmed: DemandAnswer | None
) -> Answer:
    """An item that was confirmed and then dismissed answers nothing any more."""
    if confirmed is None:
        return Answer(best, demand, (by_code[best.own.key],) if best.own else (), None)
    chosen = tuple(by_code[code] for code in confirmed.own if code in by_code)
    if not chosen:
        return Answer(replace(best, own=None, state=Cover.MISSING, weaknesses=()), demand, (), confirmed)
    weak = [tuple(weaknesses(best.upper, answer)) for answer in _without_agency(list(chosen))]
    weakest = () if () in weak else weak[0]
    state = Cover.WEAKER if weakest else Cover.COVERED
    return Answer(replace(best, state=state, weaknesses=weakest), demand, chosen, confirmed)


def _without_agency(found: list[Item]) -> list[Said]:
    return [replace(one, agency="") for one in said(found)]
