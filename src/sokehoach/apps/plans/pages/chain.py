"""Compares what an upper plan demands with a unit's own plan, and drafts such a plan."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.plans.models import DemandAnswer, Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.chain import list_demands, list_reporting_rules
from sokehoach.apps.plans.queries.items import build_statements, list_items
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.unit_plan import Author, UpperPlan, build_unit_plan
from sokehoach.domain.plans.coverage import Cover, CoverageMatch, compute_coverage, find_weaknesses
from sokehoach.domain.plans.plan_items import PlanItem
from sokehoach.domain.text import lower_first

_HEADS = {"phòng": "Trưởng phòng", "trung tâm": "Giám đốc", "công an": "Trưởng Công an", "hội": "Chủ tịch"}
_ABBREVIATION = re.compile(r"\b[A-ZĐ][A-ZĐ&-]+\b")


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


@write_in_vietnamese
def build_draft(upper: Plan, unit: Unit, day: date) -> Document:
    """Builds a draft of the unit's own plan for the year of the upper one."""
    upper_demands = list_demands(upper, unit)
    rules = list_reporting_rules(upper)
    signed = upper.signed_on or day
    return build_unit_plan(
        upper=_build_upper_plan(upper),
        author=_build_author(unit, upper.unit, rules),
        year=signed.year,
        targets=build_statements(item for item in upper_demands if isinstance(item, Target)),
        duties=build_statements(item for item in upper_demands if isinstance(item, Duty)),
        frequencies=list(dict.fromkeys(rule.every for rule in rules)),
    )


def format_citation(plan: Plan) -> str:
    """Formats the first citation of a plan in a document: kind, number, date, issuer, subject."""
    return _build_upper_plan(plan).cited_whole


def _build_upper_plan(plan: Plan) -> UpperPlan:
    return UpperPlan(plan.kind, plan.number, plan.signed_on, _format_issuer(plan.unit), plan.title, plan.text)


def _build_author(unit: Unit, upper: Unit, rules: list[ReportingRule]) -> Author:
    to = next((rule.to for rule in rules if rule.via), "") or _format_issuer(upper)
    via = next((rule.via for rule in rules if rule.via), "")
    if not is_attached(unit) and unit.has_committee:
        return Author(
            superior=(), letterhead=("Ủy ban nhân dân", lower_first(unit.name)), name=_format_issuer(unit),
            symbol="/KH-UBND", place=unit.short_name, authority=("TM. Ủy ban nhân dân", "Chủ tịch"), filed="VT",
            reports_to=to, reports_via=via,
        )  # fmt: skip
    head = next((title for opening, title in _HEADS.items() if unit.name.lower().startswith(opening)), "")
    return Author(
        superior=(_format_committee(upper),), letterhead=(unit.letterhead or unit.name,), name=unit.name,
        symbol=f"/KH-{_build_symbol(unit.short_name)}", place=upper.short_name,
        authority=(head or "Thủ trưởng đơn vị",), filed="VT", reports_to=to,
        reports_via="" if via == unit.name else via,
    )  # fmt: skip


def _format_issuer(unit: Unit) -> str:
    return f"UBND {lower_first(unit.name)}" if _has_committee(unit) else unit.name


def _format_committee(unit: Unit) -> str:
    return f"Ủy ban nhân dân {lower_first(unit.name)}" if _has_committee(unit) else unit.name


def _has_committee(unit: Unit) -> bool:
    return unit.has_committee and not is_attached(unit)


def _build_symbol(short_name: str) -> str:
    """Builds the issuer's symbol: «Phòng LĐ-TB&XH» → «LĐTBXH», «Công an tỉnh» → «CAT»."""
    printed = _ABBREVIATION.search(short_name)
    letters = printed[0] if printed else "".join(part[0].upper() for part in short_name.split())
    return "".join(letter for letter in letters if letter.isalpha())
