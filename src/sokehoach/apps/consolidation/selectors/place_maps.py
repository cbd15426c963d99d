"""An indicator on a map of the places that answer for it, for pages and documents."""

from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.consolidation.selectors.measures import Found
from sokehoach.apps.orgunits.selectors import boundaries
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.charts import Place, PlaceMap, Why
from sokehoach.domain.charts.place_map import SHADES
from sokehoach.domain.periods.window import window

_WHY = {"returned": Why.RETURNED, "sent": Why.WAITING}


def place_map(found: Found) -> PlaceMap:
    """One query. Whoever calls has asked whether the pack allows the indicator on a map (`indicator.on_map`)."""
    expected = found.sheet.expected
    known = boundaries.borders([one.unit.code for one in expected], window(found.sheet.period).cut_off)
    places = []
    for one, share in zip(expected, found.measured.shares, strict=True):
        told = share.part is not None and bool(share.whole)
        border = known.get(one.unit.code)
        places.append(
            Place(
                name=one.unit.short_name,
                words=f"{write_number(share.part or 0)}/{write_number(share.whole or 0)}" if told else "",
                shade=shade(share.part or Decimal(), share.whole or Decimal(1))
                if told
                else _WHY.get(one.state, Why.NOT_REPORTED),
                row=one.unit.tile_row,
                column=one.unit.tile_column,
                rings=border.rings if border else None,
            )
        )
    made = PlaceMap(found.indicator.name, tuple(places))
    if made.shaped:
        sources = dict.fromkeys(one.source for one in known.values())
        note = _("Ranh giới mang tính minh họa.")
        return PlaceMap(
            made.title, made.places, (note,), _("Nguồn ranh giới: %(s)s") % {"s": "; ".join(sources)}
        )
    return PlaceMap(
        made.title, made.places, (_("Vị trí ô theo tâm xã, không phải ranh giới; mang tính minh họa."),)
    )


def shade(part: Decimal, whole: Decimal) -> int:
    """The whole is darkest; what falls short is never shown as whole, and something never as nothing."""
    return SHADES if part >= whole else 1 + int((SHADES - 1) * part / whole)
