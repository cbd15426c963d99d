"""Adds many reporters to the result of an indicator by the sums of what they gave."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from sokehoach.domain.indicators.expression import Expression, Name, evaluate_expression
from sokehoach.domain.indicators.indicator import Indicator, IndicatorResult, Share
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.values.value import Value

type Numbers = Mapping[int, Decimal]  # by reporter


@dataclass(frozen=True, slots=True)
class OpenReporters:
    """Who gave no number under each name of an indicator, and who is `excused`: «không áp dụng» under all of them."""

    by_name: Mapping[Name, Collection[int]]
    excused: frozenset[int]
    _by_names: dict[tuple[Name, ...], frozenset[int]] = field(default_factory=dict)

    def of(self, names: tuple[Name, ...]) -> frozenset[int]:
        """Those that lack one of these names, or are excused."""
        if names not in self._by_names:
            self._by_names[names] = self.excused.union(*(self.by_name[name] for name in names))
        return self._by_names[names]


def add_reporters(
    result: IndicatorResult,
    indicator: Indicator,
    reporters: frozenset[int],
    open_reporters: OpenReporters,
    totals: Mapping[Name, Decimal],
    numbers: Mapping[Name, Numbers],
    denominators: Mapping[str, Mapping[int, int]],
) -> IndicatorResult:
    """The result with these reporters, none of which had ended, all of whose denominators are known.

    `totals`: under each name what all of them gave together. `numbers`: what those gave that left another name open.
    They count as one share, and have no code.
    """

    @cache
    def find_outside(names: tuple[Name, ...]) -> frozenset[int]:
        return open_reporters.of(names) & reporters

    def evaluate_sums(expression: Expression, names: tuple[Name, ...]) -> Decimal | None:
        """The expression over the reporters that gave a number under each of these names."""
        outside = find_outside(names)
        if len(outside) == len(reporters):
            return None
        sums: dict[Name, Value] = {
            name: totals[name] - add_numbers(numbers.get(name, {}), outside) for name in expression.names
        }
        people = {
            kind: sum(map(denominators[kind].__getitem__, reporters - outside)) for kind in expression.denominators
        }
        return evaluate_expression(expression, sums, people, reporters=len(reporters) - len(outside))

    numerator, denominator = indicator.numerator, indicator.denominator
    part = evaluate_sums(numerator, numerator.names)
    whole = evaluate_sums(denominator, denominator.names)
    share = Share("", part, whole, evaluate_sums(numerator, indicator.names))
    excused = len(open_reporters.excused & reporters)
    missing = len(find_outside(indicator.names)) - excused
    return replace(
        result,
        part=aggregate_values((result.part, part), Operator.SUM),
        whole=aggregate_values((result.whole, whole), Operator.SUM),
        shares=(*result.shares, share),
        missing=(*result.missing, *[""] * missing),
        not_applicable=(*result.not_applicable, *[""] * excused),
    )


def add_numbers(numbers: Numbers, reporters: Iterable[int]) -> Decimal:
    """The sum of what these reporters gave."""
    return Decimal(sum(map(numbers.__getitem__, numbers.keys() & reporters)))
