"""Money on the page for the meeting: what is spent and what is allocated, of the same estimate."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.apps.consolidation.selectors.measures import Found
from sokehoach.domain.indicators.element import Kind, Operator


@dataclass(frozen=True, slots=True)
class Money:
    """`spent` and `allocated` are over the same denominator; None where the pack measures no such thing."""

    spent: Found | None
    allocated: Found | None

    @property
    def any(self) -> Found:
        told = self.spent or self.allocated
        assert told is not None
        return told


def money(found: Iterable[Found]) -> tuple[Money, ...]:
    """One for each denominator of the pack's indicators of money. What flows is spent; what stands is allocated."""
    by_whole: dict[str, dict[bool, Found]] = {}
    for one in found:
        if one.element.kind is Kind.MONEY:
            flows = one.element.over_time is Operator.SUM
            by_whole.setdefault(str(one.indicator.denominator), {}).setdefault(flows, one)
    return tuple(Money(spent=pair.get(True), allocated=pair.get(False)) for pair in by_whole.values())
