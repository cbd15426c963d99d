"""The version of the tree of units: a random text that the database replaces at each change of a unit.

What is computed from the tree may be kept under it (`accounts.queries.kept_reaches`). It is random, not a count: a
version that a transaction gave and rolled back is never given again to another tree. Triggers write it, so that no
change of units goes past it, whoever makes it.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from collections.abc import Iterator

from django.db import connection
from django.db.models import CharField
from django.db.models.expressions import RawSQL

_UNIT, VERSION_TABLE = "orgunits_unit", "orgunits_treeversion"
_EVENTS = ("insert", "update", "delete")


def select_tree_version() -> RawSQL:
    """Selects the version beside other columns; NULL where the database has none."""
    return RawSQL(f"(SELECT version FROM {VERSION_TABLE} WHERE id = 1)", (), output_field=CharField())  # noqa: S611


def find_tree_version() -> str | None:
    """The version now; None where the database has none. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version FROM {VERSION_TABLE} WHERE id = 1")
        row = cursor.fetchone()
    return None if row is None else str(row[0])


def install_triggers() -> None:
    """Creates the table with its one row, and the triggers; repeated calls keep both.

    Called by migration 0006 and again by the migrate command: SQLite drops the triggers of a table that a later
    migration builds anew.
    """
    if _UNIT not in connection.introspection.table_names():
        return
    statements = _build_postgresql_statements() if connection.vendor == "postgresql" else _build_sqlite_statements()
    with connection.cursor() as cursor:
        columns = "id integer NOT NULL PRIMARY KEY, version varchar(36) NOT NULL"
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} ({columns})")
        for statement in statements:
            cursor.execute(statement)


def _build_sqlite_statements() -> Iterator[str]:
    replace = f"INSERT OR REPLACE INTO {VERSION_TABLE} (id, version) VALUES (1, lower(hex(randomblob(16))))"
    for event in _EVENTS:
        yield f"CREATE TRIGGER IF NOT EXISTS {VERSION_TABLE}_{event} AFTER {event} ON {_UNIT} BEGIN {replace}; END"
    yield replace


def _build_postgresql_statements() -> Iterator[str]:
    replace = (
        f"INSERT INTO {VERSION_TABLE} (id, version) VALUES (1, gen_random_uuid()::text) "
        "ON CONFLICT (id) DO UPDATE SET version = excluded.version"
    )
    yield f"""
        CREATE OR REPLACE FUNCTION {VERSION_TABLE}_replace() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {replace};
            RETURN NULL;
        END $$"""
    for event in (*_EVENTS, "truncate"):
        yield (
            f"CREATE OR REPLACE TRIGGER {VERSION_TABLE}_{event} AFTER {event} ON {_UNIT} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {VERSION_TABLE}_replace()"
        )
    yield replace
