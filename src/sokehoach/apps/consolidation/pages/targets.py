"""Shows the targets of a plan: in words, by unit, as the sums of their two sides, and at their clauses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.pages.target_levels import format_level_of
from sokehoach.apps.consolidation.queries.area_history import AreaHistory
from sokehoach.apps.consolidation.queries.measures import MeasuredIndicator, measure_over_same_sheets
from sokehoach.apps.consolidation.queries.targets import (
    AssessedTarget,
    access_plan_area,
    find_level_span,
    get_stated_level,
)
from sokehoach.apps.consolidation.queries.unit_measures import UnitMeasure, measure_by_today
from sokehoach.apps.indicators.queries import denominators, elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.succession import name_unit_of_then
from sokehoach.apps.plans.models import Item, ItemState, Plan, Target
from sokehoach.apps.plans.queries.clauses import ClauseWork
from sokehoach.apps.plans.queries.succession import build_comparison
from sokehoach.apps.programmes.queries.windows import get_window_rule
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.indicators.expression import Expression, Term, explain_expression
from sokehoach.domain.indicators.indicator import IndicatorResult, narrow_to_reporter
from sokehoach.domain.indicators.target import TargetAssessment, compute_target_assessment
from sokehoach.domain.indicators.target_level import LevelSpan
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.periods.current import get_current_period
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.plans.comparison import ItemChange


@dataclass(frozen=True, slots=True)
class UnitAssessment:
    """One unit's own part of a target. `assessed` None: the target is a number of the whole area.

    `level`: by which it is judged, in words. `obstacle`: why it cannot be drawn over today's units; `has_figure`:
    whether the unit has one all the same.
    """

    unit: Unit
    part: Decimal | None
    whole: Decimal | None
    assessed: TargetAssessment | None
    obstacle: Obstacle | None = None
    has_figure: bool = True
    level: str = ""
    has_own_level: bool = False

    @property
    def name(self) -> str:
        """The short name; of a unit of then among today's units its name of then."""
        if self.obstacle is None or not self.has_figure:
            return self.unit.short_name
        return name_unit_of_then(self.unit, clock.today())


def assess_target_by_unit(
    assessed_target: AssessedTarget, day: date, history: AreaHistory | None = None
) -> list[UnitAssessment]:
    """Each reporter, or with `history` each unit of today, against its own level or that of all units, by code.

    Levels of a unit are those of the unit that is in force at the end of the figures' period: codes are reused.
    A number of the whole area judges no unit. Empty for an indicator that names no unit (`on_map`).
    """
    if assessed_target.found is None or not assessed_target.found.indicator.on_map:
        return []
    if history is None:
        unit_measures = [
            UnitMeasure(unit, narrow_to_reporter(assessed_target.found.measured, key))
            for key, unit in assessed_target.found.reporters.items()
        ]
    else:
        unit_measures = measure_by_today(assessed_target.found, history)
    unit_assessments = []
    for unit_measure in unit_measures:
        unit, measured = unit_measure.unit, unit_measure.measured
        if measured is None:
            unit_assessments.append(UnitAssessment(unit, None, None, None, unit_measure.obstacle, has_figure=False))
            continue
        unit_assessments.append(_assess_unit(assessed_target, unit, measured, day, unit_measure.obstacle))
    return unit_assessments


def _assess_unit(
    assessed_target: AssessedTarget, unit: Unit, measured: IndicatorResult, day: date, obstacle: Obstacle | None
) -> UnitAssessment:
    row, measurement = assessed_target.target, assessed_target.found
    assert measurement is not None
    end = measurement.sheet.period.end
    is_in_force = unit.valid_from <= end and (unit.valid_to is None or end < unit.valid_to)
    stated = get_stated_level(row, measurement, unit.code if is_in_force else "")
    has_own_level = stated.level is not None and bool(stated.level.unit)
    if not (stated.in_percent or has_own_level):
        return UnitAssessment(unit, measured.part, measured.whole, None, obstacle)
    assessed = compute_target_assessment(
        target=stated.level,
        in_percent=stated.in_percent,
        measured=measured,
        due_on=stated.due_on,
        day=day,
        counts_part_of_year=find_level_span(stated, measurement) is LevelSpan.OF_YEAR,
    )
    level, part = format_level_of(row, measurement, stated), measured.part_of_whole
    return UnitAssessment(unit, part, measured.whole, assessed, obstacle, level=level, has_own_level=has_own_level)


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
        elements.list_named_elements(target.found.indicator for target in assessed_targets if target.found),
        {kind.code: kind.name for kind in denominators.list_kinds()},
    )
    explained_targets = []
    for assessed_target in assessed_targets:
        indicator = assessed_target.found.indicator if assessed_target.found else None
        part_text = "" if indicator is None else explain_expression(indicator.numerator, elements_by_code, names)
        whole_text = (
            ""
            if indicator is None or indicator.rule.per is None
            else explain_expression(indicator.denominator, elements_by_code, names)
        )
        explained_targets.append(
            ExplainedTarget(assessed_target, part_text, whole_text, previous_targets.get(assessed_target.target.code))
        )
    return explained_targets


