"""Whether a form's period is closed, and with what."""

import hashlib
import itertools
from collections.abc import Collection

from sokehoach.apps.consolidation.models import Closing, FigureInput
from sokehoach.apps.consolidation.selectors.paths import cut_off, paths
from sokehoach.apps.orgunits.models import Unit


def standing(*, form: str, period: str, units: Collection[int]) -> dict[int, Closing]:
    """The closing that stands, by row of the unit that closed: one query."""
    rows = Closing.objects.filter(form=form, period=period, unit__in=units).select_related("by", "unit")
    return {row.unit_id: row for row in rows.order_by("edition")}


def above(*, form: str, period: str, senders: Collection[int]) -> dict[int, list[Closing]]:
    """Those that stand above each sender (rows), from the nearest area up to the first that is open: two queries."""
    ways = paths(senders, day=cut_off(form, period))
    closed = standing(form=form, period=period, units={area for way in ways.values() for area in way})
    return {
        sender: [closed[area] for area in itertools.takewhile(closed.__contains__, way)]
        for sender, way in ways.items()
    }


def last(*, unit: Unit, form: str, period: str) -> Closing | None:
    """The closing of one unit that stands: one query."""
    return standing(form=form, period=period, units=[unit.pk]).get(unit.pk)


def seen(*, unit: Unit, form: str, period: str) -> str:
    """What a page about to close the period has seen: another text once a report more counts, another edition of one,
    or another closing below.
    """
    inputs = FigureInput.objects.filter(figure__unit=unit, figure__form=form, figure__period=period)
    given = set(inputs.values_list("unit", "submission"))
    areas = {pk for pk, report in given if report is None}
    below = standing(form=form, period=period, units=areas) if areas else {}
    told = sorted(f"{pk}:{report or below[pk].edition}" for pk, report in given)
    return hashlib.sha256(" ".join(told).encode()).hexdigest()[:32]
