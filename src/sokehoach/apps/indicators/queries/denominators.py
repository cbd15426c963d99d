"""Queries denominators by unit, kind and year. An unknown one is missing, never 0."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from django.db.models import StringAgg, TextField, Value
from django.db.models.functions import Cast

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import Denominator, Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import list_area_codes
from sokehoach.apps.shell.outcomes import NotFoundError

OPTION_SET = "denominator"  # code of the programme's option set of kinds


@dataclass(frozen=True, slots=True)
class DenominatorRow:
    unit: Unit
    denominators: tuple[Denominator | None, ...]  # in the order of the kinds
    writes: bool


@dataclass(frozen=True, slots=True)
class DenominatorTable:
    year: int
    kinds: tuple[Option, ...]
    rows: tuple[DenominatorRow, ...]

    @property
    def writes(self) -> bool:
        return any(row.writes for row in self.rows)

    @property
    def unknown(self) -> int:
        return sum(denominator is None for row in self.rows for denominator in row.denominators)


def list_kinds() -> tuple[Option, ...]:
    return tuple(Option.objects.filter(option_set__uid=OPTION_SET).order_by("position"))


def name_denominator(kind: str) -> str:
    """What a kind is called, by code; the code of an unknown one."""
    return next((option.name for option in list_kinds() if option.code == kind), kind)


def list_areas(user: User, *, write: bool = False) -> list[Unit]:
    """Returns the areas of every level in the account's scope: denominators belong to areas, not to agencies."""
    scope = scope_of(user)
    unit_ids = permissions.list_writable_units(scope) if write else permissions.list_readable_units(scope)
    return list(Unit.objects.filter(pk__in=unit_ids, level__in=list_area_codes()).order_by("code"))


def load_table(user: User, year: int) -> DenominatorTable:
    """Loads the table with three queries; NotFoundError where the account reads no area."""
    units, kind_options = list_areas(user), list_kinds()
    if not units:
        raise NotFoundError
    writable_ids = permissions.list_writable_units(scope_of(user))
    stored = {
        (row.unit_id, row.kind_id): row
        for row in Denominator.objects.filter(unit__in=units, year=year).select_related("updated_by")
    }
    rows = tuple(
        DenominatorRow(unit, tuple(stored.get((unit.pk, kind.pk)) for kind in kind_options), unit.pk in writable_ids)
        for unit in units
    )
    return DenominatorTable(year, kind_options, rows)


def list_values(units: Collection[int], kind: str, year: int) -> dict[int, int]:
    """Returns values by unit (row id), for targets and indicators; a unit without a value is missing."""
    return list_values_of_years(units, [kind], [year])[kind, year]


def list_values_of_years(
    units: Collection[int] | None, kinds: Collection[str], years: Collection[int]
) -> dict[tuple[str, int], dict[int, int]]:
    """Returns `list_values` by kind and year, each of which is there; None: of all units. One query.

    The database gives one row for each kind and year: a row for each unit took three times as long.
    """
    values: dict[tuple[str, int], dict[int, int]] = {key: {} for key in product(kinds, years)}
    rows = Denominator.objects.filter(kind__option_set__uid=OPTION_SET, kind__code__in=kinds, year__in=years)
    if units is not None:
        rows = rows.filter(unit__in=units)
    rows_by_year = rows.order_by().values("kind__code", "year")
    for row in rows_by_year.annotate(units=_list_as_text("unit_id"), numbers=_list_as_text("value")):
        unit_ids, numbers = (map(int, text.split(",")) for text in (row["units"], row["numbers"]))
        values[row["kind__code"], row["year"]].update(zip(unit_ids, numbers, strict=True))
    return values


def _list_as_text(column: str) -> StringAgg:
    return StringAgg(Cast(column, TextField()), Value(","))


def list_denominators(user: User, years: Sequence[int]) -> list[Denominator]:
    """Returns the rows for Excel, by unit, year, kind."""
    rows = Denominator.objects.filter(unit__in=list_areas(user), year__in=years)
    return list(rows.select_related("unit", "kind").order_by("unit__code", "year", "kind__position"))
