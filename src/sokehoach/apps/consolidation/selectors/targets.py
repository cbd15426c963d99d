"""Assesses the targets of a plan, for the area or for one of its reporters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.selectors.measures import (
    MeasuredIndicator,
    measure_indicators,
    measure_indicators_for,
    measure_indicators_of_reporter,
)
from sokehoach.apps.consolidation.selectors.sheets import access_area, get_area
from sokehoach.apps.indicators.selectors import denominators, elements
from sokehoach.apps.indicators.selectors.indicators import list_indicators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.plans.queries.succession import build_comparison
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.expression import explain_expression
from sokehoach.domain.indicators.indicator import Indicator, narrow_to_reporter
from sokehoach.domain.indicators.target import TargetAssessment, compute_target_assessment
from sokehoach.domain.plans.comparison import ItemChange

AREAS = (Level.DISTRICT, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class AssessedTarget:
    """A target with its assessment. `found` None: no indicator measures it."""

    target: Target
    found: MeasuredIndicator | None
    assessed: TargetAssessment

    @property
    def name(self) -> str:
        return self.found.indicator.name if self.found else self.target.text


def access_plan_area(user: User, plan: Plan, *, period: str) -> Unit:
    """The area whose figures measure the plan: its own or, for a reporter's plan, the nearest above it.

    404 for an account that sees neither the area's figures nor, for a reporter's plan, its reports.
    """
    if plan.unit.level in AREAS:
        return access_area(user, unit=plan.unit.code, period=period)
    if not scope_of(user).may(Action.REPORT_VIEW, plan.unit_id):
        raise Http404
    ancestor = plan.unit.parent
    while ancestor is not None and ancestor.level not in AREAS:
        ancestor = ancestor.parent
    if ancestor is None:
        raise Http404
    return get_area(ancestor.code, period)


def assess_targets(user: User, plan: Plan, *, unit: Unit, period: str, day: date) -> list[AssessedTarget]:
    """Every confirmed target of the plan, in the order of the text, measured for the area `unit`.

    The plan of a commune or an agency is measured by its own reports.
    """
    rows, plan_indicators = _list_confirmed_targets(plan)
    if plan.unit.level in AREAS:
        measured = measure_indicators(user, unit=unit.code, period=period, indicators=plan_indicators, day=day)
    else:
        measured = measure_indicators_of_reporter(
            audience_of(user), plan.unit, area=unit, period=period, indicators=plan_indicators, day=day
        )
    return [build_assessed_target(row, measured, day) for row in rows]


def assess_targets_of_area(
    audience: Audience, plan: Plan, *, unit: Unit, period: str, day: date
) -> list[AssessedTarget]:
    """The targets of the plan for the area and an audience, as for a document."""
    rows, plan_indicators = _list_confirmed_targets(plan)
    measured = measure_indicators_for(audience, unit, period=period, indicators=plan_indicators, day=day)
    return [build_assessed_target(row, measured, day) for row in rows]


def _list_confirmed_targets(plan: Plan) -> tuple[list[Target], list[Indicator]]:
    """The confirmed targets in the order of the text, and the indicators that measure them."""
    rows = list(Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("owner"))
    indicators_by_code = list_indicators()
    return rows, list(
        {
            row.indicator: indicators_by_code[row.indicator] for row in rows if row.indicator in indicators_by_code
        }.values()
    )


def build_assessed_target(row: Target, measured: Mapping[str, MeasuredIndicator], day: date) -> AssessedTarget:
    measured_indicator = measured.get(row.indicator)
    return AssessedTarget(
        target=row,
        found=measured_indicator,
        assessed=compute_target_assessment(
            value=row.value,
            bound=row.bound,
            in_percent=is_in_percent(row),
            measured=measured_indicator.measured if measured_indicator else None,
            due_on=row.due_on,
            day=day,
        ),
    )


def is_in_percent(row: Target) -> bool:
    return row.unit_of_measure.startswith("%")


@dataclass(frozen=True, slots=True)
class UnitAssessment:
    """One reporter's own part of a target. `assessed` None: the target is a number of the whole area."""

    unit: Unit
    part: Decimal | None
    whole: Decimal | None
    assessed: TargetAssessment | None


def assess_target_by_unit(assessed_target: AssessedTarget, day: date) -> list[UnitAssessment]:
    """Each reporter against the same target, by code. Empty for an indicator that names no unit (`on_map`)."""
    if assessed_target.found is None or not assessed_target.found.indicator.on_map:
        return []
    unit_assessments = []
    for key, unit in assessed_target.found.reporters.items():
        measured = narrow_to_reporter(assessed_target.found.measured, key)
        assessed = None
        if is_in_percent(assessed_target.target):
            assessed = compute_target_assessment(
                value=assessed_target.target.value,
                bound=assessed_target.target.bound,
                in_percent=True,
                measured=measured,
                due_on=assessed_target.target.due_on,
                day=day,
            )
        unit_assessments.append(UnitAssessment(unit, measured.part, measured.whole, assessed))
    return unit_assessments


def list_previous_targets(plan: Plan) -> dict[str, Target]:
    """The previous edition of each target that it changed, by the target's current code. Ten queries."""
    if plan.replaces is None:
        return {}
    return {
        row.after.code: row.before
        for row in build_comparison(plan.replaces, plan).rows
        if row.pair.change is ItemChange.CHANGED
        and isinstance(row.before, Target)
        and isinstance(row.after, Target)
        and row.before.state == ItemState.CONFIRMED
    }


@dataclass(frozen=True, slots=True)
class ExplainedTarget:
    """`numerator`, `denominator`: in words, «» without an indicator. `previous`: the target in the edition before."""

    assessed_target: AssessedTarget
    numerator: str
    denominator: str
    previous: Target | None = None


def explain_targets(
    assessed_targets: Sequence[AssessedTarget], previous_targets: Mapping[str, Target]
) -> list[ExplainedTarget]:
    """The targets with their indicators in words. Two queries. `previous_targets`: of the edition before, by code."""
    elements_by_code, names = (
        elements.list_elements(),
        {kind.code: kind.name for kind in denominators.list_kinds()},
    )
    explained_targets = []
    for assessed_target in assessed_targets:
        sides = (
            (assessed_target.found.indicator.numerator, assessed_target.found.indicator.denominator)
            if assessed_target.found
            else ()
        )
        part_text, whole_text = [explain_expression(expression, elements_by_code, names) for expression in sides] or [
            "",
            "",
        ]
        explained_targets.append(
            ExplainedTarget(assessed_target, part_text, whole_text, previous_targets.get(assessed_target.target.code))
        )
    return explained_targets
