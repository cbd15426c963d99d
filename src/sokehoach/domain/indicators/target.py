"""Assessment of a target: met, on track, behind, or not measurable and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.indicators.indicator import IndicatorResult
from sokehoach.domain.indicators.level import PLAIN_SHARE, LevelRule, NotMeasurableReason, compute_level


class ProgressState(StrEnum):
    MET = "met"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"  # its due day has passed
    NOT_MEASURABLE = "not_measurable"


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """The assessment of a target. `actual`: a percentage if the target is one, else the number itself."""

    progress: ProgressState
    actual: Decimal | None
    lack: NotMeasurableReason | None = None


def compute_target_assessment(
    *,
    value: Decimal,
    bound: str,
    in_percent: bool,
    measured: IndicatorResult | None,
    due_on: date | None,
    day: date,
    rule: LevelRule = PLAIN_SHARE,
    year_before: IndicatorResult | None = None,
    baseline: Decimal | None = None,
) -> TargetAssessment:
    """Assess a target as of `day`. `bound`: «=», «>=», «<=», «>», «<», «==»; «=» means at least, «==» exactly.

    `measured` None: the target has no indicator. `year_before`, `baseline`: what a change compares with. A target is
    met only when every reporter has answered: until then another number may change the result.
    """
    if measured is None:
        return TargetAssessment(ProgressState.NOT_MEASURABLE, None, NotMeasurableReason.INDICATOR)
    actual = compute_level(rule, measured, in_percent=in_percent, year_before=year_before, baseline=baseline)
    if isinstance(actual, NotMeasurableReason):
        return TargetAssessment(ProgressState.NOT_MEASURABLE, None, actual)
    is_complete = not measured.missing and not (
        rule.needs_year_before and year_before is not None and year_before.missing
    )
    if _meets_bound(actual, bound, value) and is_complete:
        return TargetAssessment(ProgressState.MET, actual)
    is_late = due_on is not None and day > due_on
    return TargetAssessment(ProgressState.BEHIND if is_late else ProgressState.ON_THE_WAY, actual)


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
