"""Over which periods of a form a place of the superior's form tells, and what they make together."""

from collections.abc import Sequence
from decimal import Decimal

from sokehoach.domain.documents.external_form.source import PeriodRole
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.periods.period import (
    Period,
    PeriodType,
    get_period_year_before,
    list_periods,
    split_year,
)


def list_period_ids(period: Period, role: PeriodRole, types: Sequence[PeriodType]) -> tuple[str, ...]:
    """Ids of the periods of a form that has periods of these types, in order; empty where it has none that fit.

    «Lũy kế» is all of one type from the beginning of the year up to the end of the period; a year that no report
    tells of is its two halves.
    """
    if role is PeriodRole.LAST_YEAR:
        return list_period_ids(get_period_year_before(period), PeriodRole.NOW, types)
    if period.type is PeriodType.YEAR:
        if PeriodType.YEAR in types:
            return (period.id,)
        return (
            tuple(subperiod.id for subperiod in split_year(period)) if PeriodType.SIX_MONTH in types else ()
        )
    if period.type not in types:
        return ()
    if role is PeriodRole.NOW:
        return (period.id,)
    year = list_periods(period.type, period.year, period.year) or (period,)
    return tuple(subperiod.id for subperiod in year if subperiod.end <= period.end)


def aggregate_values[Gap](values: Sequence[Decimal | Gap], operator: Operator) -> Decimal | Gap | None:
    """What the periods make; the first gap where one of them that counts is none; None: they must not be drawn
    together. ValueError without a period.
    """
    if not values:
        raise ValueError("nothing to draw together")
    if len(values) == 1 or operator is Operator.LAST:
        return values[-1]
    if operator is Operator.NONE:
        return None
    numbers = [value for value in values if isinstance(value, Decimal)]
    if len(numbers) < len(values):
        return next(value for value in values if not isinstance(value, Decimal))
    return sum(numbers, Decimal()) if operator is Operator.SUM else max(numbers)
