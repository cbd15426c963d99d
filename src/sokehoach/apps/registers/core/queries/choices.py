"""Finds the choices of a register's fields and their names."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.queries.elements import list_option_sets
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.levels import consolidates, get_list_order, is_attached, is_base, is_of_kind
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.registers.core.catalogue import (
    RegisterDefinition,
    get_product_registers,
    get_register,
    get_registers,
    name_referred_entry,
)
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind, compute_quarter_end, format_quarter
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries.entries import list_readable_unit_ids
from sokehoach.apps.registers.core.queries.register_owners import get_register_scope
from sokehoach.apps.registers.core.storage import format_staff_name, list_codes
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.programmes.earlier import DefinedSpan, is_defined
from sokehoach.domain.text import sort_key

_KEPT_KINDS = (FieldKind.LINE, FieldKind.UNIT, FieldKind.UNITS, FieldKind.STAFF, FieldKind.QUARTER)
_QUARTERS = 12  # how many past quarters a form offers

type NamesByCode = Mapping[str | UUID, str]


class Choices:
    """The choices for one register, account and day. Each list is loaded on first use and kept.

    Units, accounts and entries are those of the account's district (for an office of the province: of the province);
    for a field with `same_unit`, entries are those of the units for which the account writes.
    Names from the other side of the wall may be shown; what is written about them may not. A register of a programme
    offers those entries of a module that the account may read.

    `entries`: those that are changed. What they have may stay, offered to others or not: a unit that has ended, an
    account that is closed, an entry that was voided, a quarter long past.
    """

    def __init__(self, definition: RegisterDefinition, *, by: User, day: date, entries: Sequence[Entry] = ()) -> None:
        self.register, self.by, self.day, self.entries = definition, by, day, entries
        self._offered: dict[str, NamesByCode] = {}
        self._others: dict[tuple[str, str | UUID], str] = {}
        self._whose: dict[str, dict[UUID, int]] = {}
        self._voided: set[tuple[str, object]] = set()
        self._areas: dict[int, dict[int, Unit]] = {}

    def offered(self, field: FieldDefinition) -> NamesByCode:
        """Returns the choices that a form offers, code to name, in order; at most one query per field."""
        if field.name not in self._offered:
            names = _OFFERS[field.kind](self, field)
            stored_codes = [code for code in self._list_stored(field) if code not in names]
            self._offered[field.name] = {**names, **{code: self._other(field, code) for code in stored_codes}}
        return self._offered[field.name]

    def _list_stored(self, field: FieldDefinition) -> list[str | UUID]:
        """What the entries that are changed have in a field of units, accounts, entries or quarters."""
        codes: list[str | UUID] = []
        for entry in self.entries if field.kind in _KEPT_KINDS else ():
            value = self.register.storage.get_value(field, entry)
            if isinstance(value, date):
                codes.append(value.isoformat())
            else:
                codes += (
                    list_codes(value) if isinstance(value, list) else [value] if isinstance(value, str | UUID) else []
                )
        return codes

    def find_missing_register(self, field: FieldDefinition) -> str:
        """The register to whose entries the field refers, where the software has it no longer; «» as a rule."""
        return "" if field.register in get_registers() else field.register

    def find_voided(self, field: FieldDefinition, entry: UUID) -> str:
        """The name of an entry that could be chosen were it not voided; «» for any other."""
        if self.holds(field, entry):
            return ""
        voided_entry = self._list_entries(field, voided=True).filter(pk=entry).first()
        return "" if voided_entry is None else self._name_entry(field, voided_entry)

    def name(self, field: FieldDefinition, code: str | UUID) -> str:
        """Returns the name of a choice, also of one no longer offered; an unknown code is returned unchanged."""
        if code in (offered := self.offered(field)):
            return offered[code]
        if (field.name, code) not in self._others:
            self._others[field.name, code] = self._other(field, code)
        return self._others[field.name, code]

    def names(self, field: FieldDefinition, codes: list[str]) -> list[str]:
        """Returns the names in the order of their list; those no longer offered come last."""
        order = {code: place for place, code in enumerate(self.offered(field))}
        return [self.name(field, code) for code in sorted(codes, key=lambda code: order.get(code, len(order)))]

    def holds(self, field: FieldDefinition, code: object) -> bool:
        return code in self.offered(field)

    def find_last_day(self, field: FieldDefinition, code: object, day: date | None = None) -> date | None:
        """Returns the last day of entries that may have an option that was closed; None where it is in use.

        With `day`, None where an entry of that day may have it.
        """
        spans = self._spans.get((field.option_set, code), ()) if field.option_set else ()
        if day is not None and is_defined(spans, day):
            return None
        ends = [span.end for span in (spans[-1:] if day is None else spans) if span.end is not None]
        last_end = max((end for end in ends if day is None or end <= day), default=None)
        return None if last_end is None else last_end - timedelta(days=1)

    def is_voided(self, field: FieldDefinition, code: object) -> bool:
        """Whether it is a voided entry, which the entry that is changed refers to."""
        return (field.name, code) in self._voided

    def get_wider_set(self, option_set: str) -> str:
        """The uid of the option set that this one breaks down; «» where it breaks down none."""
        return self._option_sets[option_set].wider_set if option_set in self._option_sets else ""

    def get_owner(self, field: FieldDefinition, code: object) -> str:
        """The option of the wider set to which an option of the field belongs; «» where it goes with any."""
        return self._owners.get((field.option_set, code), "")

    @cached_property
    def _owners(self) -> dict[tuple[str, object], str]:
        return {
            (uid, option.code): option.owner
            for uid, option_set in self._option_sets.items()
            for option in option_set.options
        }

    @cached_property
    def _spans(self) -> dict[tuple[str, object], tuple[DefinedSpan, ...]]:
        return {
            (uid, option.code): option.spans
            for uid, option_set in self._option_sets.items()
            for option in option_set.options
            if option.spans
        }

    def unit_of(self, field: FieldDefinition, entry: UUID) -> int | None:
        """Returns the row id of the unit that an entry of another register belongs to."""
        self.offered(field)
        return self._whose[field.name].get(entry)

    def unit(self, code: str, day: date) -> Unit | None:
        """Returns the version of the unit that was valid on that day."""
        for version in self._versions.get(code, ()):
            if version.valid_from <= day and (version.valid_to is None or day < version.valid_to):
                return version
        return None

    def known_unit(self, code: str) -> Unit | None:
        """Returns the last version of the unit, also where it has ended."""
        return self._versions[code][-1] if code in self._versions else None

    @cached_property
    def _versions(self) -> dict[str, list[Unit]]:
        versions: dict[str, list[Unit]] = {}
        for unit in orgunits.list_known_units(self.day):
            versions.setdefault(unit.code, []).append(unit)
        return versions

    @cached_property
    def realm(self) -> dict[int, Unit]:
        """Returns all versions of the units in the account's consolidating area, by row id, that area first."""
        top = self._units_by_id.get(self.by.unit_id, self.by.unit)
        while not consolidates(top) and top.parent_id in self._units_by_id:
            top = self._units_by_id[top.parent_id]
        return self._list_below(top)

    def list_area(self, unit: Unit) -> Mapping[int, Unit]:
        """Returns all versions of the units in the unit's area, by row id: its agencies and what lies below.

        For a base area that unit alone.
        """
        if is_base(unit):
            return {unit.pk: unit}
        if unit.pk not in self._areas:
            top = unit
            while is_attached(top) and top.parent_id in self._units_by_id:
                top = self._units_by_id[top.parent_id]
            self._areas[unit.pk] = self._list_below(top)
        return self._areas[unit.pk]

    def list_area_units(self, field: FieldDefinition, unit: Unit, day: date) -> list[Unit]:
        """Returns the units that an entry of that unit and day may name in a field of one unit, in order."""
        area = self.list_area(unit) if field.own_area else self.realm
        units = (version for version in area.values() if self.unit(version.code, day) == version)
        return sorted(
            (named for named in units if not field.level_kinds or is_of_kind(named, field.level_kinds)),
            key=get_list_order,
        )

    @cached_property
    def _units_by_id(self) -> dict[int, Unit]:
        return {unit.pk: unit for versions in self._versions.values() for unit in versions}

    def _list_below(self, top: Unit) -> dict[int, Unit]:
        """Returns the unit and all units ever below it, by row id, the unit first."""
        children: dict[int | None, list[Unit]] = {}
        for unit in self._units_by_id.values():
            children.setdefault(unit.parent_id, []).append(unit)
        units = [top]
        for unit in units:
            units.extend(children.get(unit.pk, ()))
        return {unit.pk: unit for unit in units}

    def _other(self, field: FieldDefinition, code: str | UUID) -> str:
        if field.kind is FieldKind.LINE and self.find_missing_register(field):
            return str(code)
        if field.kind is FieldKind.LINE:
            entry = get_register(field.register).list_entries().filter(pk=code).first()
            return str(code) if entry is None else self._name_entry(field, entry)
        if field.kind in (FieldKind.UNIT, FieldKind.UNITS):
            unit = self.known_unit(str(code))
            return str(code) if unit is None else unit.name
        if field.kind is FieldKind.QUARTER:
            return format_quarter(date.fromisoformat(str(code)))
        if field.kind is FieldKind.STAFF:
            user = User.objects.select_related("unit").filter(username=code).first()
            return str(code) if user is None else format_staff_name(user)
        return str(code)

    @cached_property
    def _option_sets(self) -> dict[str, OptionSet]:
        return list_option_sets()

    def _options(self, field: FieldDefinition) -> NamesByCode:
        """Returns the options; none where the loaded programme has no such set, which an optional field allows."""
        option_set = self._option_sets.get(field.option_set)
        if option_set is None and field.required:
            raise LookupError(f"no option set {field.option_set!r}")
        return {} if option_set is None else {option.code: option.name for option in option_set.options}

    def _flags(self, field: FieldDefinition) -> NamesByCode:
        return {"yes": _("Có"), "no": _("Không")}

    def _quarters(self, field: FieldDefinition) -> NamesByCode:
        """Returns the last quarters whose cut-off date has passed, latest first."""
        ends = [
            compute_quarter_end(year, number)
            for year in range(self.day.year, self.day.year - 4, -1)
            for number in (4, 3, 2, 1)
        ]
        closed = [day for day in ends if day <= self.day][:_QUARTERS]
        return {day.isoformat(): format_quarter(day) for day in closed}

    def _units(self, field: FieldDefinition) -> NamesByCode:
        current = [unit for unit in self.realm.values() if self.unit(unit.code, self.day) == unit]
        choosable = [unit for unit in current if not field.level_kinds or is_of_kind(unit, field.level_kinds)]
        return {unit.code: unit.name for unit in sorted(choosable, key=get_list_order)}

    def _list_entries(self, field: FieldDefinition, *, voided: bool) -> QuerySet[Entry]:
        units: Collection[int] = (
            permissions.list_writable_unit_ids(get_register_scope(self.by, self.register.code, self.day), self.register)
            if field.same_unit
            else self.realm
        )
        target = get_register(field.register)
        if self._refers_to_module(field):
            units = list_readable_unit_ids(self.by, target).intersection(units)
        return target.list_entries().filter(unit__in=units, voided=voided).select_related("unit")

    def _refers_to_module(self, field: FieldDefinition) -> bool:
        modules = get_product_registers()
        return field.register in modules and self.register.code not in modules

    def _name_entry(self, field: FieldDefinition, entry: Entry) -> str:
        return name_referred_entry(field.register, entry) if self._refers_to_module(field) else str(entry)

    def _lines(self, field: FieldDefinition) -> NamesByCode:
        if self.find_missing_register(field):
            self._whose[field.name] = {}
            return {}
        entries = [*self._list_entries(field, voided=False)]
        if stored_ids := {*self._list_stored(field)} - {entry.pk for entry in entries}:
            entries += get_register(field.register).list_entries().filter(pk__in=stored_ids).select_related("unit")
        self._whose[field.name] = {entry.pk: entry.unit_id for entry in entries}
        self._voided |= {(field.name, entry.pk) for entry in entries if entry.voided}
        names = {entry.pk: self._name_entry(field, entry) for entry in entries}
        return dict(sorted(names.items(), key=lambda named: sort_key(named[1])))

    def _staff(self, field: FieldDefinition) -> NamesByCode:
        people = User.objects.filter(unit__in=self.realm.keys(), is_active=True).select_related("unit")
        return {user.username: format_staff_name(user) for user in people.order_by("username")}


_OFFERS: Mapping[FieldKind, Callable[[Choices, FieldDefinition], NamesByCode]] = {
    FieldKind.ONE: Choices._options,
    FieldKind.MANY: Choices._options,
    FieldKind.FLAG: Choices._flags,
    FieldKind.QUARTER: Choices._quarters,
    FieldKind.UNIT: Choices._units,
    FieldKind.UNITS: Choices._units,
    FieldKind.LINE: Choices._lines,
    FieldKind.STAFF: Choices._staff,
}
