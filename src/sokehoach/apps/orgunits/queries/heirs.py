"""Units that took ended ones over, and the ended ones that a unit took over as a whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.queries.units import build_tree, build_version, list_members, list_versions
from sokehoach.domain.orgtree.succession import Succession


def has_ended(unit: Unit, day: date) -> bool:
    return unit.valid_to is not None and unit.valid_to <= day


def list_heirs(units: Iterable[Unit], day: date) -> dict[int, list[Unit]]:
    """By row id the units of the day that took each over, in the order of the codes; one in force is its own.

    Empty for a unit that nobody took over. One query where a unit has ended, else none.
    """
    units = list(units)
    heirs = {unit.pk: [unit] for unit in units}
    if not any(has_ended(unit, day) for unit in units):
        return heirs
    rows = list(list_versions())
    rows_by_identity = {(row.code, row.valid_from): row for row in rows}
    succession = Succession(build_tree(rows), day)
    versions = {row.pk: build_version(row) for row in rows if row.pk in heirs}
    for unit in units:
        if has_ended(unit, day):
            successors = [heir for heir in succession.find_heirs(versions[unit.pk]) if heir is not None]
            heirs[unit.pk] = [
                rows_by_identity[heir.identity] for heir in sorted(successors, key=lambda heir: heir.code)
            ]
    return heirs


def list_whole_predecessors(units: Collection[Unit], day: date) -> dict[int, list[Unit]]:
    """By row id the ended units that each of these, alone, has taken over by the day. One query."""
    rows = list(list_versions())
    wanted_ids = {(unit.code, unit.valid_from): unit.pk for unit in units}
    succession = Succession(build_tree(rows), day)
    predecessors: dict[int, list[Unit]] = defaultdict(list)
    for row in rows:
        if has_ended(row, day):
            heirs = succession.find_heirs(build_version(row))
            heir = next(iter(heirs)) if len(heirs) == 1 else None
            if heir is not None and heir.identity in wanted_ids:
                predecessors[wanted_ids[heir.identity]].append(row)
    return predecessors


def list_members_today(group: Group, day: date) -> list[Unit]:
    """Returns the units that have the work of a group's members on the day, in the order of the codes.

    Of a group whose area has ended: who took its members of the last day over.
    """
    area = group.within
    if group.levels:
        last_day = day if area.valid_to is None else min(day, area.valid_to - timedelta(days=1))
        members = list_members(group, day=last_day)
    else:
        members = list(group.members.all())
    heirs = {unit.pk: unit for units in list_heirs(members, day).values() for unit in units}
    in_force = [unit for unit in heirs.values() if unit.valid_from <= day and not has_ended(unit, day)]
    return sorted(in_force, key=lambda unit: unit.code)
