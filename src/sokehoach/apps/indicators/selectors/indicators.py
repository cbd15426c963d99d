"""Indicators as the domain knows them."""

from collections.abc import Mapping

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


def proposed(text: str, known: Mapping[str, Indicator]) -> str:
    """The code of the indicator whose words all stand in the target's text, the most telling first; «» of none."""
    said = text.casefold()
    fits = [one for one in known.values() if one.words and all(word.casefold() in said for word in one.words)]
    return max(fits, key=lambda one: sum(map(len, one.words))).code if fits else ""
