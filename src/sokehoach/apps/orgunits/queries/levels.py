"""Queries the levels of the installation, and what the level of a unit means."""

from collections.abc import Collection
from dataclasses import fields

from django.db.models import Exists, Min, OuterRef, Q

from sokehoach.apps.orgunits.models import Unit, UnitLevel
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.thread_cache import keep_in_thread
from sokehoach.domain.orgtree import level as orgtree
from sokehoach.domain.orgtree.level import LevelKind, Levels
from sokehoach.domain.orgtree.unit_names import find_seat

_LEVEL_COLUMNS = tuple(field.name for field in fields(orgtree.Level))


@keep_in_thread
def get_levels() -> Levels:
    """Returns the levels, and which of them have a unit in force. One query."""
    today = clock.today()
    in_force = Unit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today), level=OuterRef("code"), valid_from__lte=today
    )
    rows = list(UnitLevel.objects.annotate(in_use=Exists(in_force)).values(*_LEVEL_COLUMNS, "in_use"))
    in_use = [row["code"] for row in rows if row.pop("in_use")]
    return Levels([orgtree.Level(**row) for row in rows], in_use)


def is_attached(unit: Unit) -> bool:
    return get_levels()[unit.level].attached


def get_list_order(unit: Unit) -> tuple[bool, int, str]:
    """The key by which a list for people names units: areas in the order of the national list of codes, then agencies
    as the programmes list them, which is the order of protocol of their plans; their codes are ours. An agency that
    gets another name keeps its place.
    """
    attached = is_attached(unit)
    return attached, _get_first_rows().get(unit.code, unit.pk or 0) if attached else 0, unit.code


@keep_in_thread
def _get_first_rows() -> dict[str, int]:
    """The id of the first row of each agency, by code. One query."""
    rows = Unit.objects.filter(level__in=list_attached_codes()).order_by()
    return dict(rows.values_list("code").annotate(first=Min("pk")))


def is_base(unit: Unit) -> bool:
    """Whether the unit is an area that reports and consolidates nothing: a commune, a ward."""
    return get_levels()[unit.level].is_base


def consolidates(unit: Unit) -> bool:
    return get_levels()[unit.level].consolidates


def is_of_kind(unit: Unit, kinds: Collection[LevelKind]) -> bool:
    return get_levels()[unit.level].kind in kinds


def list_attached_codes() -> list[str]:
    return [level.code for level in get_levels().attached]


def list_area_codes() -> list[str]:
    return [level.code for level in get_levels().areas]


def has_base_units() -> bool:
    """Whether the installation has a unit that reports and consolidates nothing; a commune alone has none."""
    levels = get_levels()
    return any(level.code in levels.in_use for level in levels.base)


def list_base_codes() -> list[str]:
    return [level.code for level in get_levels().base]


def list_consolidating_codes() -> list[str]:
    return [level.code for level in get_levels().consolidating]


def get_place_name(unit: Unit) -> str:
    """Returns the name of an area as the place of a document, without the name of its level.

    An area that is named by a number keeps the name of its level before it (NĐ 30/2020, Phụ lục I, II.4). An
    organisation has its seat: «Lào Cai» of «Sở Công Thương tỉnh Lào Cai», «Hà Nội» of a ministry.
    """
    if not unit.has_committee:
        return find_seat(unit.name) or unit.short_name
    level_name = get_levels()[unit.level].name
    if not unit.name.lower().startswith(f"{level_name.lower()} "):
        return unit.short_name
    proper_name = unit.name[len(level_name) + 1 :]
    return unit.name if proper_name[:1].isdigit() else proper_name
