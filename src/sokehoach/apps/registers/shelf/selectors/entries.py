"""Lines that an account may see. Outside its scope there are none: 404."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import remembered, scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors.units import area_of, within
from sokehoach.apps.registers.shelf import permissions
from sokehoach.apps.registers.shelf.catalogue import Register, registers
from sokehoach.apps.registers.shelf.fields import NUMBERS, SEVERAL, Field, Kind, Names, Value, Values, show
from sokehoach.apps.registers.shelf.models import Entry, Revision
from sokehoach.apps.registers.shelf.selectors.choices import staff_name
from sokehoach.apps.registers.shelf.selectors.keepers import keepers_for, kept_among
from sokehoach.apps.registers.shelf.words import searchable
from sokehoach.apps.shell import clock

_NOT_SEARCHED = (*NUMBERS, Kind.YEAR, Kind.DAY, Kind.QUARTER, Kind.FLAG)


def registers_of(user: User) -> list[Register]:
    """The registers that are kept where the account may read; none where it may read none."""
    return [each for each in registers().values() if _opens(user, each)]


def register_of(user: User, slug: str) -> Register:
    for register in registers().values():
        if register.slug == slug and _opens(user, register):
            return register
    raise Http404


def register_to_write(user: User, slug: str) -> Register:
    register = register_of(user, slug)
    if not (register.by_hand and writes(user, register)):
        raise Http404
    return register


def _opens(user: User, register: Register) -> bool:
    kept = keepers_for(user)[register.code]
    mine_there = permissions.readable(scope_of(user), register) & kept
    return bool(mine_there) or _checked_area(user, register) is not None


def _checked_area(user: User, register: Register) -> Unit | None:
    """The area whose lines the account reads to check them; None where it checks none, or its scope holds it anyway."""
    if not register.read_by_keepers_of or not writes(user, registers()[register.read_by_keepers_of]):
        return None
    area = area_of(user.unit)
    return None if area.pk in permissions.readable(scope_of(user), register) else area


def readable(user: User, register: Register) -> frozenset[int]:
    """Row ids of the units whose lines the account reads: those in its scope, and those of the area that it checks."""
    units = permissions.readable(scope_of(user), register)
    area = _checked_area(user, register)
    if area is None:
        return units
    known, key = remembered(user), ("within", area.pk)
    if key not in known:
        known[key] = within(area)
    below: frozenset[int] = known[key]
    return units | below


def mine(user: User, register: Register) -> QuerySet[Entry]:
    """The lines that the account may read, struck ones too, but those that do not exist for it."""
    rows: QuerySet[Entry] = register.model._default_manager.filter(unit__in=readable(user, register))
    return rows if register.seen is None else register.seen(rows, user)


def lines(user: User, register: Register) -> QuerySet[Entry]:
    """The same with all that `values_of` reads: one query, and one for each field of several values."""
    return _with_all(register, mine(user, register))


def whole(register: Register) -> QuerySet[Entry]:
    """Lines with all that `values_of` reads, of every unit."""
    return _with_all(register, register.model._default_manager.all())


def _with_all(register: Register, rows: QuerySet[Entry]) -> QuerySet[Entry]:
    one = (field.name for field in register.of_kind(Kind.ONE, Kind.UNIT, Kind.LINE))
    many = (
        f"{field.name}__unit" if field.kind is Kind.STAFF else field.name
        for field in register.of_kind(*SEVERAL)
    )
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
    return bool(writable(user, register))


def may_write(user: User, register: Register, unit: int) -> bool:
    return unit in writable(user, register)


def writable(user: User, register: Register, day: date | None = None) -> frozenset[int]:
    """The units that keep the register and for which the account writes."""
    kept = keepers_for(user, day or clock.today())[register.code]
    units = permissions.writable(scope_of(user, day), register) & kept
    return units & {user.unit_id} if register.own_unit_only else units


def units_to_read(user: User, register: Register) -> list[Unit]:
    if _checked_area(user, register) is not None:
        return kept_among(Unit.objects.filter(pk__in=readable(user, register)), register.code, clock.today())
    kept = keepers_for(user)[register.code]
    return list(Unit.objects.filter(pk__in=permissions.readable(scope_of(user), register) & kept))


def units_to_write(user: User, register: Register) -> list[Unit]:
    """Whose events the account may write down: its own unit first."""
    found = Unit.objects.filter(pk__in=writable(user, register))
    return sorted(found, key=lambda unit: unit.pk != user.unit_id)


def values_of(register: Register, row: Entry) -> Values:
    return {field.name: _value(field, row) for field in register.fields}


def _value(field: Field, row: Entry) -> Value:
    match field.kind:
        case Kind.LINE:
            return cast(Value, getattr(row, f"{field.name}_id"))
        case Kind.ONE | Kind.UNIT:
            held = getattr(row, field.name)
            return None if held is None else str(held.code)
        case Kind.MANY | Kind.UNITS:
            return [one.code for one in getattr(row, field.name).all()]
        case Kind.STAFF:
            return [user.username for user in getattr(row, field.name).all()]
    return cast(Value, getattr(row, field.name))


def shown(register: Register, values: Values, names: Names) -> dict[str, str]:
    """Texts of typed values by field."""
    return {field.name: show(field, values.get(field.name), names) for field in register.fields}


class Held:
    """What the choices of a row are called: what `whole` has read with the row tells it without asking again."""

    def __init__(self, row: Entry) -> None:
        self.row = row

    def name(self, field: Field, code: str | UUID) -> str:
        held = getattr(self.row, field.name)
        match field.kind:
            case Kind.LINE:
                return str(held)
            case Kind.ONE | Kind.UNIT:
                return str(held.name)
            case Kind.STAFF:
                return next(staff_name(user) for user in held.all() if user.username == code)
        return next(str(one.name) for one in held.all() if one.code == code)

    def names(self, field: Field, codes: list[str]) -> list[str]:
        return [self.name(field, code) for code in codes]


def texts(register: Register, row: Entry) -> dict[str, str]:
    """What a line says, by field."""
    return shown(register, values_of(register, row), Held(row))


@dataclass(frozen=True, slots=True)
class Shown:
    label: str
    text: str
    number: bool


def cells(register: Register, row: Entry) -> list[Shown]:
    """What the list shows of a line, in the order of the register's columns."""
    held = Held(row)
    return [
        Shown(str(each.label), show(each, _value(each, row), held), each.kind in NUMBERS)
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
    if value == "" or value == []:
        return None
    return tuple(sorted(value)) if isinstance(value, list) else value


def folded(register: Register, unit: Unit, said: Mapping[str, str]) -> str:
    """What the search looks in: the words of a line, its choices, its unit; neither days nor numbers."""
    words = [said[field.name] for field in register.fields if field.kind not in _NOT_SEARCHED]
    return searchable(" ".join([*words, unit.name]))


def fresh_of(
    register: Register, lines: Sequence[tuple[Unit, Values]], names: Names
) -> list[tuple[Unit, Values]]:
    """The lines that the register does not hold yet, struck or not: one query, and those of `whole` for the few
    that have the same day and words.
    """
    told = [
        (unit.pk, values.get("day"), folded(register, unit, shown(register, values, names)))
        for unit, values in lines
    ]
    days = [day for _unit, day, _words in told if isinstance(day, date)]
    if not days:
        return list(lines)
    held = register.model._default_manager.filter(
        unit__in={unit.pk for unit, _values in lines}, day__range=(min(days), max(days))
    )
    wanted = set(told)
    alike = [pk for pk, *key in held.values_list("pk", "unit_id", "day", "folded") if tuple(key) in wanted]
    known = {
        identity(register, row.unit_id, values_of(register, row))
        for row in whole(register).filter(pk__in=alike)
    }
    return [(unit, values) for unit, values in lines if identity(register, unit.pk, values) not in known]
