"""Observation → Figure: a number above, with the answers below that it was made of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sokehoach.domain.consolidation.observation import Observation
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


class Coverage(NamedTuple):
    """«15/17»: answers received, of those that could be given."""

    received: int
    expected: int


@dataclass(frozen=True, slots=True)
class FigurePart:
    unit: str
    value: Value


@dataclass(frozen=True, slots=True)
class Figure:
    """A consolidated number and where it came from.

    `expected` are the units that owe the form, in their order; `parts` what those of them answered whose
    report is accepted, a gap included; `missing` the units that still owe a number: without an accepted
    report, or with the cell left blank in it. `value` is None where no number was reported, never 0, and
    where the operator is NONE.
    """

    element: str
    disaggregation: str
    value: Decimal | None
    parts: tuple[FigurePart, ...]
    expected: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def coverage(self) -> Coverage:
        """A unit that answers «không áp dụng» leaves both sides: of 19 with 2 such and 2 missing, 15/17."""
        received = sum(isinstance(part.value, Decimal) for part in self.parts)
        return Coverage(received, received + len(self.missing))


def consolidate_observations(
    observations: Iterable[Observation],
    *,
    expected: Sequence[str],
    operator: Operator,
    element: str,
    disaggregation: str,
) -> Figure:
    """The figure of one element and disaggregation.

    Observations of others are passed over, and their order is free. `operator` is the element's over place;
    LAST takes the last number in the order of `expected`. ValueError: a unit named or answering twice, or an
    answer of a unit that owes none: it would be counted somewhere else as well.
    """
    if len(set(expected)) != len(expected):
        raise ValueError(f"{element}: a unit is expected twice")
    answers: dict[str, Value] = {}
    for observation in observations:
        if (observation.element, observation.disaggregation) != (element, disaggregation):
            continue
        if observation.unit in answers:
            raise ValueError(f"{element}: unit {observation.unit} is counted twice")
        answers[observation.unit] = observation.value
    if unexpected := sorted(answers.keys() - set(expected)):
        raise ValueError(f"{element}: not expected to report: {', '.join(unexpected)}")
    return Figure(
        element=element,
        disaggregation=disaggregation,
        value=aggregate_values((answers[unit] for unit in expected if unit in answers), operator),
        parts=tuple(FigurePart(unit, answers[unit]) for unit in expected if unit in answers),
        expected=tuple(expected),
        missing=tuple(unit for unit in expected if answers.get(unit, Gap.NOT_REPORTED) is Gap.NOT_REPORTED),
    )


def merge_figures(figures: Iterable[Figure], *, operator: Operator) -> Figure:
    """Figures of disjoint sets of units as one figure: the same as if they had been consolidated at once.

    ValueError: no figure, figures of different elements, or a unit in two of them.
    """
    figures = tuple(figures)
    if len({(figure.element, figure.disaggregation) for figure in figures}) != 1:
        raise ValueError("only figures of one element and disaggregation can be merged")
    element, disaggregation = figures[0].element, figures[0].disaggregation
    return consolidate_observations(
        (
            Observation(part.unit, element, disaggregation, part.value)
            for figure in figures
            for part in figure.parts
        ),
        expected=[unit for figure in figures for unit in figure.expected],
        operator=operator,
        element=element,
        disaggregation=disaggregation,
    )


def aggregate_values(values: Iterable[Value], operator: Operator) -> Decimal | None:
    """The numbers among the values as one; None without any, and where they must not be drawn together.

    Serves both directions: over place by units, over time by periods in their order.
    """
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not numbers:
        return None
    match operator:
        case Operator.SUM:
            return sum(numbers, Decimal())
        case Operator.LAST:
            return numbers[-1]
        case Operator.MAX:
            return max(numbers)
        case Operator.NONE:
            return None


def build_answer(number: Decimal | None, kinds: Collection[Gap | None], operator: Operator) -> Value:
    """What a figure says to the level above; `kinds` are those of its inputs, None standing for a number.

    Without a number it is not reported, but for what applies to nobody of those that answered, and for numbers that
    must not be drawn together: these have no sum to send.
    """
    if number is not None:
        return number
    if operator is Operator.NONE and None in kinds:
        return Gap.NOT_APPLICABLE
    return Gap.NOT_APPLICABLE if set(kinds) == {Gap.NOT_APPLICABLE} else Gap.NOT_REPORTED
