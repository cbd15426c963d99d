"""Assessment of a target: met, on track, behind, or not measurable and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.indicators.indicator import IndicatorResult


class ProgressState(StrEnum):
    MET = "met"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"  # its due day has passed
    NOT_MEASURABLE = "not_measurable"


class NotMeasurableReason(StrEnum):
    """Why a target cannot be measured."""

    INDICATOR = "indicator"
    FIGURES = "figures"
    DENOMINATOR = "denominator"
    NO_CASE = "no_case"  # the denominator is 0
    ADDING = "adding"  # numbers of several periods that must not be aggregated


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
) -> TargetAssessment:
    """Assess a target as of `day`. `bound`: «=», «>=», «<=», «>», «<»; «=» means at least.

    `measured` None: the target has no indicator. A target is met only when every reporter has answered: until then
    another number may change the result.
    """
    if measured is None:
        return TargetAssessment(ProgressState.NOT_MEASURABLE, None, NotMeasurableReason.INDICATOR)
    if not measured.adds:
        return TargetAssessment(ProgressState.NOT_MEASURABLE, None, NotMeasurableReason.ADDING)
    if measured.part is None:
        return TargetAssessment(ProgressState.NOT_MEASURABLE, None, NotMeasurableReason.FIGURES)
    actual = measured.percent if in_percent else measured.part
    if actual is None:
        return TargetAssessment(
            ProgressState.NOT_MEASURABLE,
            None,
            NotMeasurableReason.DENOMINATOR if measured.whole is None else NotMeasurableReason.NO_CASE,
        )
    if _meets_bound(actual, bound, value) and not measured.missing:
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
        case _:
            return actual >= value
