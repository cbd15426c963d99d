"""The way of a report's numbers upward: the areas that draw them together, one after the other."""

from datetime import date, timedelta

from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Level, Unit

AREAS = (Level.DISTRICT, Level.PROVINCE)


def path(tree: Tree, unit: Unit, *, cut_off: date) -> tuple[Unit, ...]:
    """The districts and provinces above a reporter or an area, nearest first, as they stand on the cut-off.

    Above is whoever stood above it on its last day within the period. An area that was dissolved before the cut-off
    has nobody left to send its figures up: its reporters pass it by. A code that lives on in another version of the
    same level is the same area.
    """
    last = cut_off if unit.in_force(cut_off) else _eve(unit, cut_off)
    standing = []
    for above in tree.as_of(last).ancestors(unit.code):
        if above.level not in AREAS:
            continue
        now = tree.version(above.code, cut_off)
        if now is not None and now.level is above.level:
            standing.append(now)
    return tuple(standing)


def _eve(unit: Unit, cut_off: date) -> date:
    """The last day of a unit that ended by the cut-off."""
    return cut_off if unit.valid_to is None else unit.valid_to - timedelta(days=1)
