"""Lines that an account may see. Outside its scope there are none: 404."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf import permissions
from sokehoach.apps.registers.shelf.catalogue import Register, registers
from sokehoach.apps.registers.shelf.fields import Field, Kind, Value, Values, show
from sokehoach.apps.registers.shelf.models import Entry, Revision
from sokehoach.domain.indicators.element import OptionSet


def registers_of(user: User) -> list[Register]:
    """The registers in which the account may read; 404 where it may read none."""
    found = [each for each in registers().values() if permissions.readable(scope_of(user), each)]
    if not found:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Summary:
    register: Register
    lines: int  # that count, of the year of the day asked for
    last: datetime | None  # when a line was last written


def summaries(user: User, day: date) -> list[Summary]:
    """Each register that the account may read: one query each; 404 where it may read none."""
    return [_summary(user, register, day.year) for register in registers_of(user)]


def _summary(user: User, register: Register, year: int) -> Summary:
    units = permissions.readable(scope_of(user), register)
    told = register.model._default_manager.filter(unit__in=units).aggregate(
        lines=Count("pk", filter=Q(struck=False, day__year=year)), last=Max("updated_at")
    )
    return Summary(register, told["lines"], told["last"])


def register_of(user: User, slug: str) -> Register:
    for register in registers().values():
        if register.slug == slug and permissions.readable(scope_of(user), register):
            return register
    raise Http404


def register_to_write(user: User, slug: str) -> Register:
    register = register_of(user, slug)
    if not writes(user, register):
        raise Http404
    return register


def lines(user: User, register: Register) -> QuerySet[Entry]:
    """All lines of the units in scope, struck ones too: one query, and one for each field of kind MANY."""
    return whole(register).filter(unit__in=permissions.readable(scope_of(user), register))


def whole(register: Register) -> QuerySet[Entry]:
    """Lines with all that `values_of` reads, of every unit."""
    one = (field.name for field in register.of_kind(Kind.ONE))
    many = (field.name for field in register.of_kind(Kind.MANY))
    rows: QuerySet[Entry] = register.model._default_manager.all()
    return rows.select_related("unit", *one).prefetch_related(*many)


def line(user: User, register: Register, entry: UUID) -> Entry:
    found = lines(user, register).filter(pk=entry).first()
    if found is None:
        raise Http404
    return found


def line_to_write(user: User, register: Register, entry: UUID) -> Entry:
    found = line(user, register, entry)
    if not may_write(user, register, found.unit_id):
        raise Http404
    return found


def writes(user: User, register: Register) -> bool:
    return bool(permissions.writable(scope_of(user), register))


def may_write(user: User, register: Register, unit: int) -> bool:
    return unit in permissions.writable(scope_of(user), register)


def units_to_read(user: User, register: Register) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=permissions.readable(scope_of(user), register)))


def units_to_write(user: User, register: Register) -> list[Unit]:
    """Whose events the account may write down: its own unit first."""
    found = Unit.objects.filter(pk__in=permissions.writable(scope_of(user), register))
    return sorted(found, key=lambda unit: unit.pk != user.unit_id)


def values_of(register: Register, row: Entry) -> Values:
    return {field.name: _value(field, row) for field in register.fields}


def _value(field: Field, row: Entry) -> Value:
    held = getattr(row, field.name)
    match field.kind:
        case Kind.ONE:
            return None if held is None else str(held.code)
        case Kind.MANY:
            return [option.code for option in held.all()]
    return cast(Value, held)


def shown(register: Register, values: Values, options: Mapping[str, OptionSet]) -> dict[str, str]:
    return {field.name: show(field, values.get(field.name), options) for field in register.fields}


@dataclass(frozen=True, slots=True)
class Shown:
    label: str
    text: str
    number: bool


def cells(register: Register, row: Entry, options: Mapping[str, OptionSet]) -> list[Shown]:
    """What the list shows of a line, in the order of the register's columns."""
    values = values_of(register, row)
    return [
        Shown(str(each.label), show(each, values[each.name], options), each.kind is Kind.NUMBER)
        for each in map(register.field, register.columns)
    ]


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


def history(register: Register, row: Entry) -> list[tuple[Revision, list[Change]]]:
    """Each revision with what it changed, newest first."""
    found = list(
        Revision.objects.filter(register=register.code, entry=row.pk)
        .select_related("by__unit")
        .order_by("-version")
    )
    before = [*(revision.content for revision in found[1:]), None]
    return [
        (revision, [] if old is None else changes(register, old, revision.content))
        for revision, old in zip(found, before, strict=True)
    ]


def changes(register: Register, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    return [
        Change(str(field.label), before.get(field.name, ""), after.get(field.name, ""))
        for field in register.fields
        if before.get(field.name, "") != after.get(field.name, "")
    ]


def last_change(register: Register, row: Entry) -> Revision:
    return Revision.objects.select_related("by").get(
        register=register.code, entry=row.pk, version=row.version
    )


def identity(register: Register, unit: int, values: Values) -> tuple[object, ...]:
    """Two lines with one identity tell one event twice."""
    return (unit, *(_told(values.get(field.name)) for field in register.fields))


def _told(value: Value) -> object:
    """Blank is blank, however it is held; 0 is not."""
    if value in ("", []):
        return None
    return tuple(sorted(value)) if isinstance(value, list) else value


def fresh_of(register: Register, lines: Sequence[tuple[Unit, Values]]) -> list[tuple[Unit, Values]]:
    """The lines that the register does not hold yet, struck or not: one query, one more for each MANY."""
    days = [day for _unit, values in lines if isinstance(day := values.get("day"), date)]
    if not days:
        return list(lines)
    held = whole(register).filter(
        unit__in={unit.pk for unit, _values in lines}, day__gte=min(days), day__lte=max(days)
    )
    known = {identity(register, row.unit_id, values_of(register, row)) for row in held}
    return [(unit, values) for unit, values in lines if identity(register, unit.pk, values) not in known]
