"""Triggers by which the database itself holds that what was published, or what reports were sent by, never changes.

A published version may pass from «published» to «superseded» and back, or to «withdrawn»; every other change of a
row, and each deletion, is an IntegrityError. SQLite drops triggers when a later migration rebuilds the table, so
`sokehoach` installs them at every start.
"""

from collections.abc import Iterator, Mapping

from django.db import connection

VERSION_COLUMNS = (
    "id", "programme_id", "number", "in_force_from", "digest", "definition", "reason", "published_by", "published_at",
)  # fmt: skip
_STATE_CHANGES = "('published superseded', 'superseded published', 'published withdrawn')"
_REFUSED_VERSION_CHANGE = " OR ".join(
    (
        *(f"new.{column} {{distinct}} old.{column}" for column in VERSION_COLUMNS),
        f"old.state || ' ' || new.state NOT IN {_STATE_CHANGES}",
    )
)
# Table → which changes are refused; «»: all.
TABLES: Mapping[str, str] = {
    "programmes_definitionversion": _REFUSED_VERSION_CHANGE,
    "reporting_formversion": "",
}
MESSAGE = "a published version never changes"


def install_triggers() -> None:
    """Create the triggers where they are missing; repeated calls change nothing."""
    build = _build_postgresql_statements if connection.vendor == "postgresql" else build_sqlite_statements
    with connection.cursor() as cursor:
        for table in TABLES.keys() & set(connection.introspection.table_names()):
            for statement in build(table):
                cursor.execute(statement)


def build_sqlite_statements(table: str) -> Iterator[str]:
    """The statements that create the triggers of one of the tables where they are missing."""
    refused = TABLES[table]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    when = f"WHEN {refused.format(distinct='IS NOT')} " if refused else ""
    yield f"CREATE TRIGGER IF NOT EXISTS {table}_update BEFORE UPDATE ON {table} {when}{refuse}"
    yield f"CREATE TRIGGER IF NOT EXISTS {table}_delete BEFORE DELETE ON {table} {refuse}"


def _build_postgresql_statements(table: str) -> Iterator[str]:
    refused = TABLES[table]
    when = f"WHEN ({refused.format(distinct='IS DISTINCT FROM')}) " if refused else ""
    yield f"""
        CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END $$"""
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_update BEFORE UPDATE ON {table} FOR EACH ROW "
        f"{when}EXECUTE FUNCTION {table}_refuse()"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_delete BEFORE DELETE ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {table}_refuse()"
    )
