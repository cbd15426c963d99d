"""Assessment of a target: met, on track, behind, or not measurable and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.indicators.indicator import IndicatorResult
from sokehoach.domain.indicators.level import PLAIN_SHARE, LevelRule, NotMeasurableReason, compute_level
from sokehoach.domain.indicators.target_level import TargetLevel


class ProgressState(StrEnum):
    MET = "met"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"  # its due day has passed
    NOT_MEASURABLE = "not_measurable"


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """The assessment of a target. `actual`: a percentage if the target is one, else the number itself.

    `lack`: why there is no level, or, beside `actual`, that no target is stated for the year.
    """

    progress: ProgressState
    actual: Decimal | None
    lack: NotMeasurableReason | None = None
    is_complete: bool = False  # every reporter has answered, also of the year with which it compares
    is_open: bool = False  # the rest of the year decides

    @property
    def is_met(self) -> bool | None:
        """Whether it is reached; None where that is not known, as another report or period may still change it."""
        if self.progress is ProgressState.NOT_MEASURABLE or not self.is_complete or self.is_open:
            return None
        return self.progress is ProgressState.MET


def compute_target_assessment(
    *,
    target: TargetLevel | None,
    in_percent: bool,
    measured: IndicatorResult | None,
    due_on: date | None,
    day: date,
    rule: LevelRule = PLAIN_SHARE,
    year_before: IndicatorResult | None = None,
    counts_part_of_year: bool = False,
) -> TargetAssessment:
    """Assess a target as of `day`. A bound «=» of a plan means at least, «==» exactly.

    `counts_part_of_year`: the figure counts a part of the year whose level is stated. A minimum that is reached stays
    so, a maximum that is passed as well; anything else is open.

    `target` None: none is stated for the year. `measured` None: the target has no indicator. `year_before`: with what a
    change compares. A target is met only when every reporter has answered: until then another number may change the
    result.
    """
    if measured is None:
        return TargetAssessment(ProgressState.NOT_MEASURABLE, None, NotMeasurableReason.INDICATOR)
    baseline = None if target is None else target.baseline
    actual = compute_level(rule, measured, in_percent=in_percent, year_before=year_before, baseline=baseline)
    if target is None:
        known_level = None if isinstance(actual, NotMeasurableReason) else actual
        return TargetAssessment(ProgressState.NOT_MEASURABLE, known_level, NotMeasurableReason.TARGET)
    if isinstance(actual, NotMeasurableReason):
        return TargetAssessment(ProgressState.NOT_MEASURABLE, None, actual)
    is_complete = not measured.missing and not (
        rule.needs_year_before and year_before is not None and year_before.missing
    )
    is_open = is_complete and counts_part_of_year and _may_change(actual, target.bound, target.value)
    if _meets_bound(actual, target.bound, target.value) and is_complete and not is_open:
        return TargetAssessment(ProgressState.MET, actual, is_complete=True)
    is_late = due_on is not None and day > due_on
    progress = ProgressState.BEHIND if is_late else ProgressState.ON_THE_WAY
    return TargetAssessment(progress, actual, is_complete=is_complete, is_open=is_open)


def _may_change(actual: Decimal, bound: str, value: Decimal) -> bool:
    """Whether counting on may change that a growing count meets the bound, or that it does not."""
    if bound in ("<=", "<"):
        return _meets_bound(actual, bound, value)
    return actual <= value if bound == "==" else not _meets_bound(actual, bound, value)


def _meets_bound(actual: Decimal, bound: str, value: Decimal) -> bool:
    match bound:
        case "<=":
            return actual <= value
        case "<":
            return actual < value
        case ">":
            return actual > value
        case "==":
            return actual == value
        case _:
            return actual >= value
