"""What a question computes of its own figures: a rise or fall from the first period to the last, or a quotient."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason
from sokehoach.domain.indicators.level import Change, compute_change
from sokehoach.domain.values.day import DayNumber


class Derivation(StrEnum):
    """What is added beside the figures; NONE: nothing."""

    NONE = ""
    CHANGE = "change"  # the last period less the first, and that in percent of the first
    QUOTIENT = "quotient"  # the first measure divided by the second
    INVERSE_QUOTIENT = "inverse-quotient"  # the second measure divided by the first

    @property
    def is_quotient(self) -> bool:
        return self in (Derivation.QUOTIENT, Derivation.INVERSE_QUOTIENT)


class ShownRows(StrEnum):
    """Which rows an answer shows, by the state of their figures."""

    ALL = ""
    WITH_FIGURE = "figure"  # at least one figure
    WITH_GAP = "gap"  # at least one figure that is not reported, or incomplete


@dataclass(frozen=True, slots=True)
class ComputedNumber:
    """A computed number, or the reason why there is none. `places`: decimals that are shown; None: all of them."""

    number: Decimal | None = None
    lack: NoFigureReason | None = None
    places: int | None = None

    @property
    def shown_number(self) -> Decimal | None:
        """The number rounded half up to the decimals that are shown."""
        if self.number is None or self.places is None:
            return self.number
        return self.number.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)


def compute_difference(first: Fact, last: Fact, measure: Measure) -> ComputedNumber:
    """The own level of `last` less that of `first`: of a percentage in points, to one decimal.

    Nothing where either is withheld, lacks its number, or has fewer than half of its answers; nothing over a change of
    what is counted; nothing of days.
    """
    if lack := _find_lack(first, last):
        return ComputedNumber(lack=lack)
    if first.definition != last.definition:
        return ComputedNumber(lack=NoFigureReason.NOT_COMPARABLE)
    level_before, level_after = measure.get_own_level(first), measure.get_own_level(last)
    if level_before is None or level_after is None or isinstance(level_after, DayNumber):
        return ComputedNumber(lack=NoFigureReason.NO_REFERENCE)
    return ComputedNumber(level_after - level_before, places=1 if measure.is_share else None)


def compute_percent_change(first: Fact, last: Fact, measure: Measure) -> ComputedNumber:
    """The difference in percent of the first level, to one decimal; nothing of a level of 0."""
    difference = compute_difference(first, last, measure)
    level_before, level_after = measure.get_own_level(first), measure.get_own_level(last)
    if difference.number is None or level_before is None or level_after is None:
        return difference
    percent = compute_change(Change.RISE_PERCENT, level_after, level_before)
    if not isinstance(percent, Decimal):
        return ComputedNumber(lack=NoFigureReason.ZERO_BEFORE)
    return ComputedNumber(percent, places=1)


def compute_quotient(part: Fact, whole: Fact, measures: tuple[Measure, Measure]) -> ComputedNumber:
    """The own level of `part` divided by that of `whole`, to two decimals; nothing while either lacks an answer.

    Another unit may be missing on each side, and the quotient would be wrong although their counts are equal.
    """
    if lack := _find_lack(part, whole):
        return ComputedNumber(lack=lack)
    if part.partial or whole.partial:
        return ComputedNumber(lack=NoFigureReason.INCOMPLETE)
    levels = measures[0].get_own_level(part), measures[1].get_own_level(whole)
    if levels[0] is None or levels[1] is None or any(isinstance(level, DayNumber) for level in levels):
        return ComputedNumber(lack=NoFigureReason.NO_REFERENCE)
    if not levels[1]:
        return ComputedNumber(lack=NoFigureReason.ZERO_DIVISOR)
    return ComputedNumber(levels[0] / levels[1], places=2)


def _find_lack(*facts: Fact) -> NoFigureReason | None:
    """Why nothing is computed of these facts; what is withheld in one is withheld in the result."""
    lacks = [fact.lack for fact in facts if fact.lack is not None]
    if lacks:
        return next((lack for lack in lacks if lack.withheld), lacks[0])
    if any(2 * fact.received < fact.expected for fact in facts):
        return NoFigureReason.NO_REFERENCE
    return None
