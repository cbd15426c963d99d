"""Finds the areas through which the numbers of units go up, and whether a form's period is closed there."""

import hashlib
import itertools
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q

from sokehoach.apps.consolidation.models import Closing, FigureInput
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels, list_consolidating_codes
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
    """The areas above these units (row ids) on the cut-off `day`. One query. Changes after that day are ignored."""
    # By code: a unit goes on below the next version of its parent.
    parents = Unit.objects.filter(code__in=Unit.objects.filter(pk__in=units).values("parent__code"))
    rows = list(
        Unit.objects.filter(
            Q(pk__in=units)
            | Q(valid_from__lte=day)
            & (
                Q(level__in=list_consolidating_codes())
                | Q(pk__in=parents.values("pk"))
                | Q(code__in=parents.values("parent__code"))
            )
        ).values_list("pk", "code", "level", "parent__code", "valid_from", "valid_to", "successors")
    )
    levels = get_levels()
    area_codes = {code for _pk, code, level, *_rest in rows if levels[level].consolidates}
    units_by_pk = {
        pk: orgtree.Unit(
            code,
            code,
            levels[level],
            parent,
            started_on,
            ended_on if ended_on and ended_on <= day else None,
            # Other units are not among the rows, and an area that has one as successor does not go into one area.
            tuple(successors) if ended_on and ended_on <= day and area_codes >= {code, *successors} else (),
        )
        for pk, code, level, parent, started_on, ended_on, successors in rows
    }
    tree, pks = Tree(units_by_pk.values()), {unit.identity: pk for pk, unit in units_by_pk.items()}
    return {
        pk: tuple(pks[ancestor.identity] for ancestor in list_areas_above(tree, units_by_pk[pk], cut_off=day))
        for pk in set(units)
    }
