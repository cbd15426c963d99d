"""SQLite takes texts longer than their column, numbers beyond it, and NUL in a text. In tests it refuses them as
PostgreSQL does, so that no test need be repeated there for the values that it stores.
"""

from typing import Any

from django.db import DataError, connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Field


def enforce() -> None:
    if connection.vendor != "sqlite":
        return
    prepare = Field.get_db_prep_save

    def check(field: "Field[Any, Any]", value: Any, connection: Any) -> Any:
        prepared = prepare(field, value, connection)
        if isinstance(prepared, str):
            if "\0" in prepared or (field.get_internal_type() == "JSONField" and "\\u0000" in prepared):
                raise ValueError(f"{field}: PostgreSQL text fields cannot contain NUL bytes")
            if field.max_length and len(prepared) > field.max_length and _is_varchar(field):
                raise DataError(f"{field}: value too long for type character varying({field.max_length})")
        elif isinstance(prepared, int):
            low, high = BaseDatabaseOperations.integer_field_ranges.get(field.get_internal_type(), (prepared, prepared))
            if not low <= prepared <= high:
                raise DataError(f"{field}: integer out of range")
        return prepared

    Field.get_db_prep_save = check  # type: ignore[method-assign]


def _is_varchar(field: "Field[Any, Any]") -> bool:
    return (field.db_type(connection) or "").startswith("varchar")
