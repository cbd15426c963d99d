"""Draws an indicator on a map of its reporters, for pages and documents."""

from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.consolidation.selectors.measures import MeasuredIndicator
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.charts import MapPlace, MissingReason, PlaceMap
from sokehoach.domain.charts.place_map import SHADES
from sokehoach.domain.periods.window import compute_window

_WHY = {"returned": MissingReason.RETURNED, "sent": MissingReason.WAITING}


def build_place_map(measured_indicator: MeasuredIndicator) -> PlaceMap:
    """The map of an indicator. One query. The caller has checked that a map is allowed (`indicator.on_map`)."""
    expected = measured_indicator.sheet.expected
    borders_by_code = units.list_borders(
        [report.unit.code for report in expected], compute_window(measured_indicator.sheet.period).cut_off
    )
    places = []
    for report, share in zip(expected, measured_indicator.measured.shares, strict=True):
        is_reported = share.part is not None and bool(share.whole)
        border = borders_by_code.get(report.unit.code)
        places.append(
            MapPlace(
                name=report.unit.short_name,
                number_text=f"{write_number(share.part or 0)}/{write_number(share.whole or 0)}" if is_reported else "",
                shade=compute_shade(share.part or Decimal(), share.whole or Decimal(1))
                if is_reported
                else _WHY.get(report.state, MissingReason.NOT_REPORTED),
                row=report.unit.tile_row,
                column=report.unit.tile_column,
                rings=border.rings if border else None,
            )
        )
    drawn_map = PlaceMap(measured_indicator.indicator.name, tuple(places))
    if drawn_map.shaped:
        sources = dict.fromkeys(boundary.source for boundary in borders_by_code.values())
        note = _("Ranh giới mang tính minh họa.")
        return PlaceMap(
            drawn_map.title,
            drawn_map.places,
            (note,),
            _("Nguồn ranh giới: %(s)s") % {"s": "; ".join(sources)},
        )
    return PlaceMap(
        drawn_map.title,
        drawn_map.places,
        (_("Vị trí ô theo tâm xã, không phải ranh giới; mang tính minh họa."),),
    )


def compute_shade(part: Decimal, total: Decimal) -> int:
    """The shade from 1 to SHADES. Only the whole is darkest, and a small part is never shown as nothing."""
    return SHADES if part >= total else 1 + int((SHADES - 1) * part / total)
