"""Loads the register entries that an account may see; entries outside its scope raise NotFoundError."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import get_scope_cache
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import get_ids_within, get_unit_area
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.registers.core.catalogue import (
    RegisterDefinition,
    get_product_registers,
    get_register,
    get_registers,
)
from sokehoach.apps.registers.core.fields import (
    CHOICE_KINDS,
    NUMBER_KINDS,
    ChoiceNames,
    FieldDefinition,
    FieldKind,
    Value,
    Values,
    format_value,
)
from sokehoach.apps.registers.core.models import Entry, Revision
from sokehoach.apps.registers.core.queries.register_owners import (
    filter_owners,
    get_owners_by_register,
    get_register_scope,
)
from sokehoach.apps.registers.core.word_index import build_search_text
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.notation import Notation, read_value, write_percent

_NOT_SEARCHED = (*NUMBER_KINDS, FieldKind.YEAR, FieldKind.DAY, FieldKind.QUARTER, FieldKind.FLAG)


def list_readable_registers(user: User) -> list[RegisterDefinition]:
    """Lists the registers that units in the account's reading scope keep, and those whose entries it checks.

    In the order in which programmes name them, whether they are code or data.
    """
    places = {code: place for place, code in enumerate(get_owners_by_register(user))}
    registers = [register for register in _list_kept_registers(user) if _can_open_register(user, register)]
    return sorted(registers, key=lambda register: places.get(register.code, len(places)))


def access_register(user: User, slug: str) -> RegisterDefinition:
    for register in _list_kept_registers(user):
        if register.slug == slug and _can_open_register(user, register):
            return register
    raise NotFoundError


def _list_kept_registers(user: User) -> Iterable[RegisterDefinition]:
    """Returns all registers of the product, and those that programmes define if one is kept in the account's scope."""
    product_registers = get_product_registers()
    is_defined = get_owners_by_register(user).keys() - product_registers.keys()
    return (get_registers() if is_defined else product_registers).values()


def access_register_to_write(user: User, slug: str) -> RegisterDefinition:
    register = access_register(user, slug)
    if not (register.manual_entry and can_write_register(user, register)):
        raise NotFoundError
    return register


def _can_open_register(user: User, register: RegisterDefinition) -> bool:
    owner_ids = get_owners_by_register(user)[register.code]
    readable_ids = permissions.list_readable_unit_ids(get_register_scope(user, register.code), register) & owner_ids
    return bool(readable_ids) or _find_checked_area(user, register) is not None


def _find_checked_area(user: User, register: RegisterDefinition) -> Unit | None:
    """Returns the area whose entries the account reads as a checker of them.

    None where it checks none, or where its scope covers the area anyway.
    """
    if not register.read_by_owners_of or not can_write_register(user, get_register(register.read_by_owners_of)):
        return None
    area = get_unit_area(user.unit)
    return (
        None
        if area.pk in permissions.list_readable_unit_ids(get_register_scope(user, register.code), register)
        else area
    )


def list_readable_unit_ids(user: User, register: RegisterDefinition) -> frozenset[int]:
    """Returns the row ids of the units whose entries the account reads, in its scope and in the area it checks."""
    units = permissions.list_readable_unit_ids(get_register_scope(user, register.code), register)
    area = _find_checked_area(user, register)
    if area is None:
        return units
    cache, key = get_scope_cache(user), ("within", area.pk)
    if key not in cache:
        cache[key] = get_ids_within(area)
    area_ids: frozenset[int] = cache[key]
    return units | area_ids


def list_entries(user: User, register: RegisterDefinition) -> QuerySet[Entry]:
    """Returns the entries that the account may read, voided ones included, after the register's `visible_to`."""
    entries = register.list_entries().filter(unit__in=list_readable_unit_ids(user, register))
    return entries if register.visible_to is None else register.visible_to(entries, user)


def list_entries_with_values(user: User, register: RegisterDefinition) -> QuerySet[Entry]:
    """Returns the same entries with all that `get_entry_values` reads: one query and one per multi-valued field."""
    return register.storage.prefetch_values(register, list_entries(user, register))


