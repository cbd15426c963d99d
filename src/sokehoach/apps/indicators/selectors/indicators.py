"""Loads indicators as domain objects."""

from collections.abc import Mapping

from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator


def list_indicators() -> dict[str, Indicator]:
    """Returns all indicators by code, in the order of the pack. One query."""
    return {
        row.code: Indicator(
            code=row.code,
            name=row.name,
            numerator=parse_expression(row.numerator),
            denominator=parse_expression(row.denominator),
            on_map=row.on_map,
            words=tuple(row.words),
            source=row.source,
        )
        for row in models.Indicator.objects.all()
    }


def propose_indicator(text: str, indicators: Mapping[str, Indicator]) -> str:
    """Returns the code of the most specific indicator whose words all occur in the target's text; «» for none."""
    folded_text = text.casefold()
    matches = [
        indicator
        for indicator in indicators.values()
        if indicator.words and all(phrase.casefold() in folded_text for phrase in indicator.words)
    ]
    return max(matches, key=lambda indicator: sum(map(len, indicator.words))).code if matches else ""
