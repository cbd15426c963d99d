"""Reads the pages that a register has beside its list: what each unit did this year, and what still waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import batched

from django.db.models import Min

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.queries import denominators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_list_order, is_base
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.measure_definitions import (
    MeasureScope,
    ReportingArea,
    ScopedQuery,
    compute_measures,
)
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.register_owners import get_register_scope
from sokehoach.apps.registers.core.reports import get_register_year, get_register_year_window
from sokehoach.domain.periods.working_days import count_working_days
from sokehoach.domain.registers.overview import Overview


@dataclass(frozen=True, slots=True)
class UnitDays:
    """`days`: by the name of each option, the day on which it first stood in the year; None while it has not."""

    name: str
    days: Mapping[str, date | None]

    @property
    def count(self) -> int:
        return sum(day is not None for day in self.days.values())

    @property
    def is_complete(self) -> bool:
        return all(self.days.values())


def list_first_days(user: User, register: RegisterDefinition, overview: Overview, day: date) -> list[UnitDays]:
    """The base areas that the account may read, all of them; a query for each option."""
    field, year = register.field(overview.field), get_register_year_window(user, register.code, day)
    offered = Choices(register, by=user, day=day).offered(field)
    names = {str(code): name for code, name in offered.items() if not overview.options or code in overview.options}
    rows = entries.list_entries(user, register).filter(voided=False, day__gte=year.start, day__lt=year.end)
    first_days: dict[str, dict[int, date]] = {}
    for code in names:
        links = register.storage.find_links(register, field, code)
        chosen_rows = rows.none() if links is None else rows.filter(pk__in=links.rows.values(links.entry_field))
        first_days[code] = dict(chosen_rows.order_by().values_list("unit").annotate(first=Min("day")))
    units: list[Unit] = [unit for unit in entries.list_readable_units(user, register) if is_base(unit)]
    return [
        UnitDays(unit.short_name, {name: first_days[code].get(unit.pk) for code, name in names.items()})
        for unit in units
    ]


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """`days_late`: working days, 0 while there is time."""

    entry: Entry
    due: date
    days_late: int


def list_waiting(user: User, register: RegisterDefinition, overview: Overview, day: date) -> Sequence[WaitingEntry]:
    """What is due first stands first. One query, and those of the entries' values."""
    due, done_on = (register.storage.get_column(register, name) for name in (overview.field, overview.done_on))
    rows = entries.list_entries_with_values(user, register).filter(voided=False)
    waiting = rows.filter(**{f"{due}__isnull": False, f"{done_on}__isnull": True}).order_by(due, "day", "pk")
    return [_build_waiting(entry, getattr(entry, due), day) for entry in waiting]


def _build_waiting(entry: Entry, due: date, day: date) -> WaitingEntry:
    days_late = count_working_days(due, day, holidays.list_holidays(*range(due.year, day.year + 1)))
    return WaitingEntry(entry, due, days_late)


@dataclass(frozen=True, slots=True)
class UnitNumbers:
    """`numbers`: by measure, None where there is nothing to count; `denominator`: None where it is not known."""

    name: str
    numbers: Sequence[int | Decimal | None]
    denominator: int | None


def list_unit_numbers(user: User, register: RegisterDefinition, overview: Overview, day: date) -> list[UnitNumbers]:
    """The base areas that the account may read, and its other units with a number: who keeps the register counts for
    units that do not. One query for all measures.
    """
    measures = register.measures
    if measures is None:
        return []
    year = get_register_year_window(user, register.code, day)
    readable_ids = permissions.list_readable_unit_ids(get_register_scope(user, register.code), register)
    units = sorted(Unit.objects.filter(pk__in=readable_ids), key=lambda unit: (not is_base(unit), get_list_order(unit)))
    scopes = [MeasureScope(ReportingArea(unit), (), year.start, year.end, year.start) for unit in units]
    queries = [MeasureQuery(code) for code in overview.measures]
    results = compute_measures([ScopedQuery(measures, query, scope) for scope in scopes for query in queries])
    denominators_by_unit: dict[int, int] = {}
    if overview.denominator:
        year_number = get_register_year(user, register.code, day).year
        denominators_by_unit = denominators.list_values({unit.pk for unit in units}, overview.denominator, year_number)
    rows = [
        (unit, UnitNumbers(unit.short_name, [result.number for result in of_unit], denominators_by_unit.get(unit.pk)))
        for unit, of_unit in zip(units, batched(results, len(queries)), strict=True)
    ]
    return [row for unit, row in rows if is_base(unit) or any(number is not None for number in row.numbers)]
