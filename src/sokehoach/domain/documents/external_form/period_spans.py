"""Which reporting periods a place of an external form covers, and the aggregate of their values."""

from collections.abc import Sequence
from decimal import Decimal

from sokehoach.domain.documents.external_form.source import PeriodRole
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.periods.period import Period, PeriodType, get_period_year_before, list_periods
from sokehoach.domain.periods.sequence import get_previous_period, list_parts


def list_period_ids(period: Period, role: PeriodRole, types: Sequence[PeriodType]) -> tuple[str, ...]:
    """Ids of the periods of a form with these period types, in order; empty if none fit.

    «Lũy kế» covers all periods of one type from the beginning of the year to the end of the period. A period without a
    report of its own is the shorter ones of which it is made, the longest such type first.
    """
    if role is PeriodRole.LAST_YEAR:
        return list_period_ids(get_period_year_before(period), PeriodRole.NOW, types)
    if role is PeriodRole.PREVIOUS:
        return list_period_ids(get_previous_period(period), PeriodRole.NOW, types)
    if period.type not in types:
        kinds = sorted(types, key=lambda kind: -kind.months)
        return next((tuple(part.id for part in parts) for kind in kinds if (parts := list_parts(period, kind))), ())
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
