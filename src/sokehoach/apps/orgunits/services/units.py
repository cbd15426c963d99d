"""Units, their names and groups, as a pack supplies them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

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


def add_agency(*, parent: Unit, name: str, asked: bool, source: str) -> Unit:
    """An agency of the place under the name as printed, for as long as the place stands; the one that it has already,
    where the name is the same. Part of the write that calls it.
    """
    known = Unit.objects.filter(parent=parent, level=orgtree.Level.AGENCY, folded=fold(name)).first()
    if known is not None:
        return known
    stem = "".join(word[0] for word in fold(name).split() if word[0].isalnum())[:12].upper()
    taken = set(Unit.objects.filter(code__startswith=f"{parent.code}.").values_list("code", flat=True))
    codes = (f"{parent.code}.{stem}{number or ''}" for number in count())
    placed = name if fold(parent.short_name) in fold(name) else f"{name} {parent.short_name}"
    return Unit.objects.create(
        code=next(code for code in codes if code not in taken),
        name=name,
        short_name=placed[:100],
        folded=fold(name),
        level=orgtree.Level.AGENCY,
        asked=asked,
        parent=parent,
        valid_from=parent.valid_from,
        valid_to=parent.valid_to,
        source=source[:300],
    )


@write("groups.keep")
def keep_groups(*, rows: Iterable[GroupRow], by: Model | str, at: datetime) -> Done:
    kept = 0
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
        kept += 1
    return Done(subject="groups", detail={"kept": kept})


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
