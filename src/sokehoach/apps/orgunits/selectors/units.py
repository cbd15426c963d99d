"""Units as they stood on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from sokehoach.apps.orgunits.models import Group, Level, Unit
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.tree import Tree


def as_of(day: date) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


def known_by(day: date) -> QuerySet[Unit]:
    """Versions that had begun by that day, the latest of a code last: those that have ended still have a name."""
    return Unit.objects.filter(valid_from__lte=day).order_by("valid_from")


def versions() -> QuerySet[Unit]:
    """All versions of all units, each with the one above it: what a tree is made of."""
    return Unit.objects.select_related("parent")


def tree(rows: Iterable[Unit] | None = None) -> Tree:
    """All versions of all units: one query, none where a caller has the `versions()` already."""
    return Tree(
        orgtree.Unit(
            code=row.code,
            name=row.name,
            level=orgtree.Level(row.level),
            parent=row.parent.code if row.parent else None,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successors=tuple(row.successors),
        )
        for row in (versions() if rows is None else rows)
    )


def members(group: Group, *, day: date) -> list[Unit]:
    """The units that a group's name stands for on that day."""
    if group.levels:
        return list(as_of(day).filter(parent=group.within, level__in=group.levels))
    return list(as_of(day).filter(pk__in=group.members.all()))


def area_of(unit: Unit) -> Unit:
    """The place where a unit stands: an agency stands where the unit that it is attached to does."""
    while unit.level == Level.AGENCY and unit.parent is not None:
        unit = unit.parent
    return unit


def standing_or_succeeded(day: date) -> QuerySet[Unit]:
    """Those of `as_of`, and those that had ended by then and named successors."""
    stands = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return Unit.objects.filter(stands | ~Q(successors=[]), valid_from__lte=day)


def areas(day: date) -> QuerySet[Unit]:
    return as_of(day).exclude(level=Level.AGENCY)


def within(area: Unit) -> frozenset[int]:
    """Row ids of the area and of all that stands or ever stood below it: one query."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(pk)
    found = [area.pk]
    for pk in found:
        found.extend(below.get(pk, ()))
    return frozenset(found)