def list_unscoped_entries(register: RegisterDefinition) -> QuerySet[Entry]:
    """Returns the entries of every unit with everything that `get_entry_values` reads."""
    return register.storage.prefetch_values(register, register.list_entries())


def access_entry(user: User, register: RegisterDefinition, pk: UUID) -> Entry:
    entry = list_entries_with_values(user, register).filter(pk=pk).first()
    if entry is None:
        raise NotFoundError
    return entry


def access_entry_to_write(user: User, register: RegisterDefinition, pk: UUID) -> Entry:
    entry = access_entry(user, register, pk)
    if not can_write_for_unit(user, register, entry.unit_id):
        raise NotFoundError
    return entry


def can_write_register(user: User, register: RegisterDefinition) -> bool:
    return bool(list_writable_unit_ids(user, register))


def can_write_for_unit(user: User, register: RegisterDefinition, unit: int) -> bool:
    return unit in list_writable_unit_ids(user, register)


def list_writable_unit_ids(user: User, register: RegisterDefinition, day: date | None = None) -> frozenset[int]:
    """Returns the row ids of the units that keep the register and for which the account writes."""
    owner_ids = get_owners_by_register(user, day or clock.today())[register.code]
    units = permissions.list_writable_unit_ids(get_register_scope(user, register.code, day), register) & owner_ids
    return units & {user.unit_id} if register.own_unit_only else units


def list_readable_units(user: User, register: RegisterDefinition) -> list[Unit]:
    if _find_checked_area(user, register) is not None:
        return filter_owners(
            Unit.objects.filter(pk__in=list_readable_unit_ids(user, register)), register.code, clock.today()
        )
    owner_ids = get_owners_by_register(user)[register.code]
    return list(
        Unit.objects.filter(
            pk__in=permissions.list_readable_unit_ids(get_register_scope(user, register.code), register) & owner_ids
        )
    )


def list_writable_units(user: User, register: RegisterDefinition) -> list[Unit]:
    """Lists the units for which the account may write entries, its own first."""
    units = Unit.objects.filter(pk__in=list_writable_unit_ids(user, register))
    return sorted(units, key=lambda unit: unit.pk != user.unit_id)


def get_entry_values(register: RegisterDefinition, entry: Entry) -> Values:
    return {field.name: register.storage.get_value(field, entry) for field in register.fields}


def format_values(register: RegisterDefinition, values: Values, names: ChoiceNames) -> dict[str, str]:
    """Formats values as texts, by field."""
    return {field.name: format_value(field, values.get(field.name), names) for field in register.fields}


class EntryChoiceNames:
    """Names the choices of an entry that `list_unscoped_entries` loaded, without queries."""

    def __init__(self, register: RegisterDefinition, entry: Entry) -> None:
        self.storage, self.row = register.storage, entry

    def name(self, field: FieldDefinition, code: str | UUID) -> str:
        return self.storage.name_choice(field, self.row, code)

    def names(self, field: FieldDefinition, codes: list[str]) -> list[str]:
        return [self.name(field, code) for code in codes]


def format_entry(register: RegisterDefinition, entry: Entry) -> dict[str, str]:
    """Returns the texts of an entry, by field."""
    return format_values(register, get_entry_values(register, entry), EntryChoiceNames(register, entry))


def format_title(register: RegisterDefinition, entry: Entry) -> str:
    """Returns what names an entry in a list of several registers. An option is loaded with the entry's values."""
    field = register.field(register.title) if register.title else None
    if field is None or field.kind not in CHOICE_KINDS:
        return str(entry)
    return format_value(field, register.storage.get_value(field, entry), EntryChoiceNames(register, entry)) or str(
        entry
    )


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    before: str
    after: str


def list_revisions(register: RegisterDefinition, entry: Entry) -> list[tuple[Revision, list[FieldChange]]]:
    """Returns each revision with its changes, newest first."""
    revisions = list(
        Revision.objects.filter(register=register.code, entry=entry.pk).select_related("by__unit").order_by("-version")
    )
    previous_contents = [*(revision.content for revision in revisions[1:]), None]
    return [
        (revision, [] if old is None else find_changes(register, old, revision.content))
        for revision, old in zip(revisions, previous_contents, strict=True)
    ]


