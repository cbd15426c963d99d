"""How entries of a register that is data keep their values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, get_product_registers
from sokehoach.apps.registers.core.fields import CHOICE_KINDS, FLAGS, FieldDefinition, FieldKind, Value, Values
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.storage import Candidates, ChoiceLinks, ChoiceRows, LinkRows, UniqueKey, list_codes
from sokehoach.apps.registers.data_registers.models import DataEntry, EntryLink, EntryOption, EntryUnit, ModuleLink
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.free_text import ScannedText
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from sokehoach.domain.registers.decimal_numbers import from_thousandths, to_thousandths
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, LINE_KINDS
from sokehoach.domain.registers.register_type import DAY
from sokehoach.domain.registers.search_columns import SEARCH_COLUMNS

_DAY_KINDS = (FieldKind.DAY, FieldKind.QUARTER)
_OPTION_KINDS = (FieldKind.ONE, FieldKind.MANY)
_UNIT_KINDS = (FieldKind.UNIT, FieldKind.UNITS)
_FLAG_CODES = {answer: code for code, answer in FLAGS.items()}


@dataclass(frozen=True, slots=True)
class DataStorage:
    """The values of one register's entries in `DataEntry`. `columns`: the search column of each field that has one."""

    type_id: int
    version_id: int
    function: str
    columns: Mapping[str, str]

    def list_entries(self, register: RegisterDefinition) -> QuerySet[Entry]:
        return cast("QuerySet[Entry]", DataEntry.objects.filter(type=self.type_id))

    def prefetch_values(self, register: RegisterDefinition, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        kinds = {field.kind for field in register.fields}
        links = (
            ("entryoptions__option", _OPTION_KINDS),
            ("entryunits__unit", _UNIT_KINDS),
        )
        paths = [path for path, of_kinds in links if kinds & {*of_kinds}]
        references = {_refers_to_module(field) for field in register.of_kind(FieldKind.LINE)}
        paths += ["modulelinks__target_entry"] * (True in references) + ["entrylinks__target"] * (False in references)
        return entries.select_related("unit").prefetch_related(*paths)

    def get_value(self, field: FieldDefinition, entry: Entry) -> Value:
        value = cast(DataEntry, entry).content.get(field.name)
        if value is None:
            return [] if field.kind in (FieldKind.MANY, FieldKind.UNITS) else None
        if field.kind in _DAY_KINDS:
            return date.fromisoformat(value)
        if field.kind in DECIMAL_KINDS:
            return from_thousandths(value)
        return UUID(value) if field.kind is FieldKind.LINE else cast(Value, value)

    def name_choice(self, field: FieldDefinition, entry: Entry, code: str | UUID) -> str:
        row = cast(DataEntry, entry)
        if field.kind is FieldKind.LINE and _refers_to_module(field):
            names = (link.target_name for link in row.modulelinks.all() if link.field == field.name)
            return next(names, str(code))
        if field.kind is FieldKind.LINE:  # also of a module that the software has no longer
            return next((str(link.target) for link in row.entrylinks.all() if link.field == field.name), str(code))
        if field.kind in _UNIT_KINDS:
            units = (link.unit for link in row.entryunits.all() if link.field == field.name)
            return next(unit.name for unit in units if unit.code == code)
        options = (link.option for link in row.entryoptions.all() if link.field == field.name)
        return next(option.name for option in options if option.code == code)

    def build_lookup(self, register: RegisterDefinition, field: FieldDefinition, code: str) -> Mapping[str, object]:
        return {self.columns[field.name]: code}

    def find_links(self, register: RegisterDefinition, field: FieldDefinition, code: str) -> ChoiceLinks | None:
        if field.name in self.columns:
            return None
        links: QuerySet[Any] = EntryOption.objects.filter(
            option__in=Option.objects.filter(option_set__uid=field.option_set, code=code).values("pk")
        )
        if field.kind in _UNIT_KINDS:
            links = EntryUnit.objects.filter(unit__in=Unit.objects.filter(code=code).values("pk"))
        return ChoiceLinks(links.filter(field=field.name), "entry")

    def list_rows(self, register: RegisterDefinition, parents: Collection[UUID]) -> QuerySet[Entry]:
        links = EntryLink.objects.filter(field=register.parent, target__in=parents)
        return self.list_entries(register).filter(pk__in=links.values("entry"))

    def get_column(self, register: RegisterDefinition, name: str) -> str:
        return "day" if name == DAY else self.columns[name]

    def find_taken_keys(
        self, register: RegisterDefinition, entries: QuerySet[Entry], candidates: Candidates
    ) -> set[UniqueKey]:
        keys = {
            self._compute_digest(register, unit, values): (
                unit.pk,
                *(values.get(name) for name in register.unique_per_unit),
            )
            for unit, values in candidates
        }
        rows = cast("QuerySet[DataEntry]", entries)
        taken_digests = rows.filter(unique_digest__in=keys).values_list("unique_digest", flat=True)
        return {keys[digest] for digest in taken_digests if digest}

    def find_personal_data(
        self, register: RegisterDefinition, field: FieldDefinition, text: str, values: Values
    ) -> str:
        return pii_filter.find_text_problem(text)

    def build_columns(
        self, register: RegisterDefinition, unit: Unit, values: Values, rows: ChoiceRows
    ) -> dict[str, Any]:
        content = {
            field.name: _encode_value(value, field.kind)
            for field in register.fields
            if (value := values.get(field.name)) not in (None, "", [])
        }
        columns: dict[str, Any] = {
            "type_id": self.type_id,
            "type_version_id": self.version_id,
            "function": self.function,
            "content": content,
            "day": values["day"],
            "title": _get_text_title(register, content),
            "unique_digest": self._compute_digest(register, unit, values) if register.unique_per_unit else None,
        }
        return columns | build_search_columns(self.columns, content)

    def build_links(
        self, register: RegisterDefinition, entries: Sequence[tuple[Entry, Values]], rows: ChoiceRows
    ) -> Iterable[LinkRows]:
        options: list[tuple[object, ...]] = []
        units: list[tuple[object, ...]] = []
        targets: list[tuple[object, ...]] = []
        module_targets: list[tuple[object, ...]] = []
        for entry, values in entries:
            for field in register.of_kind(*CHOICE_KINDS):
                value = values.get(field.name)
                codes = list_codes(value) if isinstance(value, list) else [str(value)] if value else ()
                if field.kind in _OPTION_KINDS:
                    options += [(entry.pk, field.name, rows.get_option(field, code).pk) for code in codes]
                elif field.kind in _UNIT_KINDS:
                    units += [(entry.pk, field.name, rows.get_unit(code, values).pk) for code in codes]
                elif field.kind is FieldKind.LINE and _refers_to_module(field):
                    module_targets += [(entry.pk, field.name, field.register, UUID(code)) for code in codes]
                elif field.kind is FieldKind.LINE:
                    targets += [(entry.pk, field.name, UUID(code)) for code in codes]
        yield LinkRows(EntryOption, ("entry", "field", "option"), options)
        yield LinkRows(EntryUnit, ("entry", "field", "unit"), units)
        yield LinkRows(EntryLink, ("entry", "field", "target"), targets)
        yield LinkRows(ModuleLink, ("entry", "field", "register", "target"), module_targets)

    def get_removal_day(self, entry: Entry) -> date | None:
        return cast(DataEntry, entry).removed_on

    def get_family(self, register: RegisterDefinition) -> str:
        return register.code

    def _compute_digest(self, register: RegisterDefinition, unit: Unit, values: Values) -> str:
        content = {name: _encode_value(values.get(name), FieldKind.TEXT) for name in register.unique_per_unit}
        return compute_unique_digest(register.unique_per_unit, unit.pk, content)


def compute_unique_digest(names: Sequence[str], unit: int, content: Mapping[str, Any]) -> str:
    """By which the database refuses a second entry of the unit (row id) with the same content in these fields."""
    return hash_leaf(encode_canonical_json([unit, *(content.get(name) for name in names)]))


def build_all_columns(columns: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, Any]:
    """All search columns of an entry, blank where no field has one."""
    return {name: "" if name.startswith("text") else None for name in SEARCH_COLUMNS} | build_search_columns(
        columns, content
    )


def build_search_columns(columns: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, Any]:
    """The search columns of an entry; those that no field has are blank."""
    search_values: dict[str, Any] = {}
    for name, column in columns.items():
        value = content.get(name)
        if column.startswith("text"):
            search_values[column] = _FLAG_CODES[value] if isinstance(value, bool) else value or ""
        else:
            search_values[column] = date.fromisoformat(value) if value and column.startswith("day") else value
    return search_values


def _refers_to_module(field: FieldDefinition) -> bool:
    return field.register in get_product_registers()


def _get_text_title(register: RegisterDefinition, content: Mapping[str, Any]) -> str:
    is_text = bool(register.title) and register.field(register.title).kind in LINE_KINDS
    return content.get(register.title, "") if is_text else ""


def _encode_value(value: Value, kind: FieldKind) -> Any:
    match value:
        case str() if kind is FieldKind.DOMAIN:
            return ScannedText(value)  # the service has found it to be a domain name: it names no person
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Decimal():
            return to_thousandths(value)
    return value or None if isinstance(value, str) else value
