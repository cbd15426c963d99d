"""Assesses the targets of a plan, for the area or for one of its reporters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.queries.measures import (
    MeasuredIndicator,
    measure_indicators,
    measure_indicators_for,
    measure_indicators_of_reporter,
)
from sokehoach.apps.consolidation.queries.sheets import access_area, get_area
from sokehoach.apps.indicators.queries.elements import list_indicators, list_own_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import PLAIN_SHARE
from sokehoach.domain.indicators.target import TargetAssessment, compute_target_assessment


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

    NotFoundError for an account that sees neither the area's figures nor, for a reporter's plan, its reports.
    """
    if consolidates(plan.unit):
        return access_area(user, unit=plan.unit.code, period=period)
    if not scope_of(user).may(Action.REPORT_VIEW, plan.unit_id):
        raise NotFoundError
    ancestor = plan.unit.parent
    while ancestor is not None and not consolidates(ancestor):
        ancestor = ancestor.parent
    if ancestor is None:
        raise NotFoundError
    return get_area(ancestor.code, period)


def assess_targets(user: User, plan: Plan, *, unit: Unit, period: str, day: date) -> list[AssessedTarget]:
    """Every confirmed target of the plan, in the order of the text, measured for the area `unit`.

    The plan of a commune or an agency is measured by its own reports. Indicators of a programme whose figures the
    account does not see are left out.
    """
    is_area = consolidates(plan.unit)
    own_indicators = list_own_indicators(
        user, unit.pk if is_area else plan.unit_id, Action.CONSOLIDATE_VIEW if is_area else Action.REPORT_VIEW
    )
    rows, plan_indicators = _list_confirmed_targets(plan, own_indicators)
    if is_area:
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
    rows, plan_indicators = _list_confirmed_targets(plan, list_indicators())
    measured = measure_indicators_for(audience, unit, period=period, indicators=plan_indicators, day=day)
    return [build_assessed_target(row, measured, day) for row in rows]


def _list_confirmed_targets(plan: Plan, indicators: Mapping[str, Indicator]) -> tuple[list[Target], list[Indicator]]:
    """The confirmed targets in the order of the text, and those of the indicators (by uid) that measure them."""
    rows = list(Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("owner"))
    return rows, list(
        {row.indicator: indicators[row.indicator] for row in rows if row.indicator in indicators}.values()
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
            rule=measured_indicator.indicator.rule if measured_indicator else PLAIN_SHARE,
            year_before=measured_indicator.year_before if measured_indicator else None,
            baseline=row.baseline,
        ),
    )


def is_in_percent(row: Target) -> bool:
    return row.unit_of_measure.startswith("%")
