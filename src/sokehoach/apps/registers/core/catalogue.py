"""Describes registers (`RegisterDefinition`) and finds them by code (settings.MODULES, settings.DATA_REGISTERS)."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind, Messages, Value, Values
from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.modules import list_modules
from sokehoach.apps.registers.core.storage import COLUMN_STORAGE, EntryStorage
from sokehoach.domain.registers.overview import Overview

UNIT_LABEL = _("Đơn vị tổ chức")  # the unit that an entry belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDefinition:
    """Describes one register: its model, fields, rules and options. `core` provides pages, forms and Excel from it.

    fields      in the order of the form and of the Excel sheet, `day` first
    columns     shown in the list after the day; the first of them links to the entry
    filters     narrow the list; `totals` are summed above it
    title, kind, place   fields that describe an entry on other pages, «» where there is none
    read_by_owners_of   a register whose writers may read this one for every unit of their area, to check the money
    own_unit_only   only accounts of the entry's own unit write it, not accounts of units above
    visible_to  filters out entries that the account may not see although their unit is in its scope: in list, entry,
                search, counts and Excel alike
    unique_per_unit   fields in which no two entries of one unit may agree, except voided ones
    names       returns, from an entry's values, the names that its texts may contain: those whom it is about
    versions    returns the (id, version) pairs that an entry's figure depends on, where these are more than the entry
    validate_batch   checks, within the write, the rows about to be saved, for rules over several entries (a sum over
                its limit); the messages that it returns, by field, undo the write

    retention_years   after as many years the content of an entry is removed (0: never): no entry is written that late
    parent      the field that refers to the entry of which these are rows: they are entered in its form, voided with it
    rows_by     of rows, the field of a unit: the form of the entry has one line for each unit that it may name
    counted_rows  the registers of its rows that its measures count: an entry gets a new version when such a row
                changes, so that reports see that what they counted has changed
    storage     keeps the values of its entries; `measure_names` by measure, where a programme defines them

    reference_name   of a register that is code: registers of programmes may refer to its entries, and name one so. It
                has no `visible_to`, and the name is that of nobody: it stands in texts of those registers

    option_sets   those that no field names, with the options by which the code decides; `needs`: the registers without
                which it does not work, beside those that its fields refer to
    overviews   pages beside its list that the engine makes; `measures`: what those pages show of units
    A register with pages of its own names them: `links` above its list (label, route); `line_links` on an entry
    (label, address); `page` instead of the entry page (route, takes the entry's id); `add_page` instead of the form.
    Where its own services write the entries, `manual_entry` is False: there is no generic form, voiding or Excel
    import.
    """

    code: str
    slug: str
    name: str | Promise
    row: str | Promise  # what one entry is called: «hoạt động»
    about: str | Promise
    model: type[Entry]
    fields: tuple[FieldDefinition, ...]
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    totals: tuple[str, ...]
    check: Callable[[Values], Messages]
    function: str = "general"  # which side of the wall
    title: str = "title"
    kind: str = "kind"
    place: str = "place"
    unit_label: str | Promise = UNIT_LABEL
    visible_to: Callable[[QuerySet[Entry], User], QuerySet[Entry]] | None = None
    unique_per_unit: tuple[str, ...] = ()
    own_unit_only: bool = False
    read_by_owners_of: str = ""
    links: tuple[tuple[str | Promise, str], ...] = ()
    line_links: Callable[[User, Entry], Sequence[tuple[str, str]]] | None = None
    names: Callable[[Values], Iterable[str]] | None = None
    page: str = ""
    add_page: str = ""
    manual_entry: bool = True
    versions: Callable[[Sequence[str]], Iterable[tuple[UUID, int]]] | None = None
    validate_batch: Callable[[Sequence[Entry]], Messages] | None = None
    reference_name: Callable[[Any], str] | None = None
    retention_years: int = 0
    parent: str = ""
    rows_by: str = ""
    option_sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    counted_rows: frozenset[str] = frozenset()
    overviews: tuple[Overview, ...] = ()
    measures: CombinedMeasureSet | None = None
    storage: EntryStorage = COLUMN_STORAGE
    measure_names: Mapping[str, str | Promise] = field(default_factory=dict)

    def field(self, name: str) -> FieldDefinition:
        return next(definition for definition in self.fields if definition.name == name)

    def complete(self, values: Values) -> dict[str, Value]:
        """Returns a value for every field, None where `values` has none."""
        return {definition.name: values.get(definition.name) for definition in self.fields}

    def address(self, entry: UUID) -> str:
        """Returns the address of an entry's page; it is NotFoundError for accounts that may not read the register."""
        return reverse(self.page, args=[entry]) if self.page else reverse("registers:entry", args=[self.slug, entry])

    def list_entries(self) -> QuerySet[Entry]:
        """Returns all entries, of every unit, voided ones included: for a reader only after `visible_to`."""
        return self.storage.list_entries(self)

    @property
    def family(self) -> str:
        """Names the registers whose entries count together, such as changes beside establishments."""
        return self.storage.get_family(self)

    def of_kind(self, *kinds: FieldKind) -> tuple[FieldDefinition, ...]:
        return tuple(definition for definition in self.fields if definition.kind in kinds)


@functools.cache
def get_product_registers() -> dict[str, RegisterDefinition]:
    """Returns the registers that are code, by code, in the order of settings.MODULES."""
    return {register.code: register for module in list_modules() for register in module.registers}


def get_registers() -> dict[str, RegisterDefinition]:
    """Returns all registers by code: those of the product, then those that programmes define (settings.DATA_REGISTERS).

    One query, kept in the thread.
    """
    list_data_registers: Callable[[], Mapping[str, RegisterDefinition]] = import_string(settings.DATA_REGISTERS)
    return get_product_registers() | {**list_data_registers()}


def list_referable_registers() -> dict[str, RegisterDefinition]:
    """Returns the registers that are code to whose entries registers of programmes may refer, by code."""
    return {code: register for code, register in get_product_registers().items() if register.reference_name}


def name_referred_entry(code: str, entry: Entry) -> str:
    """Names an entry of the register of that code where an entry of a programme's register refers to it."""
    register = get_product_registers().get(code)
    if register is None:
        return str(entry)
    return str(register.row) if register.reference_name is None else register.reference_name(entry)


def list_row_registers(register: RegisterDefinition) -> list[RegisterDefinition]:
    """The registers whose entries are rows of entries of this one. No query where it is of the product."""
    if register.code in get_product_registers():
        return []
    return [
        other
        for other in get_registers().values()
        if other.parent and other.field(other.parent).register == register.code
    ]


def get_register(code: str) -> RegisterDefinition:
    """Returns the register of that code; raises LookupError for an unknown one."""
    return get_product_registers().get(code) or get_registers()[code]
