"""Compares what an upper plan demands of a unit with the unit's own plan."""

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
from sokehoach.apps.plans.selectors.items import list_items
from sokehoach.apps.plans.selectors.plans import list_ids_with_upper
from sokehoach.apps.plans.selectors.statements import build_statements
from sokehoach.domain.plans.coverage import Cover, CoverageMatch, compute_coverage, find_weaknesses
from sokehoach.domain.plans.plan_items import PlanItem

_COMMUNES = re.compile(r"\b(?:xã|phường|thị trấn)\b", re.IGNORECASE)


def is_same_number(number: str, other_number: str) -> bool:
    return bool(number) and "".join(number.split()).casefold() == "".join(other_number.split()).casefold()


def list_upper_candidates(plan: Plan) -> list[Plan]:
    """Lists the plans from which the upper plan is chosen.

    These are the plans in force of the units above, and those of authorities above that the unit, or one above it, has
    imported.
    """
    upper_units = list_ids_with_upper([plan.unit_id])
    return list(
        Plan.objects.filter(state=Plan.State.IN_FORCE, origin=Plan.Origin.SIGNED, unit__in=upper_units)
        .exclude(unit=plan.unit_id, issued_above="")
        .exclude(pk=plan.pk)
        .select_related("unit")
        .order_by("-signed_on")
    )


def find_proposed_upper(plan: Plan, candidates: Iterable[Plan]) -> Plan | None:
    """Returns the candidate whose number the preamble names; None where it names none of them, or several."""
    named = [
        candidate for candidate in candidates if any(is_same_number(candidate.number, basis) for basis in plan.basis)
    ]
    return named[0] if len(named) == 1 else None


def list_upper_plans(plan: Plan) -> list[Plan]:
    """Returns the chosen upper plan or, until one is chosen, the proposed one; none where there is neither."""
    upper = plan.upper or find_proposed_upper(plan, list_upper_candidates(plan))
    return [upper] if upper else []


def is_made_for(plan: Plan, upper: Plan) -> bool:
    """Whether `upper` is the plan's chosen upper plan or, until one is chosen, the one whose number it names."""
    if plan.upper_id is not None:
        return plan.upper_id == upper.pk
    return any(is_same_number(upper.number, basis) for basis in plan.basis)


def list_demands(upper: Plan, unit: Unit) -> list[Item]:
    """Returns the upper plan's demands on a unit: duties that it leads; targets that it, or nobody, owns.

    A target for communes applies to each of them, even where another unit owns the whole.
    """
    commune = unit.level in (Level.COMMUNE, Level.TOWNSHIP)
    led = set(
        Assignment.objects.filter(duty__plan=upper, unit=unit, part=Assignment.Part.LEAD).values_list("duty", flat=True)
    )
    return [
        item
        for item in list_items(upper)
        if item.state != ItemState.DISMISSED
        and (
            (isinstance(item, Duty) and item.pk in led)
            or (
                isinstance(item, Target)
                and (item.owner_id in (None, unit.pk) or (commune and _COMMUNES.search(item.text)))
            )
        )
    ]


def list_reporting_rules(upper: Plan) -> list[ReportingRule]:
    """Returns the reporting rules of a plan that bind those below."""
    return list(ReportingRule.objects.filter(plan=upper).exclude(state=ItemState.DISMISSED))


@dataclass(frozen=True, slots=True)
class AnsweredDemand:
    """A demand of the upper plan and the items of the lower one that answer it.

    `confirmation` is a person's answer; without it `items` is the proposal: the one item that answers it best.
    """

    coverage: CoverageMatch
    demand: Item
    items: tuple[Item, ...]
    confirmation: DemandAnswer | None

    @property
    def state(self) -> str:
        return self.coverage.state.value


@dataclass(frozen=True, slots=True)
class Chain:
    upper: Plan
    answers: list[AnsweredDemand]
    counts: dict[str, int]  # by Cover

    @property
    def confirmed(self) -> int:
        return sum(answer.confirmation is not None for answer in self.answers)


def build_chain(upper: Plan, plan: Plan) -> Chain:
    """Builds the demands of the upper plan on the lower plan's unit, each with its answer."""
    upper_demands, own_items = list_demands(upper, plan.unit), list_items(plan)
    confirmations = {
        row.demand: row for row in DemandAnswer.objects.filter(plan=plan, upper=upper).select_related("answered_by")
    }
    by_code = {item.code: item for item in own_items if item.state != ItemState.DISMISSED}
    # Within its own plan the unit leads everything, so the names of agencies are ignored.
    proposed = compute_coverage(_build_bare_statements(upper_demands), _build_bare_statements(list(by_code.values())))
    answers = [
        _build_answer(demand, best, by_code, confirmations.get(demand.code))
        for demand, best in zip(upper_demands, proposed, strict=True)
    ]
    counts = {cover.value: sum(answer.coverage.state is cover for answer in answers) for cover in Cover}
    return Chain(upper, answers, counts)


@dataclass(frozen=True, slots=True)
class ConfirmedDemands:
    """How many demands of the upper plan a person has answered, and to how many of these nothing answers."""

    upper: Plan
    all: int
    missing: int


def count_confirmed_demands(plan: Plan) -> ConfirmedDemands | None:
    """Counts for the chosen upper plan, with one query; None until one is chosen."""
    if plan.upper is None:
        return None
    answers = list(DemandAnswer.objects.filter(plan=plan, upper=plan.upper).values_list("own", flat=True))
    return ConfirmedDemands(plan.upper, len(answers), sum(not codes for codes in answers))


def _build_answer(
    demand: Item, best: CoverageMatch, by_code: Mapping[str, Item], confirmed: DemandAnswer | None
) -> AnsweredDemand:
    """Builds the answer; an item that was dismissed after its confirmation no longer counts."""
    if confirmed is None:
        return AnsweredDemand(best, demand, (by_code[best.own.key],) if best.own else (), None)
    chosen_items = tuple(by_code[code] for code in confirmed.own if code in by_code)
    if not chosen_items:
        return AnsweredDemand(replace(best, own=None, state=Cover.MISSING, weaknesses=()), demand, (), confirmed)
    weak = [tuple(find_weaknesses(best.upper, answer)) for answer in _build_bare_statements(list(chosen_items))]
    weakest = () if () in weak else weak[0]
    state = Cover.WEAKER if weakest else Cover.COVERED
    return AnsweredDemand(replace(best, state=state, weaknesses=weakest), demand, chosen_items, confirmed)


def _build_bare_statements(plan_items: list[Item]) -> list[PlanItem]:
    return [replace(statement, agency="") for statement in build_statements(plan_items)]
