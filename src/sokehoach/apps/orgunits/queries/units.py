"""Queries units as of a day: the tree, a unit by its written name, borders for maps."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from sokehoach.apps.orgunits.models import Alias, Boundary, Group, Unit
from sokehoach.apps.orgunits.queries.levels import get_levels, is_attached, list_attached_codes
from sokehoach.apps.shell.thread_cache import keep_in_thread
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.shapes import Ring
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit_names import UnitNames
from sokehoach.domain.privacy import fold_unit_name
from sokehoach.domain.text import fold_accents


def as_of(day: date) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


def list_known_units(day: date) -> QuerySet[Unit]:
    """Returns versions that began by that day, the latest of a code last; ended ones are included for their names."""
    return Unit.objects.filter(valid_from__lte=day).order_by("valid_from")


@keep_in_thread
def list_folded_names() -> frozenset[str]:
    """The names of all versions of all units, by `fold_unit_name`."""
    return frozenset(map(fold_unit_name, Unit.objects.values_list("name", flat=True).distinct()))


def list_versions() -> QuerySet[Unit]:
    """Returns all versions of all units, each with its parent, for building a tree."""
    return Unit.objects.select_related("parent")


def build_tree(rows: Iterable[Unit] | None = None) -> Tree:
    """Builds the tree of all versions: one query, none where `list_versions()` is passed in."""
    return Tree(build_version(row) for row in (list_versions() if rows is None else rows))


def build_version(row: Unit) -> orgtree.Unit:
    """Returns the version of a unit that the row stores. No query where its parent is loaded."""
    return orgtree.Unit(
        code=row.code,
        name=row.name,
        level=get_levels()[row.level],
        parent=row.parent.code if row.parent else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=tuple(row.successors),
        other_predecessors=tuple(row.other_predecessors),
    )


def list_members(group: Group, *, day: date) -> list[Unit]:
    """Returns the units that a group's name stands for on that day: of its levels anywhere below its area.

    Of an attached level only those of the area itself: «các sở, ngành» of a province are no agencies of communes.
    """
    if group.levels:
        below = _select_below([group.within_id], day)
        is_member = Q(pk__in=below) & (~Q(level__in=list_attached_codes()) | Q(parent=group.within_id))
        return list(as_of(day).filter(is_member, level__in=group.levels).exclude(pk=group.within_id))
    return list(as_of(day).filter(pk__in=group.members.all()))


def get_unit_area(unit: Unit) -> Unit:
    """Returns the unit's area: itself, or the unit to which an agency belongs."""
    while is_attached(unit) and unit.parent is not None:
        unit = unit.parent
    return unit


def list_units_below_or_ended(tops: Collection[int], day: date) -> QuerySet[Unit]:
    """Returns the units `tops` (row ids), those below them on the day, and all that ended by then."""
    return Unit.objects.filter(Q(pk__in=_select_below(tops, day)) | Q(valid_to__lte=day)).order_by()


def list_areas(day: date) -> QuerySet[Unit]:
    return as_of(day).exclude(level__in=list_attached_codes())


def get_ids_within(area: Unit) -> frozenset[int]:
    """Returns the row ids of the area and of all units ever below it, with one query."""
    return frozenset(Unit.objects.filter(pk__in=_select_below([area.pk])).order_by().values_list("pk", flat=True))


def _select_below(tops: Collection[int], day: date | None = None) -> RawSQL:
    """Selects the row ids of `tops` and of the units below them, on the day or ever.

    A recursive query walks down: a commune costs the same in a district and in the whole country.
    """
    day_filter = "" if day is None else "WHERE unit.valid_from <= %s AND (unit.valid_to IS NULL OR unit.valid_to > %s)"
    walk = f"""
        WITH RECURSIVE below(id) AS (
            SELECT id FROM orgunits_unit WHERE id IN ({", ".join(["%s"] * len(tops))})
            UNION
            SELECT unit.id FROM orgunits_unit unit JOIN below ON unit.parent_id = below.id {day_filter}
        ) SELECT id FROM below"""  # noqa: S608 - what is put in is placeholders
    return RawSQL(walk, (*tops, *(() if day is None else (day, day))))  # noqa: S611


@dataclass(frozen=True, slots=True)
class Borders:
    rings: tuple[Ring, ...]
    source: str
    since: date


def list_borders(codes: Collection[str], day: date) -> dict[str, Borders]:
    """Returns borders by unit code, with one query; empty where none were imported."""
    rows = Boundary.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), code__in=codes, valid_from__lte=day)
    return {
        row.code: Borders(
            tuple(tuple((east, north) for east, north in ring) for ring in row.rings),
            row.source,
            row.valid_from,
        )
        for row in rows
    }


def is_in_force(unit: Unit, day: date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or day < unit.valid_to)


def list_whole_heirs(units: Collection[Unit], day: date) -> dict[int, int]:
    """By unit (row ids) the unit that does its work on the day: itself, or the one that took all of it over.

    None of a dissolved unit that was divided, or that nobody took over. A query for each step of succession.
    """
    heirs = {unit.pk: unit for unit in units}
    while ended := {pk: unit for pk, unit in heirs.items() if not is_in_force(unit, day)}:
        codes = {unit.successors[0] for unit in ended.values() if len(unit.successors) == 1}
        rows = list(Unit.objects.filter(code__in=codes)) if codes else []
        for pk, unit in ended.items():
            heirs.pop(pk)
            if len(unit.successors) == 1 and unit.valid_to is not None:
                code, day_after = unit.successors[0], unit.valid_to
                heir = next((row for row in rows if row.code == code and is_in_force(row, day_after)), None)
                if heir is not None:
                    heirs[pk] = heir
    return {pk: unit.pk for pk, unit in heirs.items()}


def list_aliases(units: Iterable[Unit]) -> dict[int, list[str]]:
    """Returns the further spellings of the units' names by row id, with one query."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for unit, text in Alias.objects.filter(unit__in=[unit.pk for unit in units]).values_list("unit_id", "text"):
        aliases[unit].append(text)
    return aliases


class KnownUnits:
    """Finds units by code, full or short name, and in the other spellings that `UnitNames` accepts.

    An exact name has precedence. A name that fits two units finds neither. `aliases`: further spellings by row id.
    """

    def __init__(self, units: Sequence[Unit], aliases: Mapping[int, Sequence[str]] | None = None) -> None:
        self._rows = {str(unit.pk): unit for unit in units}
        self._exact: dict[str, set[str]] = defaultdict(set)
        for pk, unit in self._rows.items():
            for name in (unit.name, unit.short_name, unit.code):
                self._exact[fold_accents(name)].add(pk)
        self._names = UnitNames(
            {pk: (unit.name, unit.short_name, *(aliases or {}).get(unit.pk, ())) for pk, unit in self._rows.items()}
        )

    def find(self, name: str) -> Unit | None:
        matches = self._exact.get(" ".join(fold_accents(name).split()), set())
        return self._rows.get(next(iter(matches)) if len(matches) == 1 else self._names.find_one(name))
