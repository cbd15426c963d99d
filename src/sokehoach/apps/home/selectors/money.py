"""Pairs spent and allocated money of one estimate for the weekly meeting page."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.apps.consolidation.selectors.measures import MeasuredIndicator
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.operators import Operator


@dataclass(frozen=True, slots=True)
class Money:
    """Spent and allocated money over the same denominator; None where the pack does not measure one."""

    spent: MeasuredIndicator | None
    allocated: MeasuredIndicator | None

    @property
    def any(self) -> MeasuredIndicator:
        measure = self.spent or self.allocated
        assert measure is not None
        return measure


def build_money(area_measures: Iterable[MeasuredIndicator]) -> tuple[Money, ...]:
    """Returns one per denominator of the pack's money indicators: a flow is spent, a stock allocated."""
    by_whole: dict[str, dict[bool, MeasuredIndicator]] = {}
    for measure in area_measures:
        if measure.element.kind is ValueKind.MONEY:
            flows = measure.element.over_time is Operator.SUM
            by_whole.setdefault(str(measure.indicator.denominator), {}).setdefault(flows, measure)
    return tuple(Money(spent=pair.get(True), allocated=pair.get(False)) for pair in by_whole.values())
