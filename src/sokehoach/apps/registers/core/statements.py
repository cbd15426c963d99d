"""Compiles a query once and runs it with different parameters: compiling a long one takes ten times its run time."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, DateField, Field, QuerySet
from django.db.models.expressions import Expression


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


class PreparedStatement:
    """A query with parameters, compiled once when the object is made."""

    def __init__(self, rows: "QuerySet[Any]") -> None:
        self._query = rows.query
        compiler = self._query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = compiler.as_sql()
        self._columns = [column for column, *_alias in compiler.select]

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
