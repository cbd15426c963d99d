"""Finds the areas through which the numbers of units go up."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.domain.consolidation.path import AREAS, list_areas_above
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.tree import Tree

type Paths = dict[int, tuple[int, ...]]  # row id of a unit → row ids of the areas above it, nearest first


def cut_off(form: str, period: str) -> date:
    """The cut-off day of a form's period; 404 where the form has no such period."""
    return obligations.get_counting_window(forms.get_form(form), period).cut_off


def list_paths(units: Collection[int], *, day: date) -> Paths:
    """The areas above these units (row ids) on the cut-off `day`. One query. Changes after that day are ignored."""
    start_units = Unit.objects.filter(pk__in=units)
    rows = list(
        Unit.objects.filter(
            Q(pk__in=units)
            | Q(valid_from__lte=day)
            & (
                Q(level__in=AREAS)
                | Q(pk__in=start_units.values("parent"))
                | Q(pk__in=start_units.values("parent__parent"))
            )
        ).values_list("pk", "code", "level", "parent__code", "valid_from", "valid_to")
    )
    units_by_pk = {
        pk: orgtree.Unit(
            code,
            code,
            orgtree.Level(level),
            parent,
            started_on,
            ended_on if ended_on and ended_on <= day else None,
        )
        for pk, code, level, parent, started_on, ended_on in rows
    }
    tree, pks = Tree(units_by_pk.values()), {unit.identity: pk for pk, unit in units_by_pk.items()}
    return {
        pk: tuple(pks[ancestor.identity] for ancestor in list_areas_above(tree, units_by_pk[pk], cut_off=day))
        for pk in set(units)
    }
