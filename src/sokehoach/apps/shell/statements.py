"""Statements for many rows: a query that is compiled once, since that takes ten times its run time, and an insert."""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, BigIntegerField, CharField, DateField, Field, Model, QuerySet, UUIDField
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators

_MOST_PARAMS = 30_000  # of a statement of SQLite, which takes at most 32,766


class QueryParameter(Expression):
    """A parameter of a prepared statement, by name; `output_field` converts its values for the database."""

    def __init__(self, name: object, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def prepare_argument(self, argument: Any, connection: BaseDatabaseWrapper) -> object:
        return self.output_field.get_db_prep_value(argument, connection)


class DayParameter(QueryParameter):
    def __init__(self, name: object) -> None:
        super().__init__(name, DateField())


class IdsParameter(QueryParameter):
    """A parameter of any number of row ids, for the right side of `__in`."""

    def __init__(self, name: object) -> None:
        super().__init__(name, BigIntegerField())

    def as_sqlite(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT unnest(%s::bigint[]))", (self,)

    def prepare_argument(self, argument: Any, connection: BaseDatabaseWrapper) -> object:
        ids = sorted(argument)
        return json.dumps(ids) if connection.vendor == "sqlite" else ids


class TextParameter(QueryParameter):
    def __init__(self, name: object) -> None:
        super().__init__(name, CharField())


class UuidsParameter(QueryParameter):
    """A parameter of any number of keys that are UUIDs, for the right side of `__in`."""

    def __init__(self, name: object) -> None:
        super().__init__(name, UUIDField())

    def as_sqlite(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT unnest(%s::uuid[]))", (self,)

    def prepare_argument(self, argument: Any, connection: BaseDatabaseWrapper) -> object:
        keys = sorted(argument)
        return json.dumps([key.hex for key in keys]) if connection.vendor == "sqlite" else keys


class PreparedStatement:
    """A query with parameters, compiled once when the object is made."""

    def __init__(self, rows: "QuerySet[Any]") -> None:
        self._query, self._fetch_mode = rows.query, rows._fetch_mode  # type: ignore[attr-defined]
        compiler = self._query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = compiler.as_sql()
        self._columns = [column for column, *_alias in compiler.select]
        self._compiler = compiler

    def rows(self, arguments: Mapping[Any, object]) -> list[Any]:
        """Runs the query with a value for each parameter and returns its rows."""
        connection = connections[DEFAULT_DB_ALIAS]
        params: list[Any] = [
            param.prepare_argument(arguments[param.name], connection) if isinstance(param, QueryParameter) else param
            for param in self._params
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            records = cursor.fetchall()
        compiler = self._query.get_compiler(connection=connection)
        return list(compiler.apply_converters(records, compiler.get_converters(self._columns)))

    def list_objects(self, arguments: Mapping[Any, object]) -> list[Any]:
        """The same of a query of whole rows, as objects with the related ones and annotations that it selects."""
        klass_info, select = self._compiler.klass_info, self._compiler.select
        assert klass_info is not None
        model: type[Model] = klass_info["model"]
        start, end = klass_info["select_fields"][0], klass_info["select_fields"][-1] + 1
        columns = [column.target.attname for column in self._columns[start:end]]
        populators = get_related_populators(klass_info, select, DEFAULT_DB_ALIAS, self._fetch_mode)
        model_objects = []
        for record in self.rows(arguments):
            model_object = model.from_db(DEFAULT_DB_ALIAS, columns, record[start:end])
            for populator in populators:
                populator.populate(record, model_object)
            for annotation, place in self._compiler.annotation_col_map.items():
                setattr(model_object, annotation, record[place])
            model_objects.append(model_object)
        return model_objects


def insert_objects(new_objects: Sequence[Model]) -> None:
    """Inserts new objects of one model as `insert_rows` does. Objects whose key the database makes do not learn it."""
    if not new_objects:
        return
    fields = [
        field
        for field in new_objects[0]._meta.local_concrete_fields
        if not field.generated and not isinstance(field, AutoField)
    ]
    rows = [[field.pre_save(new_object, True) for field in fields] for new_object in new_objects]
    insert_rows(type(new_objects[0]), [field.attname for field in fields], rows)
    for new_object in new_objects:
        new_object._state.adding, new_object._state.db = False, DEFAULT_DB_ALIAS


def insert_rows(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Inserts rows with values of these fields, without an object of Django for each row.

    The table has no other columns than these and its id. PostgreSQL takes one statement with a list for each column;
    SQLite few long ones, since its search index is written once a statement.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [
        [field.get_db_prep_save(value, connection) for value in values]
        for field, values in zip(fields, zip(*rows, strict=True), strict=True)
    ]
    quote = connection.ops.quote_name
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lists = ", ".join(f"%s::{_get_type(field, connection)}[]" for field in fields)
            cursor.execute(f"{insert} SELECT * FROM unnest({lists})", columns)  # noqa: S608 - names of our own tables
        else:
            marks = f"({', '.join(['%s'] * len(fields))})"
            records, size = [*zip(*columns, strict=True)], _MOST_PARAMS // len(fields)
            for start in range(0, len(records), size):
                batch = records[start : start + size]
                cursor.execute(f"{insert} VALUES {', '.join([marks] * len(batch))}", [*chain.from_iterable(batch)])


def _get_type(field: Any, connection: BaseDatabaseWrapper) -> str:
    """Of a reference the type of what it refers to: the type of an id itself would count up.

    Without its length: PostgreSQL would cut a text off to it, where the column refuses one that is too long.
    """
    return str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection)).partition("(")[0]
