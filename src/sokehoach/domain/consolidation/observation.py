"""The input of consolidation: one answer of one unit."""

from dataclasses import dataclass

from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of one cell of an accepted report, by element and disaggregation."""

    unit: str
    element: str
    disaggregation: str  # canonical key of indicators.element.key; «» is the total
    value: Value
