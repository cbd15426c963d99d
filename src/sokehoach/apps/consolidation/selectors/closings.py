"""Finds whether a form's period is closed, and with which inputs."""

import hashlib
import itertools
from collections.abc import Collection

from sokehoach.apps.consolidation.models import Closing, FigureInput
from sokehoach.apps.consolidation.selectors.paths import cut_off, list_paths
from sokehoach.apps.orgunits.models import Unit


def list_current_closings(*, form: str, period: str, units: Collection[int]) -> dict[int, Closing]:
    """The current closing by unit (row id). One query."""
    rows = Closing.objects.filter(form=form, period=period, unit__in=units).select_related("by", "unit")
    return {row.unit_id: row for row in rows.order_by("edition")}


def list_closings_above(*, form: str, period: str, senders: Collection[int]) -> dict[int, list[Closing]]:
    """The current closings above each sender (row ids), from the nearest area up to the first open one. Two queries."""
    paths_by_sender = list_paths(senders, day=cut_off(form, period))
    closed = list_current_closings(
        form=form, period=period, units={area for path in paths_by_sender.values() for area in path}
    )
    return {
        sender: [closed[area] for area in itertools.takewhile(closed.__contains__, path)]
        for sender, path in paths_by_sender.items()
    }


def find_current_closing(*, unit: Unit, form: str, period: str) -> Closing | None:
    """The current closing of one unit. One query."""
    return list_current_closings(form=form, period=period, units=[unit.pk]).get(unit.pk)


def compute_inputs_digest(*, unit: Unit, form: str, period: str) -> str:
    """Digest of the inputs shown before closing. It changes with another accepted report, edition or lower closing."""
    inputs = FigureInput.objects.filter(figure__unit=unit, figure__form=form, figure__period=period)
    input_keys = set(inputs.values_list("unit", "submission"))
    areas = {pk for pk, report in input_keys if report is None}
    lower_closings = list_current_closings(form=form, period=period, units=areas) if areas else {}
    versions = sorted(f"{pk}:{report or lower_closings[pk].edition}" for pk, report in input_keys)
    return hashlib.sha256(" ".join(versions).encode()).hexdigest()[:32]
