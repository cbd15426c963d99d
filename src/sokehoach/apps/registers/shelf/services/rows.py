"""Values into rows of a register's tables; used by the services of lines alone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import SEVERAL, WORDS, Field, Kind, Value, Values
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.shelf.selectors.choices import Choices


class Writer:
    """Holds the rows that values name, so that five thousand lines cost no more look-ups than one."""

    def __init__(self, register: Register, choices: Choices) -> None:
        self.register = register
        self.choices = choices
        sets = {field.option_set for field in register.of_kind(Kind.ONE, Kind.MANY)}
        self.options = {
            (row.option_set.code, row.code): row
            for row in Option.objects.filter(option_set__code__in=sets).select_related("option_set")
        }
        self.staff = (
            {user.username: user for user in User.objects.all()} if register.of_kind(Kind.STAFF) else {}
        )

    def content(self, values: Values) -> dict[str, str]:
        return entries.shown(self.register, values, self.choices)

    def made(self, lines: Sequence[tuple[Unit, Values]], *, by: User, at: datetime) -> list[Entry]:
        """The lines as rows, not saved yet."""
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
            for unit, values in lines
        ]

    def insert(self, rows: Sequence[Entry], lines: Sequence[tuple[Unit, Values]]) -> None:
        """A fixed number of statements for each thousand lines."""
        self.register.model._default_manager.bulk_create(rows)
        self._link([(row, values) for row, (_, values) in zip(rows, lines, strict=True)])

    def tell(self, row: Entry, values: Values) -> list[str]:
        """The row says the values, not saved yet. Answers the names of its columns."""
        columns = self._columns(values)
        for name, value in columns.items():
            setattr(row, name, value)
        row.folded = self._folded(row.unit, values)
        return [*columns, "folded"]

    def update(self, row: Entry, values: Values, columns: Sequence[str], *, by: User, at: datetime) -> None:
        self.touch(row, by=by, at=at, fields=columns)
        for field in self.register.of_kind(*SEVERAL):
            getattr(row, field.name).set(self._several(field, values))

    @staticmethod
    def touch(row: Entry, *, by: User, at: datetime, fields: Sequence[str]) -> None:
        row.version += 1
        row.updated_by, row.updated_at = by, at
        row.save(update_fields=[*fields, "version", "updated_by", "updated_at"])

    def _columns(self, values: Values) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for field in self.register.fields:
            value = values.get(field.name)
            if field.kind in WORDS:
                columns[field.name] = value or ""
            elif field.kind is Kind.LINE:
                columns[f"{field.name}_id"] = value
            elif field.kind in (Kind.ONE, Kind.UNIT):
                columns[field.name] = _ROWS[field.kind](self, field, value, values) if value else None
            elif field.kind not in SEVERAL:
                columns[field.name] = value
        return columns

    def _several(self, field: Field, values: Values) -> list[Any]:
        named: Any = values.get(field.name)
        return [_ROWS[field.kind](self, field, one, values) for one in named or ()]

    def _option(self, field: Field, code: Value, values: Values) -> Option:
        return self.options[field.option_set, str(code)]

    def _unit(self, field: Field, code: Value, values: Values) -> Unit:
        """The version of the unit that stood on the day of the line."""
        day = values.get("day")
        found = self.choices.unit(str(code), day if isinstance(day, date) else self.choices.day)
        assert found is not None, "the rules have let it through"
        return found

    def _user(self, field: Field, username: Value, values: Values) -> User:
        return self.staff[str(username)]

    def _link(self, lines: Sequence[tuple[Entry, Values]]) -> None:
        for field in self.register.of_kind(*SEVERAL):
            model_field: Any = self.register.model._meta.get_field(field.name)
            through = model_field.remote_field.through
            own, other = model_field.m2m_field_name(), model_field.m2m_reverse_field_name()
            through._default_manager.bulk_create(
                through(**{own: row, other: named})
                for row, values in lines
                for named in self._several(field, values)
            )

    def _folded(self, unit: Unit, values: Values) -> str:
        return entries.folded(self.register, unit, self.content(values))


_ROWS: Mapping[Kind, Callable[[Writer, Field, Value, Values], Any]] = {
    Kind.ONE: Writer._option,
    Kind.MANY: Writer._option,
    Kind.UNIT: Writer._unit,
    Kind.UNITS: Writer._unit,
    Kind.STAFF: Writer._user,
}
