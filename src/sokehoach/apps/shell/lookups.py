"""Sends a list of ids to PostgreSQL as one array parameter, whatever its length.

Django gives each id a parameter of its own. The units of a country, by function, exceed the protocol's limit of 65,535
parameters, and each length of a list would be another statement to plan.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, ForeignKey, UUIDField
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

_TYPES = ("bigint", "uuid")  # texts stay a list: an array of varchar(n) would truncate them


class _AsOneParameter(In):
    def process_rhs(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        placeholders, ids = super().process_rhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection)
        is_id_list = self.rhs_is_direct_value() and placeholders == f"({', '.join(['%s'] * len(ids))})"
        if connection.vendor != "postgresql" or kind not in _TYPES or not is_id_list:
            return placeholders, ids
        return f"ANY(%s::{kind}[])", ([*ids],)

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        return f"= {rhs}" if rhs.startswith("ANY(") else super().get_rhs_op(connection, rhs)


class _RelatedAsOneParameter(_AsOneParameter, RelatedIn):
    pass


def register_lookups() -> None:
    BigAutoField.register_lookup(_AsOneParameter)
    UUIDField.register_lookup(_AsOneParameter)
    ForeignKey.register_lookup(_RelatedAsOneParameter)
