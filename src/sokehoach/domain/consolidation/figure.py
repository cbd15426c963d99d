"""Consolidation: observations of units become one Figure, which keeps the answers that it is made of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of one cell of an accepted report, by element and disaggregation."""

    unit: str
    element: str
    disaggregation: str  # domain.indicators.element.format_key; «» is the total
    value: Value


class Coverage(NamedTuple):
    """Answers received, of the answers expected: «15/17»."""

    received: int
    expected: int


@dataclass(frozen=True, slots=True)
class FigurePart:
    unit: str
    value: Value


@dataclass(frozen=True, slots=True)
class Figure:
    """A consolidated number with its sources.

    `expected`: the units that owe the form, in order. `parts`: the answers of those whose report is accepted, gaps
    included. `missing`: the units that still owe a number, because their report is not accepted or its cell is blank.
    `value` is None, never 0, where no number was reported or the operator is NONE.
    """

    element: str
    disaggregation: str
    value: Decimal | None
    parts: tuple[FigurePart, ...]
    expected: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def coverage(self) -> Coverage:
        """Received and expected answers; «không áp dụng» is in neither: of 19 with 2 such and 2 missing, 15/17."""
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
    """Consolidate one element and disaggregation over the units in `expected`.

    Observations of other cells are ignored; their order does not matter. `operator` is the element's operator over
    place; LAST takes the last number in the order of `expected`. ValueError: a duplicate unit or answer, or an answer
    of a unit that does not owe the form: it would be counted elsewhere too.
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
    """Merge figures of disjoint sets of units; the result equals consolidating all units at once.

    ValueError: no figure, figures of different elements or disaggregations, or a unit in two of them.
    """
    figures = tuple(figures)
    if len({(figure.element, figure.disaggregation) for figure in figures}) != 1:
        raise ValueError("only figures of one element and disaggregation can be merged")
    element, disaggregation = figures[0].element, figures[0].disaggregation
    return consolidate_observations(
        (Observation(part.unit, element, disaggregation, part.value) for figure in figures for part in figure.parts),
        expected=[unit for figure in figures for unit in figure.expected],
        operator=operator,
        element=element,
        disaggregation=disaggregation,
    )


def build_answer(number: Decimal | None, kinds: Collection[Gap | None], operator: Operator) -> Value:
    """The answer that a figure reports to the level above. `kinds`: the gap of each input, None for a number.

    Without a number it is «không áp dụng» if every input is, or if the operator is NONE and there are numbers, because
    then there is no sum to report; else «chưa báo cáo».
    """
    if number is not None:
        return number
    if operator is Operator.NONE and None in kinds:
        return Gap.NOT_APPLICABLE
    return Gap.NOT_APPLICABLE if set(kinds) == {Gap.NOT_APPLICABLE} else Gap.NOT_REPORTED
