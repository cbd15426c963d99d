"""The areas that aggregate a reporter's numbers, from the nearest one upwards."""

from collections.abc import Iterator
from datetime import date, timedelta

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.orgtree.succession import Succession
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit


def list_areas_above(tree: Tree, unit: Unit, *, cut_off: date) -> tuple[Unit, ...]:
    """The consolidating areas above a reporter or an area, nearest first, as of the cut-off.

    A unit that ended within the period has the ancestors of its last day. An area dissolved before the cut-off sends no
    figures up, so its reporters skip it. A code that continues in another version of the same level is the same area;
    else an area that went into one other area as a whole is that area, with the areas above that one.
    """
    succession = Succession(tree, cut_off)
    last_day = cut_off if unit.in_force(cut_off) else _get_last_day(unit, cut_off)
    areas = []
    for ancestor in _iter_ancestors(tree, unit, last_day):
        if not ancestor.level.consolidates:
            continue
        area = tree.version(ancestor.code, cut_off)
        if area is not None and area.level.code == ancestor.level.code:
            areas.append(area)
        elif (heir := succession.find_whole_heir(ancestor)) is not None and heir.level.consolidates:
            return (*areas, heir, *list_areas_above(tree, heir, cut_off=cut_off))
    return tuple(areas)


def _iter_ancestors(tree: Tree, unit: Unit, day: date) -> Iterator[Unit]:
    """The ancestors of a unit on a day, nearest first, without building a snapshot of the whole tree."""
    parent = unit.parent
    while parent is not None:
        ancestor = tree.version(parent, day)
        if ancestor is None:
            raise LookupError(say("Không có đơn vị mã %(parent)s vào ngày %(day)s.", parent=parent, day=write_day(day)))
        yield ancestor
        parent = ancestor.parent


def _get_last_day(unit: Unit, cut_off: date) -> date:
    """The cut-off, or the last day of a unit that has an end."""
    return cut_off if unit.valid_to is None else unit.valid_to - timedelta(days=1)
