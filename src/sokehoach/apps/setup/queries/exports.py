"""Builds a programme as it was published, with the units of the installation, to be written as a folder."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Q

from sokehoach.adapters.programme_files.canonical import parse_definition
from sokehoach.adapters.programme_files.definition import PolicyDefinition, ProgrammeDefinition, UnitGroup, UnitRow
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.queries import units as unit_queries
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import DefinitionVersion, PolicyRule
from sokehoach.apps.programmes.queries.policies import build_rule, get_groups
from sokehoach.apps.setup.queries.stored_definition import NOT_STORED
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.orgtree.tiles import Tile
from sokehoach.domain.policy.persons import PersonsRule


@dataclass(frozen=True, slots=True)
class InstallationRows:
    """What a programme's folder has beside its version: levels and units of the installation, policy."""

    levels: Levels
    policy: PolicyDefinition
    units: tuple[UnitRow, ...]


def build_installation_rows(programme: int | None) -> InstallationRows:
    """Those of today; the rule on counts of persons is that of the programme (row id), None for a new one.

    The units are those of all programmes.
    """
    levels = Levels(get_levels())
    rows = unit_queries.list_versions().prefetch_related("aliases")
    return InstallationRows(
        levels=levels,
        policy=_build_policy(programme, levels),
        units=tuple(_build_unit(row, _get_tile(row)) for row in rows),
    )


def build_published_programme(code: str, number: int | None = None) -> ProgrammeDefinition:
    """A version of a programme, the published one by default; NotFoundError where there is none.

    Levels, units and groups are those of today: they belong to the installation. Of them the programme has the tree of
    its unit, and the groups and places on the map of units that are in force on its first day.
    """
    versions = DefinitionVersion.objects.filter(programme__code=code).select_related("programme__unit")
    chosen = Q(state=DefinitionVersion.State.PUBLISHED) if number is None else Q(number=number)
    version = versions.filter(chosen).first()
    if version is None:
        raise NotFoundError
    levels = Levels(get_levels())
    definition = parse_definition(json.loads(version.definition))
    tree = _list_tree(version.programme.unit)
    in_force = {row.pk for row in tree if unit_queries.build_version(row).in_force(definition.valid_from)}
    groups = Group.objects.filter(within__in=in_force).select_related("within").prefetch_related("members")
    return replace(
        definition,
        levels=levels,
        policy=_build_policy(version.programme_id, levels),
        units=tuple(_build_unit(row, _get_tile(row) if row.pk in in_force else None) for row in tree),
        groups=tuple(_build_group(row, in_force) for row in groups),
    )


def _list_tree(unit: Unit | None) -> list[Unit]:
    """All versions of the units that were ever in one tree with the unit, or that continue one of it; of the whole
    installation without a unit.
    """
    rows = [*unit_queries.list_versions().prefetch_related("aliases")]
    if unit is None:
        return rows
    edges: dict[str, set[str]] = {row.code: set() for row in rows}
    for row in rows:
        for code in (*row.successors, *([row.parent.code] if row.parent else [])):
            edges[row.code].add(code)
            edges[code].add(row.code)
    codes, next_codes = {unit.code}, [unit.code]
    while next_codes:
        new_codes = edges[next_codes.pop()] - codes
        codes |= new_codes
        next_codes += new_codes
    return [row for row in rows if row.code in codes]


def _build_policy(programme: int | None, levels: Levels) -> PolicyDefinition:
    row = PolicyRule.objects.filter(programme=programme).order_by("pk").last()
    return PolicyDefinition(get_groups(), PersonsRule() if row is None else build_rule(row, levels))


def _get_tile(row: Unit) -> Tile | None:
    return None if row.tile_row is None or row.tile_column is None else Tile(row.tile_row, row.tile_column)


def _build_unit(row: Unit, tile: Tile | None) -> UnitRow:
    return UnitRow(
        unit=unit_queries.build_version(row),
        short_name=row.short_name,
        letterhead=row.letterhead or row.name,  # agencies that a plan named had none
        source=row.source,
        function=row.function,
        asked=row.asked,
        aliases=tuple(alias.text for alias in row.aliases.all()),
        tile=tile,
    )


def _build_group(row: Group, in_force: Collection[int]) -> UnitGroup:
    return UnitGroup(
        code=row.code,
        name=row.name,
        within=row.within.code,
        levels=tuple(row.levels),
        members=tuple(member.code for member in row.members.all() if member.pk in in_force),
        aliases=tuple(row.aliases),
        asked=row.asked,
        source=NOT_STORED,
    )
