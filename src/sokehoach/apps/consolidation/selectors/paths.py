"""Through which areas the numbers of units go up."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.domain.consolidation.path import AREAS, path
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.tree import Tree

type Paths = dict[int, tuple[int, ...]]  # row of a unit → rows of the areas above it, nearest first


def cut_off(form: str, period: str) -> date:
    """The day on which the areas of a form's period stand. Http404 where the form has no such period."""
    return obligations.counted(forms.form(form), period).cut_off


def paths(units: Collection[int], *, day: date) -> Paths:
    """The way up of these rows, by the cut-off `day`: one query. What ends or begins later is not known yet."""
    below = Unit.objects.filter(pk__in=units)
    rows = list(
        Unit.objects.filter(
            Q(pk__in=units)
            | Q(valid_from__lte=day)
            & (
                Q(level__in=AREAS)
                | Q(pk__in=below.values("parent"))
                | Q(pk__in=below.values("parent__parent"))
            )
        ).values_list("pk", "code", "level", "parent__code", "valid_from", "valid_to")
    )
    known = {
        pk: orgtree.Unit(
            code, code, orgtree.Level(level), parent, begun, ended if ended and ended <= day else None
        )
        for pk, code, level, parent, begun, ended in rows
    }
    tree, pks = Tree(known.values()), {unit.identity: pk for pk, unit in known.items()}
    return {
        pk: tuple(pks[above.identity] for above in path(tree, known[pk], cut_off=day)) for pk in set(units)
    }