def find_changes(
    register: RegisterDefinition, old_texts: Mapping[str, str], new_texts: Mapping[str, str]
) -> list[FieldChange]:
    return [
        FieldChange(str(field.label), before, after)
        for field in register.fields
        for before, after in [[_show_stored(field, texts.get(field.name, "")) for texts in (old_texts, new_texts)]]
        if before != after
    ]


def _show_stored(field: FieldDefinition, text: str) -> str:
    """The stored text, whose number or day each page writes as its reader does."""
    if field.kind is FieldKind.PERCENT and text:
        return write_percent(text)
    is_written = field.kind in (*NUMBER_KINDS, FieldKind.DAY)
    return read_value(text, Notation.VIETNAMESE) if is_written else text


def get_last_revision(register: RegisterDefinition, entry: Entry) -> Revision:
    return Revision.objects.select_related("by").get(register=register.code, entry=entry.pk, version=entry.version)


def compute_identity(register: RegisterDefinition, unit: int, values: Values) -> tuple[object, ...]:
    """Returns a key of an entry's content: two entries with the same key record one event twice."""
    return (unit, *(_normalize_value(values.get(field.name)) for field in register.fields))


def _normalize_value(value: Value) -> object:
    """Normalizes every blank value to one; 0 is not blank."""
    if value == "" or value == []:
        return None
    return tuple(sorted(value)) if isinstance(value, list) else value


def build_entry_search_text(register: RegisterDefinition, unit: Unit, texts: Mapping[str, str]) -> str:
    """Builds the search text of an entry from its texts, choices and unit, without dates and numbers."""
    searched_texts = [texts[field.name] for field in register.fields if field.kind not in _NOT_SEARCHED]
    return build_search_text(" ".join([*searched_texts, unit.name]))


class EntryTexts(NamedTuple):
    """An entry as history shows it, by field, and as it is searched."""

    content: dict[str, str]
    search_text: str


def build_entry_texts(
    register: RegisterDefinition, candidates: Sequence[tuple[Unit, Values]], names: ChoiceNames
) -> list[EntryTexts]:
    contents = [format_values(register, values, names) for _unit, values in candidates]
    return [
        EntryTexts(content, build_entry_search_text(register, unit, content))
        for (unit, _values), content in zip(candidates, contents, strict=True)
    ]


def find_known_entries(
    register: RegisterDefinition, candidates: Sequence[tuple[Unit, Values]], texts: Sequence[EntryTexts]
) -> dict[tuple[object, ...], Entry]:
    """Returns the entries that the register holds of the candidates, voided or not, by `compute_identity`.

    `texts`: of each candidate. Runs one query, and those of `list_unscoped_entries` for the few entries with the same
    day and search text.
    """
    search_keys = [
        (unit.pk, values.get("day"), entry_texts.search_text)
        for (unit, values), entry_texts in zip(candidates, texts, strict=True)
    ]
    days = [day for _unit, day, _text in search_keys if isinstance(day, date)]
    if not days:
        return {}
    stored = register.list_entries().filter(
        unit__in={unit.pk for unit, _values in candidates}, day__range=(min(days), max(days))
    )
    wanted_keys = set(search_keys)
    similar_ids = [pk for pk, *key in stored.values_list("pk", "unit_id", "day", "folded") if tuple(key) in wanted_keys]
    known_entries = list_unscoped_entries(register).filter(pk__in=similar_ids).order_by("-voided", "-created_at", "-id")
    return {
        compute_identity(register, entry.unit_id, get_entry_values(register, entry)): entry for entry in known_entries
    }


def filter_new_entries(
    register: RegisterDefinition, candidates: Sequence[tuple[Unit, Values]], names: ChoiceNames
) -> list[tuple[Unit, Values]]:
    """Returns the candidates that the register does not hold yet, voided or not; queries of `find_known_entries`."""
    texts = build_entry_texts(register, candidates, names)
    entries_by_identity = find_known_entries(register, candidates, texts)
    return [
        (unit, values)
        for unit, values in candidates
        if compute_identity(register, unit.pk, values) not in entries_by_identity
    ]
