"""Triggers by which the database itself holds that a published version never changes.

A version may pass from «published» to «superseded»; every other change, and each deletion, is an IntegrityError.
SQLite drops triggers when a later migration rebuilds the table, so `sokehoach` installs them at every start.
"""

from collections.abc import Iterator

from django.db import connection

TABLE = "programmes_definitionversion"
FIXED_COLUMNS = (
    "id", "programme_id", "number", "in_force_from", "digest", "definition", "reason", "published_by", "published_at",
)  # fmt: skip
MESSAGE = "a published version never changes"


def install_triggers() -> None:
    """Create the triggers where they are missing; repeated calls change nothing."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _build_postgresql() if connection.vendor == "postgresql" else _build_sqlite():
            cursor.execute(statement)


def _build_condition(distinct: str) -> str:
    changed = " OR ".join(f"new.{column} {distinct} old.{column}" for column in FIXED_COLUMNS)
    return f"{changed} OR old.state <> 'published' OR new.state <> 'superseded'"


def _build_sqlite() -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_update BEFORE UPDATE ON {TABLE} "
        f"WHEN {_build_condition('IS NOT')} {refuse}"
    )
    yield f"CREATE TRIGGER IF NOT EXISTS {TABLE}_delete BEFORE DELETE ON {TABLE} {refuse}"


def _build_postgresql() -> Iterator[str]:
    yield f"""
        CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END $$"""
    yield (
        f"CREATE OR REPLACE TRIGGER {TABLE}_update BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({_build_condition('IS DISTINCT FROM')}) EXECUTE FUNCTION {TABLE}_refuse()"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {TABLE}_delete BEFORE DELETE ON {TABLE} FOR EACH ROW "
        f"EXECUTE FUNCTION {TABLE}_refuse()"
    )
