"""Indicators as the domain knows them."""

from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.expression import parse
from sokehoach.domain.indicators.indicator import Indicator


def indicators() -> dict[str, Indicator]:
    """All indicators by code, in the order of the pack: one query."""
    return {
        row.code: Indicator(
            code=row.code,
            name=row.name,
            numerator=parse(row.numerator),
            denominator=parse(row.denominator),
            on_map=row.on_map,
            words=tuple(row.words),
            source=row.source,
        )
        for row in models.Indicator.objects.all()
    }
