"""How the entries of a register keep their values: each in a column of its own, or as a programme defines them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import UUID

from django.db.models import Model, QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.fields import (
    FLAGS,
    LIST_KINDS,
    TEXT_KINDS,
    FieldDefinition,
    FieldKind,
    Value,
    Values,
)
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.free_text import NameLine, PiiFilteredField

if TYPE_CHECKING:
    from sokehoach.apps.registers.core.catalogue import RegisterDefinition

type UniqueKey = tuple[object, ...]
type Candidates = Sequence[tuple[Unit, Values]]


class ChoiceRows(Protocol):
    """Finds the rows that the codes of a value stand for."""

    def get_option(self, field: FieldDefinition, code: str) -> Option: ...

    def get_unit(self, code: str, values: Values) -> Unit:
        """The version of the unit that was valid on the entry's day."""

    def get_user(self, username: str) -> User: ...


@dataclass(frozen=True, slots=True)
class LinkRows:
    """Unsaved rows of one table: a value for each of `fields`, of which the first refers to the entry."""

    model: type[Model]
    fields: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class ChoiceLinks:
    """The rows of a table of choices that hold one choice; `entry_field` refers to the entry."""

    rows: QuerySet[Any]
    entry_field: str


class EntryStorage(Protocol):
    """Reads and writes the values of a register's entries."""

    def list_entries(self, register: "RegisterDefinition") -> QuerySet[Entry]:
        """All entries of the register, of every unit, voided ones included."""

    def prefetch_values(self, register: "RegisterDefinition", entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """The same entries with all that `get_value` and `name_choice` read."""

    def get_value(self, field: FieldDefinition, entry: Entry) -> Value: ...

    def name_choice(self, field: FieldDefinition, entry: Entry, code: str | UUID) -> str:
        """The name of an option, unit, account or entry that the entry refers to."""

    def build_lookup(self, register: "RegisterDefinition", field: FieldDefinition, code: str) -> Mapping[str, object]:
        """The lookup of the entries with this choice, for `filter`, where it is in a column of the entry."""

    def find_links(self, register: "RegisterDefinition", field: FieldDefinition, code: str) -> ChoiceLinks | None:
        """The rows that hold this choice; None where it is in a column of the entry."""

    def list_rows(self, register: "RegisterDefinition", parents: Collection[UUID]) -> QuerySet[Entry]:
        """The entries whose field `parent` refers to one of these entries, voided ones included."""

    def get_column(self, register: "RegisterDefinition", name: str) -> str:
        """The column of a number that a list adds up, or of a day that a page asks for."""

    def find_taken_keys(
        self, register: "RegisterDefinition", entries: QuerySet[Entry], candidates: Candidates
    ) -> set[UniqueKey]:
        """The values of `unique_per_unit`, after the unit, that one of `entries` has. One query."""

    def find_personal_data(
        self, register: "RegisterDefinition", field: FieldDefinition, text: str, values: Values
    ) -> str:
        """What in the text may not be stored; «» where nothing."""

    def build_columns(
        self, register: "RegisterDefinition", unit: Unit, values: Values, rows: ChoiceRows
    ) -> dict[str, Any]:
        """The columns of an entry with these values, without the rows of `build_links`."""

    def build_links(
        self, register: "RegisterDefinition", entries: Sequence[tuple[Entry, Values]], rows: ChoiceRows
    ) -> Iterable[LinkRows]:
        """The choices of the entries that are rows of their own, unsaved; all tables, also those without a row."""

    def get_removal_day(self, entry: Entry) -> date | None:
        """The day on which the content of the entry was removed; None where it is there."""

    def get_family(self, register: "RegisterDefinition") -> str:
        """Names registers whose entries count together, such as changes beside establishments."""


class ColumnStorage:
    """A model of its own: each field a column, each list of choices a table."""

    def list_entries(self, register: "RegisterDefinition") -> QuerySet[Entry]:
        entries: QuerySet[Entry] = register.model._default_manager.all()
        return entries

    def prefetch_values(self, register: "RegisterDefinition", entries: QuerySet[Entry]) -> QuerySet[Entry]:
        single_choices = (field.name for field in register.of_kind(FieldKind.ONE, FieldKind.UNIT, FieldKind.LINE))
        lists = (
            f"{field.name}__unit" if field.kind is FieldKind.STAFF else field.name
            for field in register.of_kind(*LIST_KINDS)
        )
        return entries.select_related("unit", *single_choices).prefetch_related(*lists)

    def get_value(self, field: FieldDefinition, entry: Entry) -> Value:
        match field.kind:
            case FieldKind.LINE:
                return cast(Value, getattr(entry, f"{field.name}_id"))
            case FieldKind.ONE | FieldKind.UNIT:
                choice = getattr(entry, field.name)
                return None if choice is None else str(choice.code)
            case FieldKind.MANY | FieldKind.UNITS:
                return [member.code for member in getattr(entry, field.name).all()]
            case FieldKind.STAFF:
                return [user.username for user in getattr(entry, field.name).all()]
        return cast(Value, getattr(entry, field.name))

    def name_choice(self, field: FieldDefinition, entry: Entry, code: str | UUID) -> str:
        choice = getattr(entry, field.name)
        match field.kind:
            case FieldKind.LINE:
                return str(choice)
            case FieldKind.ONE | FieldKind.UNIT:
                return str(choice.name)
            case FieldKind.STAFF:
                return next(format_staff_name(user) for user in choice.all() if user.username == code)
        return next(str(member.name) for member in choice.all() if member.code == code)

    def build_lookup(self, register: "RegisterDefinition", field: FieldDefinition, code: str) -> Mapping[str, object]:
        match field.kind:
            case FieldKind.FLAG:
                return {field.name: FLAGS[code]}
            case FieldKind.QUARTER:
                return {field.name: date.fromisoformat(code)}
            case FieldKind.LINE:
                return {f"{field.name}_id": code}
        return {f"{field.name}__code": code}

    def find_links(self, register: "RegisterDefinition", field: FieldDefinition, code: str) -> ChoiceLinks | None:
        if field.kind not in LIST_KINDS:
            return None
        model_field: Any = register.model._meta.get_field(field.name)
        choice = model_field.m2m_reverse_field_name()
        if field.option_set:
            options = Option.objects.filter(option_set__uid=field.option_set, code=code)
            choices: dict[str, object] = {f"{choice}__in": options.values("pk")}
        else:
            choices = {f"{choice}__{'username' if field.kind is FieldKind.STAFF else 'code'}": code}
        rows = model_field.remote_field.through._default_manager.filter(**choices)
        return ChoiceLinks(rows, model_field.m2m_field_name())

    def list_rows(self, register: "RegisterDefinition", parents: Collection[UUID]) -> QuerySet[Entry]:
        return self.list_entries(register).filter(**{f"{register.parent}__in": parents})

    def get_column(self, register: "RegisterDefinition", name: str) -> str:
        return name

    def find_taken_keys(
        self, register: "RegisterDefinition", entries: QuerySet[Entry], candidates: Candidates
    ) -> set[UniqueKey]:
        days = [day for _unit, values in candidates if isinstance(day := values.get("day"), date)]
        if "day" in register.unique_per_unit and days:
            entries = entries.filter(day__range=(min(days), max(days)))
        columns = (_get_key_column(register.field(name)) for name in register.unique_per_unit)
        return {tuple(key) for key in entries.values_list("unit_id", *columns)}

    def find_personal_data(
        self, register: "RegisterDefinition", field: FieldDefinition, text: str, values: Values
    ) -> str:
        column = register.model._meta.get_field(field.name)
        if isinstance(column, NameLine):
            return pii_filter.find_number_problem(text)
        if not isinstance(column, PiiFilteredField):
            return ""
        with pii_filter.allowing_names(lambda: register.names(values) if register.names else ()):
            return pii_filter.find_text_problem(text)

    def build_columns(
        self, register: "RegisterDefinition", unit: Unit, values: Values, rows: ChoiceRows
    ) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for field in register.fields:
            value = values.get(field.name)
            if field.kind in TEXT_KINDS:
                columns[field.name] = value or ""
            elif field.kind is FieldKind.LINE:
                columns[f"{field.name}_id"] = value
            elif field.kind is FieldKind.ONE:
                columns[field.name] = rows.get_option(field, str(value)) if value else None
            elif field.kind is FieldKind.UNIT:
                columns[field.name] = rows.get_unit(str(value), values) if value else None
            elif field.kind not in LIST_KINDS:
                columns[field.name] = value
        return columns

    def build_links(
        self, register: "RegisterDefinition", entries: Sequence[tuple[Entry, Values]], rows: ChoiceRows
    ) -> Iterable[LinkRows]:
        for field in register.of_kind(*LIST_KINDS):
            model_field: Any = register.model._meta.get_field(field.name)
            through = model_field.remote_field.through
            entry_field, choice_field = model_field.m2m_field_name(), model_field.m2m_reverse_field_name()
            links = [
                (entry.pk, choice.pk) for entry, values in entries for choice in _list_members(field, values, rows)
            ]
            yield LinkRows(through, (entry_field, choice_field), links)

    def get_removal_day(self, entry: Entry) -> date | None:
        return None

    def get_family(self, register: "RegisterDefinition") -> str:
        return str(register.model._meta.app_label)


COLUMN_STORAGE = ColumnStorage()


def format_staff_name(user: User) -> str:
    return f"{user.full_name} ({user.unit.short_name})"


def list_codes(value: Value) -> Collection[str]:
    """The codes of a value of one of LIST_KINDS."""
    return value if isinstance(value, list) else ()


def _list_members(field: FieldDefinition, values: Values, rows: ChoiceRows) -> list[Any]:
    codes: Iterable[str] = list_codes(values.get(field.name))
    match field.kind:
        case FieldKind.MANY:
            return [rows.get_option(field, code) for code in codes]
        case FieldKind.UNITS:
            return [rows.get_unit(code, values) for code in codes]
    return [rows.get_user(code) for code in codes]


def _get_key_column(field: FieldDefinition) -> str:
    if field.kind in (FieldKind.ONE, FieldKind.UNIT):
        return f"{field.name}__code"
    return f"{field.name}_id" if field.kind is FieldKind.LINE else field.name
