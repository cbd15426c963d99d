"""A target against what is: met, on the way, behind, or not measurable and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.indicators.indicator import Measured


class Progress(StrEnum):
    MET = "met"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"  # its day has passed
    NOT_MEASURABLE = "not_measurable"


class Lack(StrEnum):
    """What a target that cannot be measured lacks."""

    INDICATOR = "indicator"
    FIGURES = "figures"
    DENOMINATOR = "denominator"
    NO_CASE = "no_case"  # the denominator is known, and it is 0
    ADDING = "adding"  # numbers of several periods that must not be drawn together


@dataclass(frozen=True, slots=True)
class Assessed:
    """`actual`: a percentage where the target is one, else the number itself."""

    progress: Progress
    actual: Decimal | None
    lack: Lack | None = None


def assess(
    *,
    value: Decimal,
    bound: str,
    in_percent: bool,
    measured: Measured | None,
    due_on: date | None,
    day: date,
) -> Assessed:
    """`measured` None: the target has no indicator. `bound`: «=», «>=», «<=», «>» or «<»; «=» means at least.

    Met is said only once every reporter is known: until then another number may still undo it.
    """
    if measured is None:
        return Assessed(Progress.NOT_MEASURABLE, None, Lack.INDICATOR)
    if not measured.adds:
        return Assessed(Progress.NOT_MEASURABLE, None, Lack.ADDING)
    if measured.part is None:
        return Assessed(Progress.NOT_MEASURABLE, None, Lack.FIGURES)
    actual = measured.percent if in_percent else measured.part
    if actual is None:
        return Assessed(
            Progress.NOT_MEASURABLE, None, Lack.DENOMINATOR if measured.whole is None else Lack.NO_CASE
        )
    if _holds(actual, bound, value) and not measured.missing:
        return Assessed(Progress.MET, actual)
    late = due_on is not None and day > due_on
    return Assessed(Progress.BEHIND if late else Progress.ON_THE_WAY, actual)


def _holds(actual: Decimal, bound: str, value: Decimal) -> bool:
    match bound:
        case "<=":
            return actual <= value
        case "<":
            return actual < value
        case ">":
            return actual > value
        case _:
            return actual >= value
