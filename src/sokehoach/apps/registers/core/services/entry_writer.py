"""Turns values into rows of a register's tables; used by the entry services alone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import (
    LIST_KINDS,
    TEXT_KINDS,
    FieldDefinition,
    FieldKind,
    Value,
    Values,
)
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices


class EntryWriter:
    """Caches the rows that values refer to, so that five thousand entries need no more look-ups than one."""

    def __init__(self, register: RegisterDefinition, choices: Choices) -> None:
        self.register = register
        self.choices = choices
        sets = {field.option_set for field in register.of_kind(FieldKind.ONE, FieldKind.MANY)}
        self.options = {
            (option.option_set.code, option.code): option
            for option in Option.objects.filter(option_set__uid__in=sets).select_related("option_set")
        }
        self.staff = {user.username: user for user in User.objects.all()} if register.of_kind(FieldKind.STAFF) else {}

    def content(self, values: Values) -> dict[str, str]:
        return entries.format_values(self.register, values, self.choices)

    def build_rows(self, candidates: Sequence[tuple[Unit, Values]], *, by: User, at: datetime) -> list[Entry]:
        """Returns unsaved entries."""
        return [
            self.register.model(
                unit=unit,
                created_by=by,
                created_at=at,
                updated_by=by,
                updated_at=at,
                folded=self._folded(unit, values),
                **self._columns(values),
            )
            for unit, values in candidates
        ]

    def insert(self, new_entries: Sequence[Entry], candidates: Sequence[tuple[Unit, Values]]) -> None:
        """Saves the entries with a fixed number of statements per thousand."""
        self.register.model._default_manager.bulk_create(new_entries)
        self._link([(entry, values) for entry, (_, values) in zip(new_entries, candidates, strict=True)])

    def assign_values(self, entry: Entry, values: Values) -> list[str]:
        """Sets the values on the entry without saving it, and returns the names of the columns set."""
        columns = self._columns(values)
        for name, value in columns.items():
            setattr(entry, name, value)
        entry.folded = self._folded(entry.unit, values)
        return [*columns, "folded"]

    def update(self, entry: Entry, values: Values, columns: Sequence[str], *, by: User, at: datetime) -> None:
        self.touch(entry, by=by, at=at, fields=columns)
        for field in self.register.of_kind(*LIST_KINDS):
            getattr(entry, field.name).set(self._several(field, values))

    @staticmethod
    def touch(entry: Entry, *, by: User, at: datetime, fields: Sequence[str]) -> None:
        entry.version += 1
        entry.updated_by, entry.updated_at = by, at
        entry.save(update_fields=[*fields, "version", "updated_by", "updated_at"])

    def _columns(self, values: Values) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for field in self.register.fields:
            value = values.get(field.name)
            if field.kind in TEXT_KINDS:
                columns[field.name] = value or ""
            elif field.kind is FieldKind.LINE:
                columns[f"{field.name}_id"] = value
            elif field.kind in (FieldKind.ONE, FieldKind.UNIT):
                columns[field.name] = _ROWS[field.kind](self, field, value, values) if value else None
            elif field.kind not in LIST_KINDS:
                columns[field.name] = value
        return columns

    def _several(self, field: FieldDefinition, values: Values) -> list[Any]:
        codes: Any = values.get(field.name)
        return [_ROWS[field.kind](self, field, code, values) for code in codes or ()]

    def _option(self, field: FieldDefinition, code: Value, values: Values) -> Option:
        return self.options[field.option_set, str(code)]

    def _unit(self, field: FieldDefinition, code: Value, values: Values) -> Unit:
        """Returns the version of the unit that was valid on the entry's day."""
        day = values.get("day")
        version = self.choices.unit(str(code), day if isinstance(day, date) else self.choices.day)
        assert version is not None, "the rules have let it through"
        return version

    def _user(self, field: FieldDefinition, username: Value, values: Values) -> User:
        return self.staff[str(username)]

    def _link(self, values_by_entry: Sequence[tuple[Entry, Values]]) -> None:
        for field in self.register.of_kind(*LIST_KINDS):
            model_field: Any = self.register.model._meta.get_field(field.name)
            through = model_field.remote_field.through
            entry_field, choice_field = model_field.m2m_field_name(), model_field.m2m_reverse_field_name()
            through._default_manager.bulk_create(
                through(**{entry_field: entry, choice_field: choice})
                for entry, values in values_by_entry
                for choice in self._several(field, values)
            )

    def _folded(self, unit: Unit, values: Values) -> str:
        return entries.build_entry_search_text(self.register, unit, self.content(values))


_ROWS: Mapping[FieldKind, Callable[[EntryWriter, FieldDefinition, Value, Values], Any]] = {
    FieldKind.ONE: EntryWriter._option,
    FieldKind.MANY: EntryWriter._option,
    FieldKind.UNIT: EntryWriter._unit,
    FieldKind.UNITS: EntryWriter._unit,
    FieldKind.STAFF: EntryWriter._user,
}
