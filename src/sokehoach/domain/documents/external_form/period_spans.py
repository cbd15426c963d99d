"""Which reporting periods a place of an external form covers, and the aggregate of their values."""

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
    """Ids of the periods of a form with these period types, in order; empty if none fit.

    «Lũy kế» covers all periods of one type from the beginning of the year to the end of the period; a year without a
    report of its own is its two halves.
    """
    if role is PeriodRole.LAST_YEAR:
        return list_period_ids(get_period_year_before(period), PeriodRole.NOW, types)
    if period.type is PeriodType.YEAR:
        if PeriodType.YEAR in types:
            return (period.id,)
        return tuple(subperiod.id for subperiod in split_year(period)) if PeriodType.SIX_MONTH in types else ()
    if period.type not in types:
        return ()
    if role is PeriodRole.NOW:
        return (period.id,)
    year = list_periods(period.type, period.year, period.year) or (period,)
    return tuple(subperiod.id for subperiod in year if subperiod.end <= period.end)


def aggregate_values[Gap](values: Sequence[Decimal | Gap], operator: Operator) -> Decimal | Gap | None:
    """Aggregate the values of the periods; the first gap if a required one is missing.

    None if they must not be aggregated. ValueError without a period.
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
