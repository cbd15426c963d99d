"""Orders texts by code points on both databases, as Python does."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func


class CodePoints(Func):
    """A text column that is ordered and compared by code points: `alias(code=CodePoints("unit__code"))`.

    PostgreSQL orders by the collation of the database, which may ignore hyphens or case. SQLite orders by code points.
    """

    template = "%(expressions)s"
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template='(%(expressions)s COLLATE "C")', **context)
