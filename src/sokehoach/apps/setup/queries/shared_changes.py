"""What a programme's folder changes beside its version: levels, units and policy, which hold in the installation."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, UnitRow
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.queries.exports import InstallationRows, build_installation_rows
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.programmes.difference import Difference


@dataclass(frozen=True, slots=True)
class SharedChanges:
    """`levels`, `groups`: codes of existing ones that become others. `persons`: whether the rule on counts of persons
    differs. `roles`: codes of existing roles that may do more. `new_units`, `changed_units`: rows of units; of the
    latter `moved_units` come under another one.
    """

    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    persons: bool = False
    roles: tuple[str, ...] = ()
    new_units: tuple[Unit, ...] = ()
    changed_units: tuple[Unit, ...] = ()
    moved_units: tuple[Unit, ...] = ()

    @property
    def is_guarded(self) -> bool:
        """Whether it gives an account more than it has, or changes what holds in the whole installation."""
        return self.persons or bool(self.levels or self.groups or self.roles)

    @property
    def is_empty(self) -> bool:
        return not (self.is_guarded or self.new_units or self.changed_units)


def find_shared_changes(programme: ProgrammeDefinition, difference: Difference) -> SharedChanges:
    """Those of a programme as it was read. `difference`: of its version from the one in force.

    Where other programmes use them too, loading keeps existing levels, groups and units as they are: but for a group
    that enters a wall, and a unit that ends. A new programme states where it counts persons, and its roles are granted
    to nobody yet.
    """
    row = Programme.objects.filter(code=programme.code).first()
    has_others = Programme.objects.exclude(code=programme.code).exists()
    forget_answers()  # what is stored now, not what a thread keeps
    installed = build_installation_rows(row.pk if row else None)
    new_units, changed_units, moved_units = _compare_units(programme, installed, has_others=has_others)
    return SharedChanges(
        levels=() if has_others else _compare_levels(programme, installed),
        groups=_compare_groups(programme, installed, has_others=has_others),
        persons=row is not None and programme.policy.persons != installed.policy.persons,
        roles=tuple(
            sorted(
                {
                    change.key
                    for change in difference.changes
                    if change.section == "roles"
                    and change.field in ("actions", "functions")
                    and set(change.new or ()) - set(change.old or ())
                }
            )
        ),
        new_units=new_units,
        changed_units=changed_units,
        moved_units=moved_units,
    )


def list_units_outside(
    changes: SharedChanges, programme: ProgrammeDefinition, allowed_codes: Collection[str]
) -> list[str]:
    """Codes of changed units that are not among the allowed ones, and of new ones that are not below one of these.

    A unit that moves must come from an allowed one to another.
    """
    parents = {row.unit.code: row.unit.parent for row in programme.units}
    new_codes = {unit.code for unit in changes.new_units} - set(allowed_codes)

    def is_below_allowed(code: str | None) -> bool:
        for _step in parents:  # as many steps as there are units: a circle of them ends
            if code is None or code in allowed_codes or code not in new_codes:
                break
            code = parents.get(code)
        return code in allowed_codes

    placed_units = (*changes.new_units, *changes.moved_units)
    return sorted(
        {unit.code for unit in placed_units if not is_below_allowed(unit.parent)}
        | {unit.code for unit in changes.changed_units if unit.code not in allowed_codes}
    )


def _compare_levels(programme: ProgrammeDefinition, installed: InstallationRows) -> tuple[str, ...]:
    return tuple(
        level.code
        for level in programme.levels
        if level.code in installed.levels and to_plain(level) != to_plain(installed.levels[level.code])
    )


def _compare_groups(
    programme: ProgrammeDefinition, installed: InstallationRows, *, has_others: bool
) -> tuple[str, ...]:
    pairs = [(group, installed.policy.groups.get(group.code)) for group in programme.policy.groups]
    return tuple(
        group.code
        for group, stored in pairs
        if stored is not None and (group.wall != stored.wall or (not has_others and group != stored))
    )


def _compare_units(
    programme: ProgrammeDefinition, installed: InstallationRows, *, has_others: bool
) -> tuple[tuple[Unit, ...], tuple[Unit, ...], tuple[Unit, ...]]:
    stored_rows = {row.unit.identity: row for row in installed.units}
    new_units, changed_units, moved_units = [], [], []
    for row in programme.units:
        stored_row = stored_rows.get(row.unit.identity)
        if stored_row is None:
            new_units.append(row.unit)
        elif has_others:
            if stored_row.unit.valid_to is None and row.unit.valid_to is not None:
                changed_units.append(row.unit)
        elif _to_comparable(stored_row) != _to_comparable(row):
            changed_units.append(row.unit)
            if stored_row.unit.parent != row.unit.parent:
                moved_units.append(row.unit)
    return tuple(new_units), tuple(changed_units), tuple(moved_units)


def _to_comparable(row: UnitRow) -> dict[str, Any]:
    """Without its source and its place on the map; a level by its code."""
    unit: dict[str, Any] = to_plain(row.unit)
    return unit | {
        "level": row.unit.level.code,
        "short_name": row.short_name,
        "letterhead": row.letterhead,
        "function": row.function,
        "asked": row.asked,
        "aliases": sorted(row.aliases),
    }
