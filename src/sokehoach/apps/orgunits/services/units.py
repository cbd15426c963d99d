"""Units, their names and groups, as a pack supplies them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from sokehoach.adapters.pack.pack import UnitRow
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.services import names
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.text.folding import fold


@dataclass(frozen=True, slots=True)
class GroupRow:
    code: str
    name: str
    within: Unit
    levels: tuple[str, ...]
    members: tuple[Unit, ...]
    aliases: tuple[str, ...]
    asked: bool


@write("units.keep")
def keep(*, rows: Iterable[UnitRow], by: Model | str, at: datetime) -> Done:
    """Keep these versions, each under (code, valid_from), parents before their children."""
    kept: dict[tuple[str, object], Unit] = {}
    rows = sorted(rows, key=lambda row: _depth[row.unit.level])
    for row in rows:
        version = row.unit
        parent = _parent(version, kept.values())
        kept[version.identity], _new = Unit.objects.update_or_create(
            code=version.code,
            valid_from=version.valid_from,
            defaults={
                "name": version.name,
                "short_name": row.short_name,
                "letterhead": row.letterhead,
                "folded": fold(version.name),
                "level": version.level.value,
                "function": str(row.function),
                "asked": row.asked,
                "parent": parent,
                "valid_to": version.valid_to,
                "successors": list(version.successors),
                "source": row.source,
                "tile_row": None if row.tile is None else row.tile.row,
                "tile_column": None if row.tile is None else row.tile.column,
            },
        )
        names.learn(unit=kept[version.identity], aliases=row.aliases)
    return Done(subject="units", detail={"kept": len(kept)})


@write("groups.keep")
def keep_groups(*, rows: Iterable[GroupRow], by: Model | str, at: datetime) -> Done:
    count = 0
    for row in rows:
        group, _new = Group.objects.update_or_create(
            code=row.code,
            defaults={
                "name": row.name,
                "within": row.within,
                "levels": list(row.levels),
                "aliases": list(row.aliases),
                "asked": row.asked,
            },
        )
        group.members.set(row.members)
        count += 1
    return Done(subject="groups", detail={"kept": count})


_depth = {
    orgtree.Level.PROVINCE: 0,
    orgtree.Level.DISTRICT: 1,
    orgtree.Level.TOWNSHIP: 2,
    orgtree.Level.COMMUNE: 2,
    orgtree.Level.AGENCY: 3,
}


def _parent(version: orgtree.Unit, kept: Iterable[Unit]) -> Unit | None:
    if version.parent is None:
        return None
    return next(
        unit
        for unit in kept
        if unit.code == version.parent
        and unit.valid_from <= version.valid_from
        and (unit.valid_to is None or unit.valid_to > version.valid_from)
    )
