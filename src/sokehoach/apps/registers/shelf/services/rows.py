"""Values into rows of a register's tables; used by the services of lines alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Kind, Values
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.shelf.selectors.found import searchable
from sokehoach.domain.indicators.element import OptionSet


class Writer:
    """Holds the option rows of a register, so that five thousand lines cost no more look-ups than one."""

    def __init__(self, register: Register, options: Mapping[str, OptionSet]) -> None:
        self.register = register
        self.options = options
        sets = {field.option_set for field in register.of_kind(Kind.ONE, Kind.MANY)}
        self.rows = {
            (row.option_set.code, row.code): row
            for row in Option.objects.filter(option_set__code__in=sets).select_related("option_set")
        }

    def content(self, values: Values) -> dict[str, str]:
        return entries.shown(self.register, values, self.options)

    def insert(self, lines: Sequence[tuple[Unit, Values]], *, by: User, at: datetime) -> list[Entry]:
        """A fixed number of statements for each thousand lines."""
        made = [
            self.register.model(
                unit=unit,
                created_by=by,
                created_at=at,
                updated_by=by,
                updated_at=at,
                folded=self._folded(unit, values),
                **self._columns(values),
            )
            for unit, values in lines
        ]
        self.register.model._default_manager.bulk_create(made)
        self._link([(row, values) for row, (_, values) in zip(made, lines, strict=True)])
        return made

    def update(self, row: Entry, values: Values, *, by: User, at: datetime) -> None:
        columns = self._columns(values)
        for name, value in columns.items():
            setattr(row, name, value)
        row.folded = self._folded(row.unit, values)
        self.touch(row, by=by, at=at, fields=[*columns, "folded"])
        for field in self.register.of_kind(Kind.MANY):
            getattr(row, field.name).set(self._many(field.option_set, values[field.name]))

    @staticmethod
    def touch(row: Entry, *, by: User, at: datetime, fields: Sequence[str]) -> None:
        row.version += 1
        row.updated_by, row.updated_at = by, at
        row.save(update_fields=[*fields, "version", "updated_by", "updated_at"])

    def _columns(self, values: Values) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for field in self.register.fields:
            value = values.get(field.name)
            if field.kind is Kind.ONE and value is not None:
                columns[field.name] = self.rows[field.option_set, str(value)]
            elif field.kind is not Kind.MANY:
                columns[field.name] = "" if value is None and field.kind is Kind.TEXT else value
        return columns

    def _many(self, option_set: str, codes: Any) -> list[Option]:
        return [self.rows[option_set, code] for code in codes or ()]

    def _link(self, lines: Sequence[tuple[Entry, Values]]) -> None:
        for field in self.register.of_kind(Kind.MANY):
            model_field: Any = self.register.model._meta.get_field(field.name)
            through = model_field.remote_field.through
            own, other = model_field.m2m_field_name(), model_field.m2m_reverse_field_name()
            through._default_manager.bulk_create(
                through(**{own: row, other: option})
                for row, values in lines
                for option in self._many(field.option_set, values.get(field.name))
            )

    def _folded(self, unit: Unit, values: Values) -> str:
        """What the search looks in: the words of a line, its options, its unit; neither days nor numbers."""
        content = self.content(values)
        words = [content[field.name] for field in self.register.of_kind(Kind.TEXT, Kind.ONE, Kind.MANY)]
        return searchable(" ".join([*words, unit.name]))
