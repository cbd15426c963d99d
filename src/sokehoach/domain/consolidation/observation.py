"""What consolidation is given: one answer of one unit."""

from dataclasses import dataclass

from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of a cell in an accepted report, by what it counts."""

    unit: str
    element: str
    disaggregation: str  # canonical key of indicators.element.key; «» is the total
    value: Value
