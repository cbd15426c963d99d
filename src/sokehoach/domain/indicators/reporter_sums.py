"""Adds many reporters to the result of an indicator by the sums of what they gave."""

from collections.abc import Mapping
from dataclasses import replace

from sokehoach.domain.indicators.expression import Name, evaluate_expression
from sokehoach.domain.indicators.indicator import Indicator, IndicatorResult, build_reporter_share
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def add_reporters(
    result: IndicatorResult,
    indicator: Indicator,
    count: int,
    answers: Mapping[Name, Value],
    denominators: Mapping[str, int],
) -> IndicatorResult:
    """The result with so many more reporters, none of which had ended, of whom only sums are known.

    `answers`: under each name the sum of what all of them gave, or the gap that all of them left there. They count as
    one share, and have no code.
    """
    part, whole = (
        evaluate_expression(expression, answers, denominators, reporters=count)
        for expression in (indicator.numerator, indicator.denominator)
    )
    if all(answers.get(name) is Gap.NOT_APPLICABLE for name in indicator.names):
        return replace(result, not_applicable=(*result.not_applicable, *[""] * count))
    is_missing = part is None or whole is None
    return replace(
        result,
        part=aggregate_values((result.part, part), Operator.SUM),
        whole=aggregate_values((result.whole, whole), Operator.SUM),
        shares=(*result.shares, build_reporter_share("", part, whole)),
        missing=(*result.missing, *[""] * count) if is_missing else result.missing,
    )