@dataclass(frozen=True, slots=True)
class TermSum:
    """`url`: the page of the term's figure, «» where it is not a figure."""

    label: str
    number: Decimal
    url: str = ""


@dataclass(frozen=True, slots=True)
class SideSum:
    """The terms add up to `total`; `terms` is empty where they cannot be separated."""

    terms: tuple[TermSum, ...]
    total: Decimal


def sum_sides(measured_indicator: MeasuredIndicator, *, in_percent: bool) -> tuple[SideSum | None, SideSum | None]:
    """The sums of the numerator and the denominator; None for an unknown one."""
    measured = measured_indicator.measured
    numerator, denominator = measured_indicator.indicator.numerator, measured_indicator.indicator.denominator
    part = measured.part_of_whole if in_percent else measured.part
    numerator_units = {
        share.unit
        for share in measured.shares
        if share.part is not None and (not in_percent or share.whole is not None or measured.whole is None)
    }
    denominator_units = {share.unit for share in measured.shares if share.whole}
    return (
        None if part is None else _sum_side(measured_indicator, numerator, denominator, numerator_units, part),
        None
        if measured.whole is None or not in_percent
        else _sum_side(measured_indicator, denominator, numerator, denominator_units, measured.whole),
    )


def _sum_side(
    measured_indicator: MeasuredIndicator,
    expression: Expression,
    other: Expression,
    units: set[str],
    total: Decimal,
) -> SideSum:
    terms = tuple(_sum_terms(measured_indicator, expression, other, units))
    return SideSum(terms if sum(term.number for term in terms) == total else (), total)


def _sum_terms(
    measured_indicator: MeasuredIndicator, expression: Expression, other: Expression, units: set[str]
) -> Iterator[TermSum]:
    elements_by_code, names = (
        elements.list_elements(programme=measured_indicator.sheet.programme),
        {kind.code: kind.name for kind in denominators.list_kinds()},
    )
    for term in expression.terms:
        term_expression = Expression(expression.text, (term,))
        measured = measure_over_same_sheets(
            measured_indicator,
            replace(measured_indicator.indicator, numerator=term_expression, denominator=other),
        )
        number = sum(
            (share.part for share in measured.shares if share.part is not None and share.unit in units),
            Decimal(),
        )
        label = explain_expression(term_expression, elements_by_code, names)
        if not term.element and not term.denominator:
            label = ngettext(
                "%(factor)s cho mỗi đơn vị, %(n)s đơn vị", "%(factor)s cho mỗi đơn vị, %(n)s đơn vị", len(units)
            ) % {"factor": label, "n": len(units)}
        yield TermSum(label, number, _build_figure_url(measured_indicator, term))


def _build_figure_url(measured_indicator: MeasuredIndicator, term: Term) -> str:
    if not term.element:
        return ""
    sheet = measured_indicator.sheet
    address = reverse("consolidation:figure", args=[sheet.unit.code, sheet.period.id, sheet.form.uid, term.element])
    return f"{address}?{urlencode({'phan-to': term.disaggregation})}"


def list_clause_targets(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Yields a link at each clause with a confirmed target, for accounts that see the progress of targets."""
    if plan.state == Plan.State.READING:
        return
    targets = [item.path for item in items if isinstance(item, Target) and item.state == ItemState.CONFIRMED]
    if not targets:
        return
    try:
        month = get_current_period(clock.today(), PeriodType.MONTH, get_window_rule(scope_of(user).programmes))
        access_plan_area(user, plan, period=month.id)
    except NotFoundError:
        return
    for path in dict.fromkeys(targets):
        yield ClauseWork(path, "figure", _("Mức đạt chỉ tiêu"), reverse("consolidation:targets", args=[plan.pk]))
