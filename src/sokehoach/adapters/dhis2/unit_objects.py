"""Units, their levels and their kinds as DHIS2's organisation units, levels and groups.

DHIS2 has one tree without time, so each version of a unit is an organisation unit with the days on which it opened and
closed. Its level is the depth in the tree; ours is a group of units.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sokehoach.adapters.dhis2 import uids
from sokehoach.adapters.dhis2.attributes import build_attribute_values
from sokehoach.adapters.dhis2.object_fields import ObjectReference
from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.domain.orgtree.level import Level, format_levels
from sokehoach.domain.policy.groups import GENERAL

type UnitKey = tuple[str, date]  # code, first day
type Objects = dict[str, dict[str, dict[str, Any]]]  # list → UID → object

_GROUP_SET = "level"


@dataclass(frozen=True, slots=True)
class UnitSource:
    """One version of a unit. `valid_to`: the first day on which it is no more."""

    code: str
    name: str
    short_name: str
    level: Level
    parent: UnitKey | None
    valid_from: date
    valid_to: date | None = None
    letterhead: str = ""
    function: str = GENERAL
    asked: bool = False
    successors: tuple[str, ...] = ()
    source: str = ""

    @property
    def key(self) -> UnitKey:
        return self.code, self.valid_from


def make_unit_uid(key: UnitKey) -> str:
    return uids.make_uid("organisationUnit", key[0], key[1].isoformat())


def make_group_uid(level: str) -> str:
    """The UID of the group that holds the units of a level."""
    return uids.make_uid("organisationUnitGroup", level)


def format_day(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000"


def build_unit_objects(units: Iterable[UnitSource]) -> Objects:
    """Organisation units, levels, groups and group sets. A unit whose parent is not among them has none."""
    by_key = {unit.key: unit for unit in units}
    paths = {key: _list_path(unit, by_key) for key, unit in by_key.items()}
    children: dict[UnitKey, list[UnitSource]] = defaultdict(list)
    for unit in by_key.values():
        if unit.parent in by_key:
            children[unit.parent].append(unit)
    items = {make_unit_uid(key): _build_unit(unit, paths[key], children[key]) for key, unit in by_key.items()}
    return {
        "organisationUnits": items,
        "organisationUnitLevels": _build_levels(by_key.values(), paths),
        **_build_groups(by_key.values()),
    }


def _list_path(unit: UnitSource, by_key: dict[UnitKey, UnitSource]) -> list[UnitSource]:
    path = [unit]
    while (parent := path[0].parent) is not None and parent in by_key and len(path) <= len(by_key):
        path.insert(0, by_key[parent])
    return path


def _build_unit(unit: UnitSource, path: list[UnitSource], children: list[UnitSource]) -> dict[str, Any]:
    return {
        "id": make_unit_uid(unit.key),
        "code": unit.code,
        "name": unit.name,
        "displayName": unit.name,
        "shortName": unit.short_name[:50],
        "displayShortName": unit.short_name[:50],
        "level": len(path),
        "path": "".join(f"/{make_unit_uid(part.key)}" for part in path),
        "parent": ObjectReference("organisationUnits", make_unit_uid(path[-2].key)) if len(path) > 1 else None,
        "ancestors": [ObjectReference("organisationUnits", make_unit_uid(part.key)) for part in path[:-1]],
        "children": [ObjectReference("organisationUnits", make_unit_uid(child.key)) for child in children],
        "leaf": not children,
        "openingDate": format_day(unit.valid_from),
        "closedDate": None if unit.valid_to is None else format_day(unit.valid_to - timedelta(days=1)),
        "organisationUnitGroups": [ObjectReference("organisationUnitGroups", make_group_uid(unit.level.code))],
        "attributeValues": build_attribute_values(
            {name: getattr(unit, name) for name in ("letterhead", "function", "asked", "successors", "source")}
        ),
    }


def _build_levels(units: Iterable[UnitSource], paths: dict[UnitKey, list[UnitSource]]) -> dict[str, dict[str, Any]]:
    by_depth: dict[int, list[Level]] = defaultdict(list)
    for unit in units:
        by_depth[len(paths[unit.key])].append(unit.level)
    return {
        uids.make_uid("organisationUnitLevel", str(depth)): {
            "id": uids.make_uid("organisationUnitLevel", str(depth)),
            "level": depth,
            "name": format_levels(levels, 1),
            "displayName": format_levels(levels, 1),
        }
        for depth, levels in sorted(by_depth.items())
    }


def _build_groups(units: Iterable[UnitSource]) -> Objects:
    members: dict[str, list[UnitSource]] = defaultdict(list)
    for unit in units:
        members[unit.level.code].append(unit)
    set_uid = uids.make_uid("organisationUnitGroupSet", _GROUP_SET)
    groups = {
        make_group_uid(code): {
            "id": make_group_uid(code),
            "code": code,
            "name": rows[0].level.name,
            "displayName": rows[0].level.name,
            "shortName": rows[0].level.name[:50],
            "organisationUnits": [ObjectReference("organisationUnits", make_unit_uid(row.key)) for row in rows],
            "groupSets": [ObjectReference("organisationUnitGroupSets", set_uid)],
            "attributeValues": build_attribute_values(to_plain(rows[0].level)),
        }
        for code, rows in sorted(members.items())
    }
    group_set = {
        "id": set_uid, "code": _GROUP_SET, "name": "Cấp", "displayName": "Cấp", "shortName": "Cấp",
        "compulsory": True,
        "organisationUnitGroups": [ObjectReference("organisationUnitGroups", uid) for uid in groups],
    }  # fmt: skip
    return {"organisationUnitGroups": groups, "organisationUnitGroupSets": {set_uid: group_set}}
