"""Stores units, their aliases, the groups that plans name, and borders of areas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Model

from sokehoach.adapters.programme_files.definition import UnitRow
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Alias, Boundary, Group, Unit, UnitLevel
from sokehoach.apps.orgunits.queries import levels as level_queries
from sokehoach.apps.orgunits.queries import units as unit_queries
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.level import Levels, find_level_problems
from sokehoach.domain.orgtree.shapes import Ring, simplify_shapes
from sokehoach.domain.orgtree.tree import InvalidTreeError
from sokehoach.domain.text import fold_accents


@dataclass(frozen=True, slots=True)
class GroupRow:
    code: str
    name: str
    within: Unit
    levels: tuple[str, ...]
    members: tuple[Unit, ...]
    aliases: tuple[str, ...]
    asked: bool


@write("levels.keep")
def import_levels(*, levels: Levels, by: Model | str, at: datetime, keeps_existing: bool = False) -> ServiceResult:
    """Store these levels by code; levels of the installation that are not among them stay as they are.

    `keeps_existing`: levels that are there stay as they are, since another programme uses them, and sentences name new
    ones after them. Raises ActionRefused where the levels contradict those of the installation.
    """
    installed_levels = level_queries.get_levels()
    levels = Levels(level for level in levels if not keeps_existing or level.code not in installed_levels)
    new_codes = {level.code for level in levels}
    all_levels = (*levels, *(level for level in installed_levels if level.code not in new_codes))
    if problems := find_level_problems(all_levels):
        code, reason = problems[0]
        raise ActionRefused(say("Cấp «%(code)s»: %(reason)s.", code=code, reason=reason))
    last = UnitLevel.objects.aggregate(last=Max("position"))["last"] if keeps_existing else None
    UnitLevel.objects.bulk_create(
        [
            UnitLevel(
                code=level.code,
                position=position,
                rank=level.rank,
                name=level.name,
                plural=level.plural,
                english=level.english,
                english_plural=level.english_plural,
                attached=level.attached,
                consolidates=level.consolidates,
                counts_persons=level.counts_persons,
            )
            for position, level in enumerate(levels, 0 if last is None else last + 1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            field.name for field in UnitLevel._meta.concrete_fields if not (field.primary_key or field.unique)
        ],
    )
    forget_answers()
    return ServiceResult(subject="levels", detail={"kept": len(new_codes)})


@write("units.keep")
def import_units(
    *, rows: Iterable[UnitRow], by: Model | str, at: datetime, keeps_existing: bool = False
) -> ServiceResult:
    """Store these versions by (code, valid_from), parents before their children.

    `keeps_existing`: versions that are there stay as they are, since another programme uses them; one that was still in
    force may end, with its successors. Units attached to an area that ends, and not named here, end with it. Raises
    ActionRefused for a level that the installation does not have, and where the versions stored and those named
    contradict each other.
    """
    stored_units = {(unit.code, unit.valid_from): unit for unit in Unit.objects.select_related("parent")}
    unit_by_identity: dict[tuple[str, object], Unit] = {}
    new_units, changed_units, aliases = [], [], []
    installed_levels = level_queries.get_levels()
    rows = sorted(rows, key=lambda row: installed_levels[row.unit.level.code].sort_key)
    for row in rows:
        version = row.unit
        if version.level.code not in installed_levels:
            message = say("%(unit)s: phần mềm không có cấp «%(level)s».")
            raise ActionRefused(message % {"unit": version.name, "level": version.level.code})
        parent = _find_parent(version, unit_by_identity.values())
        columns = {
            "name": version.name,
            "short_name": row.short_name,
            "letterhead": row.letterhead,
            "folded": fold_accents(version.name),
            "level": version.level.code,
            "function": str(row.function),
            "asked": row.asked,
            "parent": parent,
            "valid_to": version.valid_to,
            "successors": list(version.successors),
            "other_predecessors": list(version.other_predecessors),
            "source": row.source,
            "tile_row": None if row.tile is None else row.tile.row,
            "tile_column": None if row.tile is None else row.tile.column,
        }
        unit = stored_units.get((version.code, version.valid_from))
        is_new = unit is None
        if unit is None:
            unit = Unit(code=version.code, valid_from=version.valid_from, **columns)
            new_units.append(unit)
        elif not keeps_existing and any(getattr(unit, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(unit, name, value)
            changed_units.append(unit)
        unit_by_identity[version.identity] = unit
        if is_new or not keeps_existing:
            aliases += [Alias(unit=unit, text=text, folded=fold_accents(text)) for text in row.aliases]
        else:
            _end_version(unit, version)
    _create_units(new_units)
    for unit in changed_units:
        unit.save()
    Alias.objects.bulk_create(aliases, ignore_conflicts=True)
    _end_attached_units(unit_by_identity.values())
    try:
        unit_queries.build_tree()
    except InvalidTreeError as error:
        raise ActionRefused(error.message_vi) from error
    forget_answers()
    return ServiceResult(subject="units", detail={"kept": len(unit_by_identity)})


def _create_units(units: list[Unit]) -> None:
    """Create the units, those of which the parent is stored first."""
    while units:
        Unit.objects.bulk_create([unit for unit in units if unit.parent is None or unit.parent.pk is not None])
        units = [unit for unit in units if unit.pk is None]


def _end_version(unit: Unit, version: orgtree.Unit) -> None:
    """End a stored version that is still in force on the day on which the named one ends."""
    if unit.valid_to is None and version.valid_to is not None:
        unit.valid_to, unit.successors = version.valid_to, list(version.successors)
        unit.save(update_fields=["valid_to", "successors"])


def _end_attached_units(imported_units: Iterable[Unit]) -> None:
    """End what is attached to areas that ended and whose code did not go on, as agencies that a plan named."""
    units = list(imported_units)
    codes_by_start = {(unit.code, unit.valid_from) for unit in units}
    ends = {
        unit.pk: unit.valid_to
        for unit in units
        if unit.valid_to is not None and (unit.code, unit.valid_to) not in codes_by_start
    }
    attached = Unit.objects.filter(level__in=level_queries.list_attached_codes(), parent__in=ends)
    for unit in attached.exclude(pk__in=[unit.pk for unit in units]):
        end = ends[unit.parent_id or 0]
        if unit.valid_to is None or unit.valid_to > end:
            unit.valid_to = end
            unit.save(update_fields=["valid_to"])


def add_agency(*, parent: Unit, name: str, asked: bool, source: str) -> Unit:
    """Adds an agency of the area under its printed name, with the area's dates, within the caller's write.

    Returns the existing agency where the name is the same.
    """
    level = next(iter(level_queries.get_levels().attached), None)
    if level is None:
        raise ActionRefused(say("Phần mềm chưa có cấp nào cho cơ quan trực thuộc."))
    attached_codes = level_queries.list_attached_codes()
    existing = Unit.objects.filter(parent=parent, level__in=attached_codes, folded=fold_accents(name)).first()
    if existing is not None:
        return existing
    prefix = f"{parent.code}."
    taken_codes = Unit.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    suffix = orgtree.make_agency_suffix(name, {code.removeprefix(prefix) for code in taken_codes})
    local_name = name if fold_accents(parent.short_name) in fold_accents(name) else f"{name} {parent.short_name}"
    return Unit.objects.create(
        code=f"{prefix}{suffix}",
        name=name,
        short_name=local_name[:100],
        letterhead=local_name,
        folded=fold_accents(name),
        level=level.code,
        asked=asked,
        parent=parent,
        valid_from=parent.valid_from,
        valid_to=parent.valid_to,
        source=source[:300],
    )


@write("groups.keep")
def import_groups(
    *, rows: Iterable[GroupRow], by: Model | str, at: datetime, keeps_existing: bool = False
) -> ServiceResult:
    """Store unit groups by code; with `keeps_existing` only those that are not there."""
    save_group = Group.objects.get_or_create if keeps_existing else Group.objects.update_or_create
    group_count = 0
    for row in rows:
        group, is_new = save_group(
            code=row.code,
            defaults={
                "name": row.name,
                "within": row.within,
                "levels": list(row.levels),
                "aliases": list(row.aliases),
                "asked": row.asked,
            },
        )
        if is_new or not keeps_existing:
            group.members.set(row.members)
        group_count += 1
    return ServiceResult(subject="groups", detail={"kept": group_count})


def _find_parent(version: orgtree.Unit, units: Iterable[Unit]) -> Unit | None:
    if version.parent is None:
        return None
    return next(
        unit
        for unit in units
        if unit.code == version.parent
        and unit.valid_from <= version.valid_from
        and (unit.valid_to is None or unit.valid_to > version.valid_from)
    )


def add_aliases(*, unit: Unit, aliases: Iterable[str]) -> None:
    Alias.objects.bulk_create(
        [Alias(unit=unit, text=text, folded=fold_accents(text)) for text in aliases], ignore_conflicts=True
    )


def add_alias_in_province(*, unit: Unit, alias: str) -> None:
    """Adds the alias to the unit and, for an agency, to agencies of the same name in its province.

    «Phòng TC-KH» is written so by all offices of a province, and means each district's own.
    """
    for named_unit in [unit, *_list_namesakes(unit)]:
        add_aliases(unit=named_unit, aliases=[alias])


def add_group_alias(*, group: Group, alias: str) -> None:
    if fold_accents(alias) not in {fold_accents(text) for text in (group.name, *group.aliases)}:
        group.aliases = [*group.aliases, alias]
        group.save(update_fields=["aliases"])


def _list_namesakes(unit: Unit) -> list[Unit]:
    if not level_queries.is_attached(unit):
        return []
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    namesakes = Unit.objects.filter(folded=unit.folded, level=unit.level).exclude(pk=unit.pk)
    return [namesake for namesake in namesakes if _get_top(namesake.pk, parents) == _get_top(unit.pk, parents)]


def _get_top(unit: int, parents: Mapping[int, int | None]) -> int:
    while (parent := parents.get(unit)) is not None:
        unit = parent
    return unit


@write("boundaries.keep")
def import_boundaries(
    *, rings: Mapping[str, Sequence[Ring]], since: date, source: str, by: Any, at: datetime
) -> ServiceResult:
    """Store the borders of units from a day on; earlier ones end there, those of the same day are replaced.

    Raises ActionRefused where borders of a later day exist, since the new ones would overlap them.
    """
    rows = Boundary.objects.filter(code__in=rings)
    later_boundary = rows.filter(valid_from__gt=since).order_by("code").first()
    if later_boundary is not None:
        raise ActionRefused(
            say(
                "Đơn vị %(code)s đã có ranh giới từ ngày %(day)s, sau ngày đang nhập.",
                code=later_boundary.code,
                day=write_day(later_boundary.valid_from),
            )
        )
    rows.filter(valid_from=since).delete()
    rows.filter(valid_to__isnull=True).update(valid_to=since)
    Boundary.objects.bulk_create(
        Boundary(code=code, valid_from=since, rings=shape, source=source, imported_at=at)
        for code, shape in simplify_shapes(rings).items()
    )
    return ServiceResult(subject="boundaries", detail={"kept": len(rings), "source": source})
