"""Assesses the targets of a plan, for the area or for one of its reporters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
from sokehoach.apps.reporting.queries.window_rules import get_common_cut_off
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.element import Nature
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import PLAIN_SHARE
from sokehoach.domain.indicators.target import TargetAssessment, compute_target_assessment
from sokehoach.domain.indicators.target_level import (
    LevelSpan,
    TargetLevel,
    find_earlier_level,
    find_later_level,
    find_level,
    get_level_span,
)
from sokehoach.domain.periods.period import parse_period


@dataclass(frozen=True, slots=True)
class StatedLevel:
    """The level by which a target is judged in a year; `level` None: none is stated for it.

    `is_of_plan`: it is the value of the plan's sentence, since the programme states none for all units; None of a goal
    in words. `later_level`, `earlier_level`: where `level` is None, the next one that is stated for a later year, and
    the last one for an earlier year.
    """

    level: TargetLevel | None
    is_of_plan: bool
    in_percent: bool
    due_on: date | None
    later_level: TargetLevel | None = None
    earlier_level: TargetLevel | None = None

    @property
    def told_level(self) -> TargetLevel | None:
        """The level that is told beside the figure: of the year, else the next one, else the last one."""
        return self.level or self.later_level or self.earlier_level


@dataclass(frozen=True, slots=True)
class AssessedTarget:
    """A target with its assessment. `found` None: no indicator measures it."""

    target: Target
    found: MeasuredIndicator | None
    assessed: TargetAssessment
    stated: StatedLevel

    @property
    def in_percent(self) -> bool:
        return self.stated.in_percent

    @property
    def baseline(self) -> Decimal | None:
        return None if self.stated.level is None else self.stated.level.baseline

    @property
    def level_span(self) -> LevelSpan:
        return find_level_span(self.stated, self.found)

    @property
    def name(self) -> str:
        return self.found.indicator.name if self.found else self.target.text


def access_plan_area(user: User, plan: Plan, *, period: str) -> Unit:
    """The area whose figures measure the plan: its own or, for a reporter's plan, the nearest above it.

    NotFoundError for an account that sees neither the area's figures nor, for a reporter's plan, its reports, and of a
    plan that is still being read.
    """
    if plan.state == plan.State.READING:
        raise NotFoundError
    if consolidates(plan.unit):
        return access_area(user, unit=plan.unit.code, period=period)
    if not scope_of(user).may(Action.REPORT_VIEW, plan.unit_id):
        raise NotFoundError
    ancestor = plan.unit.parent
    while ancestor is not None and not consolidates(ancestor):
        ancestor = ancestor.parent
    if ancestor is None:
        raise NotFoundError
    return get_area(ancestor.code, get_common_cut_off(scope_of(user).programmes, period))


def assess_targets(user: User, plan: Plan, *, unit: Unit, period: str, day: date) -> list[AssessedTarget]:
    """Every confirmed target of the plan, in the order of the text, measured for the area `unit`.

    The plan of a commune or an agency is measured by its own reports. Indicators of a programme whose figures the
    account does not see are left out.
    """
    is_area = consolidates(plan.unit)
    own_indicators = list_own_indicators(
        user, unit.pk if is_area else plan.unit_id, Action.CONSOLIDATE_VIEW if is_area else Action.REPORT_VIEW
    )
    rows, plan_indicators = _list_confirmed_targets(plan, own_indicators, period)
    if is_area:
        measured = measure_indicators(user, unit=unit.code, period=period, indicators=plan_indicators, day=day)
    else:
        measured = measure_indicators_of_reporter(
            audience_of(user), plan.unit, area=unit, period=period, indicators=plan_indicators, day=day
        )
    return [build_assessed_target(row, measured, day, unit=plan.unit.code) for row in rows]


def assess_targets_of_area(
    audience: Audience, plan: Plan, *, unit: Unit, period: str, day: date
) -> list[AssessedTarget]:
    """The targets of the plan for the area and an audience, as for a document."""
    rows, plan_indicators = _list_confirmed_targets(plan, list_indicators(), period)
    measured = measure_indicators_for(audience, unit, period=period, indicators=plan_indicators, day=day)
    return [build_assessed_target(row, measured, day) for row in rows]


def _list_confirmed_targets(
    plan: Plan, indicators: Mapping[str, Indicator], period: str
) -> tuple[list[Target], list[Indicator]]:
    """The confirmed targets in the order of the text, and those of the indicators (by uid) that measure them."""
    targets = Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("owner")
    rows = keep_levels_of_year(list(targets), parse_period(period).year)
    return rows, list(
        {row.indicator: indicators[row.indicator] for row in rows if row.indicator in indicators}.values()
    )


def keep_levels_of_year(targets: Sequence[Target], year: int) -> list[Target]:
    """The targets in their order; of those of one row of a table by year, which one indicator measures, only one.

    It is the target of the year, else of the next year, else of the last. Rows of two tables stay two, also where they
    have the same words.
    """
    target_by_key: dict[tuple[object, ...], Target] = {}
    for target in targets:
        is_level = bool(target.indicator) and target.is_row and target.due_on is not None
        key = (target.plan_id, target.indicator, target.start, target.text) if is_level else (target.pk,)
        if key not in target_by_key or _get_distance(target, year) < _get_distance(target_by_key[key], year):
            target_by_key[key] = target
    return list(target_by_key.values())


def _get_distance(target: Target, year: int) -> tuple[bool, int]:
    """The smaller, the nearer: years to come before those that have passed. `target`: with a due day."""
    assert target.due_on is not None
    return target.due_on.year < year, abs(target.due_on.year - year)


def build_assessed_target(
    row: Target, measured: Mapping[str, MeasuredIndicator], day: date, unit: str = ""
) -> AssessedTarget:
    """`unit`: code of the reporter whose plan it is; «» for the area of the figures."""
    measured_indicator = measured.get(row.indicator)
    stated = get_stated_level(row, measured_indicator, unit or None)
    return AssessedTarget(
        target=row,
        found=measured_indicator,
        assessed=compute_target_assessment(
            target=stated.level,
            in_percent=stated.in_percent,
            measured=measured_indicator.measured if measured_indicator else None,
            due_on=stated.due_on,
            day=day,
            rule=measured_indicator.indicator.rule if measured_indicator else PLAIN_SHARE,
            year_before=measured_indicator.year_before if measured_indicator else None,
            counts_part_of_year=find_level_span(stated, measured_indicator) is LevelSpan.OF_YEAR,
        ),
        stated=stated,
    )


def get_stated_level(row: Target, measurement: MeasuredIndicator | None, unit: str | None = None) -> StatedLevel:
    """The level of the target in the year of the figures, as it held for their last counting window (ADR 58).

    `unit`: code of a unit of the area; None for the area itself. The programme's level for the unit and year, else that
    for all units; the value of the plan's sentence stands for all units where the programme states none for them.
    """
    of_plan = None if row.value is None else TargetLevel(value=row.value, bound=row.bound, baseline=row.baseline)
    plan_level = StatedLevel(of_plan, True, is_in_percent(row), row.due_on)
    if measurement is None:
        return plan_level
    levels = measurement.indicator.at(measurement.sheet.first_day).target_levels
    year = measurement.sheet.period.year
    if of_plan is not None and not any(not level.unit for level in levels):
        levels = (*levels, of_plan)
    unit = measurement.sheet.unit.code if unit is None else unit
    level = find_level(levels, unit=unit, year=year)
    if level is None:
        later_level = find_later_level(levels, unit=unit, year=year)
        earlier_level = find_earlier_level(levels, unit=unit, year=year)
        if later_level is not None or earlier_level is not None:
            return StatedLevel(None, False, True, row.due_on, later_level, earlier_level)
    if level is of_plan:  # also where neither states one
        return plan_level
    is_of_year = level is not None and level.year is not None
    is_due_within = row.due_on is not None and row.due_on.year == year
    return StatedLevel(level, False, True, date(year, 12, 31) if is_of_year and not is_due_within else row.due_on)


def find_level_span(stated: StatedLevel, measurement: MeasuredIndicator | None) -> LevelSpan:
    """How the level that is told stands to the period of the figure."""
    if measurement is None or stated.told_level is None:
        return LevelSpan.OF_PERIOD
    is_number = measurement.indicator.rule.is_plain_number(in_percent=stated.in_percent)
    return get_level_span(
        stated.told_level,
        measurement.sheet.period,
        counts_period=is_number and measurement.element.nature is Nature.FLOW,
        due_on=stated.due_on,
    )


def is_in_percent(row: Target) -> bool:
    return row.unit_of_measure.startswith("%")
