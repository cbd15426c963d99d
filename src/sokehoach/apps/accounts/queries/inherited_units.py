"""Finds the ended units whose whole territory passed to units in an account's reach."""

from collections import defaultdict
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import ScopeUnit, get_reach


def list_inherited_units(user: User, day: date, unit_ids: frozenset[int]) -> list[ScopeUnit]:
    """Returns the units ended by the day whose whole territory passed to these units (row ids), directly or not."""
    units_by_code: dict[str, list[ScopeUnit]] = defaultdict(list)
    ended_units: list[tuple[date, ScopeUnit]] = []
    for unit in get_reach(user, day).units:
        units_by_code[unit.code].append(unit)
        if unit.ends_on is not None and unit.ends_on <= day and unit.successors:
            ended_units.append((unit.ends_on, unit))
    inherited_units: dict[int, ScopeUnit] = {}
    for ends_on, unit in sorted(ended_units, key=lambda pair: pair[0], reverse=True):  # heirs before those they follow
        heirs = [next((heir for heir in units_by_code[code] if heir.on(ends_on)), None) for code in unit.successors]
        if all(heir is not None and (heir.pk in unit_ids or heir.pk in inherited_units) for heir in heirs):
            inherited_units[unit.pk] = unit
    return list(inherited_units.values())
