"""Over which periods of a form a place of the superior's form tells, and what they make together."""

from collections.abc import Sequence
from decimal import Decimal

from sokehoach.domain.documents.foreign.source import Role
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.periods.period import Period, PeriodType, halves, of_years, previous_year


def span(asked: Period, role: Role, types: Sequence[PeriodType]) -> tuple[str, ...]:
    """Ids of the periods of a form that has periods of these types, in order; empty where it has none that fit.

    «Lũy kế» is all of one type from the beginning of the year up to the end of the period; a year that no report
    tells of is its two halves.
    """
    if role is Role.BEFORE:
        return span(previous_year(asked), Role.NOW, types)
    if asked.type is PeriodType.YEAR:
        if PeriodType.YEAR in types:
            return (asked.id,)
        return tuple(one.id for one in halves(asked)) if PeriodType.SIX_MONTH in types else ()
    if asked.type not in types:
        return ()
    if role is Role.NOW:
        return (asked.id,)
    year = of_years(asked.type, asked.year, asked.year) or (asked,)
    return tuple(one.id for one in year if one.end <= asked.end)


def together[Gap](values: Sequence[Decimal | Gap], operator: Operator) -> Decimal | Gap | None:
    """What the periods make; the first gap where one of them that counts is none; None: they must not be drawn
    together. ValueError without a period.
    """
    if not values:
        raise ValueError("nothing to draw together")
    if len(values) == 1 or operator is Operator.LAST:
        return values[-1]
    if operator is Operator.NONE:
        return None
    numbers = [one for one in values if isinstance(one, Decimal)]
    if len(numbers) < len(values):
        return next(one for one in values if not isinstance(one, Decimal))
    return sum(numbers, Decimal()) if operator is Operator.SUM else max(numbers)
