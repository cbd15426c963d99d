"""Which reporting periods a place of an external form covers, and the aggregate of their values."""

from collections.abc import Sequence
from decimal import Decimal

from sokehoach.domain.documents.external_form.source import PeriodRole
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.periods.half_years import split_year
from sokehoach.domain.periods.period import Period, PeriodType, get_period_year_before, list_periods


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


def aggregate_periods[Reason](values: Sequence[Decimal | Reason], operator: Operator) -> Decimal | Reason | None:
    """Aggregate the values of the periods; the first reason if a required one is missing.

    None if they must not be aggregated. ValueError without a period.
    """
    if not values:
        raise ValueError("nothing to draw together")
    if len(values) == 1 or operator is Operator.LAST:
        return values[-1]
    if operator is Operator.NONE:
        return None
    reasons = [value for value in values if not isinstance(value, Decimal)]
    return reasons[0] if reasons else aggregate_values(values, operator)
