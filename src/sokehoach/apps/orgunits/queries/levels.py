"""Queries the levels of the installation, and what the level of a unit means.

Nearly every page asks, so a thread keeps the answer of a day for a few seconds. `forget_levels` ends it at once: levels
and units change only by commands of set-up.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from threading import local

from django.db.models import Exists, OuterRef, Q

from sokehoach.apps.orgunits.models import Unit, UnitLevel
from sokehoach.apps.shell import clock
from sokehoach.domain.orgtree import level as orgtree
from sokehoach.domain.orgtree.level import LevelKind, Levels

_SECONDS = 5.0
_LEVEL_COLUMNS = tuple(field.name for field in fields(orgtree.Level))


@dataclass(frozen=True, slots=True)
class _LevelCache:
    levels: Levels
    day: date
    valid_until: float


_thread = local()


def get_levels() -> Levels:
    """Returns the levels, and which of them have a unit in force. One query, none where the thread keeps the answer."""
    cache: _LevelCache | None = getattr(_thread, "cache", None)
    today = clock.today()
    if cache is None or cache.day != today or cache.valid_until < time.monotonic():
        cache = _LevelCache(_load_levels(today), today, time.monotonic() + _SECONDS)
        _thread.cache = cache
    return cache.levels


def forget_levels() -> None:
    _thread.cache = None


def is_attached(unit: Unit) -> bool:
    return get_levels()[unit.level].attached


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


def list_base_codes() -> list[str]:
    return [level.code for level in get_levels().base]


def list_consolidating_codes() -> list[str]:
    return [level.code for level in get_levels().consolidating]


def _load_levels(today: date) -> Levels:
    in_force = Unit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today), level=OuterRef("code"), valid_from__lte=today
    )
    rows = list(UnitLevel.objects.annotate(in_use=Exists(in_force)).values(*_LEVEL_COLUMNS, "in_use"))
    in_use = [row["code"] for row in rows if row.pop("in_use")]
    return Levels([orgtree.Level(**row) for row in rows], in_use)
