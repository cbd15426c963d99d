"""Triggers that hold the wall between confidential groups in the database, on SQLite and PostgreSQL.

`accounts_capacity.wall` is written by them alone: the wall of the function's group, «» for the general function. A
function that is no group has none, and the database refuses it (NOT NULL). The unique constraint on account and wall
refuses a second group of one wall. A group that enters a wall takes its capacities along, or is refused; one that
stands in a wall stays there, and a group with capacities is never deleted.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from collections.abc import Iterable

from django.db import connection

_CAPACITY, _GROUP = "accounts_capacity", "programmes_installationgroup"
_WALL = f"CASE new.function WHEN 'general' THEN '' ELSE (SELECT wall FROM {_GROUP} WHERE code = new.function) END"
_KEEPS_WALL = "(old.wall <> '' AND new.wall <> old.wall) OR new.code <> old.code"
_USED = f"EXISTS (SELECT 1 FROM {_CAPACITY} WHERE function = old.code)"
TRIGGERS = ("accounts_wall_insert", "accounts_wall_update", "accounts_wall_of_group", "accounts_group_kept")


def install_triggers() -> None:
    """Creates the triggers; repeated calls change nothing.

    Called by migration 0009 and again by the migrate command: SQLite drops the triggers of a table that a later
    migration builds anew.
    """
    if not {_CAPACITY, _GROUP}.issubset(connection.introspection.table_names()):
        return
    statements = _build_postgresql_statements() if connection.vendor == "postgresql" else _build_sqlite_statements()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _build_sqlite_statements() -> Iterable[str]:
    set_wall = f"UPDATE {_CAPACITY} SET wall = {_WALL} WHERE id = new.id;"
    insert, update, of_group, keep_group = TRIGGERS
    yield f"CREATE TRIGGER IF NOT EXISTS {insert} AFTER INSERT ON {_CAPACITY} BEGIN {set_wall} END"
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {update} AFTER UPDATE OF function, wall ON {_CAPACITY} "
        f"WHEN new.wall IS NOT {_WALL} BEGIN {set_wall} END"
    )
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {of_group} AFTER UPDATE OF code, wall ON {_GROUP} BEGIN "
        f"SELECT RAISE(ABORT, '{keep_group}') WHERE {_KEEPS_WALL}; "
        f"UPDATE {_CAPACITY} SET wall = new.wall WHERE function = new.code; END"
    )
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {keep_group} BEFORE DELETE ON {_GROUP} WHEN {_USED} "
        f"BEGIN SELECT RAISE(ABORT, '{keep_group}'); END"
    )


def _build_postgresql_statements() -> Iterable[str]:
    insert, _update, of_group, keep_group = TRIGGERS
    yield f"""
        CREATE OR REPLACE FUNCTION {insert}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            new.wall := {_WALL};
            RETURN new;
        END $$"""
    yield (
        f"CREATE OR REPLACE TRIGGER {insert} BEFORE INSERT OR UPDATE OF function, wall ON {_CAPACITY} "
        f"FOR EACH ROW EXECUTE FUNCTION {insert}()"
    )
    yield f"""
        CREATE OR REPLACE FUNCTION {of_group}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {_USED} THEN
                    RAISE EXCEPTION '{keep_group}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN old;
            END IF;
            IF {_KEEPS_WALL} THEN
                RAISE EXCEPTION '{keep_group}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            UPDATE {_CAPACITY} SET wall = new.wall WHERE function = new.code;
            RETURN new;
        END $$"""
    yield (
        f"CREATE OR REPLACE TRIGGER {of_group} AFTER UPDATE OF code, wall ON {_GROUP} "
        f"FOR EACH ROW EXECUTE FUNCTION {of_group}()"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {keep_group} BEFORE DELETE ON {_GROUP} FOR EACH ROW EXECUTE FUNCTION {of_group}()"
    )
