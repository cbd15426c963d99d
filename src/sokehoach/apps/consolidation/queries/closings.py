"""Finds the areas through which the numbers of units go up, and whether a form's period is closed there."""

import hashlib
import itertools
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sokehoach.apps.consolidation.models import Closing, FigureInput
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import KnownTree, load_known_tree
from sokehoach.apps.orgunits.queries.levels import consolidates, get_levels
from sokehoach.apps.reporting.observations import StoredObservation
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.domain.consolidation.path import list_areas_above
from sokehoach.domain.indicators.element import Nature
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.periods.window import Window
from sokehoach.domain.values.gap import Gap


def list_current_closings(*, form: str, period: str, units: Collection[int]) -> dict[int, Closing]:
    """The current closing by unit (row id). One query."""
    rows = Closing.objects.filter(form=form, period=period, unit__in=units).select_related("by", "unit")
    return {row.unit_id: row for row in rows.order_by("edition")}


def list_closings_above(*, form: str, period: str, senders: Collection[int]) -> dict[int, list[Closing]]:
    """The current closings above each sender (row ids), from the nearest area up to the first open one. Two queries."""
    paths_by_sender = list_paths(senders, day=get_window(form, period).cut_off)
    closed = list_current_closings(
        form=form, period=period, units={area for path in paths_by_sender.values() for area in path}
    )
    return {
        sender: [closed[area] for area in itertools.takewhile(closed.__contains__, path)]
        for sender, path in paths_by_sender.items()
    }


def list_closed_periods(*, form: str, unit: Unit) -> list[str]:
    """The periods that the unit, in whatever version of its code, has closed for the form. One query."""
    rows = Closing.objects.filter(form=form, unit__code=unit.code).order_by("period")
    return list(rows.values_list("period", flat=True).distinct())


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


def measure_at_cut_off(accepted: Iterable[StoredObservation], window: Window) -> list[StoredObservation]:
    """The accepted values as they count at the cut-off: what stood in a unit that has ended by then is no part of a
    stock, since the units that took it over report it. One query, two where a unit has ended.
    """
    observations = list(accepted)
    units = {observation.unit_id for observation in observations}
    ended = set(Unit.objects.filter(pk__in=units, valid_to__lte=window.cut_off).values_list("pk", flat=True))
    if not ended:
        return observations
    elements = list_elements(sibling_uids={observation.element for observation in observations}, day=window.start)
    return [
        replace(observation, value=Gap.NOT_APPLICABLE)
        if observation.unit_id in ended and elements[observation.element].nature is Nature.STOCK
        else observation
        for observation in observations
    ]


type Paths = dict[int, tuple[int, ...]]  # row id of a unit → row ids of the areas above it, nearest first


def get_window(form: str, period: str) -> Window:
    """The days that a form's period counts; NotFoundError where the form has no such period."""
    return due_days.get_counting_window(query_forms.get_form(form), period)


def list_paths(units: Collection[int], *, day: date) -> Paths:
    """The areas above these units (row ids) on the cut-off `day`. Changes after that day are ignored. One query."""
    find_path = load_path_finder(day=day).find_path
    return {pk: find_path(pk) for pk in set(units)}


def load_path_finder(*, day: date) -> "PathFinder":
    """Finds paths as `list_paths`. One query."""
    known_tree = load_known_tree()
    return known_tree.derive(("paths", day), lambda: PathFinder(known_tree, day))


class PathFinder:
    """The tree as it was on a day. Each path is found once."""

    def __init__(self, known_tree: KnownTree, day: date) -> None:
        self._day, self._rows = day, known_tree.rows_by_pk
        begun_units = {pk: row for pk, row in self._rows.items() if row.valid_from <= day}
        self._area_codes = {row.code for row in begun_units.values() if consolidates(row)}
        versions = {pk: self._build_version(row) for pk, row in begun_units.items()}
        self._tree, self._pks = Tree(versions.values()), {unit.identity: pk for pk, unit in versions.items()}
        self._paths: Paths = {}
        self._units_below: dict[int, frozenset[int]] = {}

    def find_path(self, pk: int) -> tuple[int, ...]:
        if pk not in self._paths:
            areas = list_areas_above(self._tree, self._build_version(self._rows[pk]), cut_off=self._day)
            self._paths[pk] = tuple(self._pks[area.identity] for area in areas)
        return self._paths[pk]

    def list_units_below(self, area: int) -> frozenset[int]:
        """The units whose path leads through the area, and the area itself where its own does (row ids)."""
        if area not in self._units_below:
            units = (pk for pk, row in self._rows.items() if row.valid_from <= self._day)
            self._units_below[area] = frozenset(pk for pk in units if area in self.find_path(pk))
        return self._units_below[area]

    def _build_version(self, row: Unit) -> orgtree.Unit:
        has_ended = row.valid_to is not None and row.valid_to <= self._day
        # An area that has another unit as successor does not go into one area.
        is_followed = has_ended and self._area_codes >= {row.code, *row.successors}
        return orgtree.Unit(
            row.code,
            row.code,
            get_levels()[row.level],
            row.parent.code if row.parent else None,
            row.valid_from,
            row.valid_to if has_ended else None,
            tuple(row.successors) if is_followed else (),
        )
