"""The way of a report's numbers upward: the areas that draw them together, one after the other."""

from collections.abc import Iterator
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
    for above in _ancestors(tree, unit, last):
        if above.level not in AREAS:
            continue
        now = tree.version(above.code, cut_off)
        if now is not None and now.level is above.level:
            standing.append(now)
    return tuple(standing)


def _ancestors(tree: Tree, unit: Unit, day: date) -> Iterator[Unit]:
    """Those above a unit on a day, nearest first, without a snapshot of the whole tree for each unit asked about."""
    parent = unit.parent
    while parent is not None:
        above = tree.version(parent, day)
        if above is None:
            raise LookupError(f"Không có đơn vị mã {parent} vào ngày {day:%d/%m/%Y}.")
        yield above
        parent = above.parent


def _eve(unit: Unit, cut_off: date) -> date:
    """The last day of a unit that ended by the cut-off."""
    return cut_off if unit.valid_to is None else unit.valid_to - timedelta(days=1)
