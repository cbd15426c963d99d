"""Turns values into rows of a register's tables; used by the entry services alone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind, Values
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.shell.statements import insert_objects, insert_rows

_BETWEEN_ENTRIES = timedelta(microseconds=1)  # entries written at once keep their order


class EntryWriter:
    """Caches the rows that values refer to, so that five thousand entries need no more look-ups than one."""

    def __init__(self, register: RegisterDefinition, choices: Choices) -> None:
        self.register = register
        self.storage = register.storage
        self.choices = choices
        sets = {field.option_set for field in register.of_kind(FieldKind.ONE, FieldKind.MANY)}
        self.options = {
            (option.option_set.uid, option.code): option
            for option in Option.objects.filter(option_set__uid__in=sets).select_related("option_set")
        }
        self.staff = {user.username: user for user in User.objects.all()} if register.of_kind(FieldKind.STAFF) else {}

    def content(self, values: Values) -> dict[str, str]:
        return entries.format_values(self.register, values, self.choices)

    def build_rows(
        self,
        candidates: Sequence[tuple[Unit, Values]],
        texts: Sequence[entries.EntryTexts],
        *,
        by: User,
        at: datetime,
    ) -> list[Entry]:
        """Returns unsaved entries."""
        return [
            self.register.model(
                unit=unit,
                created_by=by,
                created_at=at + number * _BETWEEN_ENTRIES,
                updated_by=by,
                updated_at=at,
                folded=entry_texts.search_text,
                **self.storage.build_columns(self.register, unit, values, self),
            )
            for number, ((unit, values), entry_texts) in enumerate(zip(candidates, texts, strict=True))
        ]

    def insert(self, new_entries: Sequence[Entry], candidates: Sequence[tuple[Unit, Values]]) -> None:
        """Saves the entries with a number of statements that does not grow with them."""
        insert_objects(new_entries)
        values_by_entry = [(entry, values) for entry, (_, values) in zip(new_entries, candidates, strict=True)]
        for links in self.storage.build_links(self.register, values_by_entry, self):
            insert_rows(links.model, links.fields, links.rows)

    def assign_values(self, entry: Entry, values: Values) -> list[str]:
        """Sets the values on the entry without saving it, and returns the names of the columns set."""
        columns = self.storage.build_columns(self.register, entry.unit, values, self)
        for name, value in columns.items():
            setattr(entry, name, value)
        entry.folded = entries.build_entry_search_text(self.register, entry.unit, self.content(values))
        return [*columns, "folded"]

    def update(self, entry: Entry, values: Values, columns: Sequence[str], *, by: User, at: datetime) -> None:
        self.touch(entry, by=by, at=at, fields=columns)
        for links in self.storage.build_links(self.register, [(entry, values)], self):
            links.model._default_manager.filter(**{links.fields[0]: entry}).delete()
            insert_rows(links.model, links.fields, links.rows)

    @staticmethod
    def touch(entry: Entry, *, by: User, at: datetime, fields: Sequence[str]) -> None:
        entry.version += 1
        entry.updated_by, entry.updated_at = by, at
        entry.save(update_fields=[*fields, "version", "updated_by", "updated_at"])

    def get_option(self, field: FieldDefinition, code: str) -> Option:
        return self.options[field.option_set, code]

    def get_unit(self, code: str, values: Values) -> Unit:
        """Returns the version of the unit that was valid on the entry's day."""
        day = values.get("day")
        version = self.choices.unit(code, day if isinstance(day, date) else self.choices.day)
        assert version is not None, "the rules have let it through"
        return version

    def get_user(self, username: str) -> User:
        return self.staff[username]
