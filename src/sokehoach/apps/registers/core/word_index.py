"""Full-text search over the entries of all registers, on SQLite and PostgreSQL alike, maintained by the database.

An entry's search text is in its own column `folded`. Triggers copy it into the table of `SearchText` on every write,
and the engine's full-text index covers that table: one query searches every register.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import md5
from typing import Any

from django.conf import settings
from django.db import connection

from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.registers.core.models import SearchText
from sokehoach.domain.text import fold_accents

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TABLE = SearchText._meta.db_table
_INDEX = f"{_TABLE}_index"
_POSTGRESQL_INDEX = f"{_TABLE}_of_register"
_POSTGRESQL_WORDS = "to_tsvector('simple', 'register' || md5({row}register) || {row}folded)"

type SearchScope = Sequence[tuple[Collection[str], Collection[int]]]
"""Registers by code, each with the rows of the units whose lines are looked through."""


def build_search_text(text: str) -> str:
    """Builds the search text for the column `folded`: folded words, each after a space: « phat thanh xa pu xi»."""
    return f" {_BETWEEN_WORDS.sub(' ', fold_accents(text)).strip()}"


def install_triggers() -> None:
    """Creates the missing triggers and indexes for every register whose table exists; repeated calls change nothing.

    A model of one register gives its code, one of several (settings.DATA_TABLES) an expression of the entry's row.
    Called by the last migration of all and again by the migrate command, since a register may be new.
    """
    present = set(connection.introspection.table_names())
    if _TABLE not in present:
        return
    tables = {definition.model._meta.db_table: f"'{code}'" for code, definition in get_product_registers().items()}
    tables = {table: code for table, code in (tables | settings.DATA_TABLES).items() if table in present}
    statements = (
        _build_postgresql_statements(tables) if connection.vendor == "postgresql" else _build_sqlite_statements(tables)
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove_triggers(table: str) -> None:
    """Drops the triggers of the entries of one table, before the table itself."""
    names = [f"{table}_words_{event}" for event in ("insert", "update", "delete")]
    on_table = ""
    if connection.vendor == "postgresql":
        names, on_table = [f"{table}_words"], f" ON {table}"
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def list_matching_entries(terms: Iterable[str], *, among: SearchScope, limit: int) -> list[tuple[str, str]]:
    """Returns (register, entry id) of entries with a word beginning with each of the terms, last written first.

    `terms` are folded and hold letters and digits alone.
    """
    prefixes = list(terms)
    if not prefixes or not among:
        return []
    params: list[Any] = [_build_match_expression(prefixes, {code for codes, _units in among for code in codes})]
    conditions = []
    for codes, units in among:
        conditions.append(
            f"(w.register IN ({_build_placeholders(codes)}) AND w.unit IN ({_build_placeholders(units)}))"
        )
        params += [*codes, *units]
    query = _QUERY[connection.vendor].format(among=" OR ".join(conditions))
    with connection.cursor() as cursor:
        cursor.execute(query, [*params, limit])
        return [(str(register), str(entry)) for register, entry in cursor.fetchall()]


_QUERY = {
    "sqlite": f"SELECT w.register, w.line FROM {_INDEX} i JOIN {_TABLE} w ON w.id = i.rowid "
    f"WHERE {_INDEX} MATCH %s AND ({{among}}) ORDER BY i.rowid DESC LIMIT %s",
    "postgresql": f"SELECT w.register, w.line FROM {_TABLE} w "
    f"WHERE {_POSTGRESQL_WORDS.format(row='w.')} @@ to_tsquery('simple', %s) AND ({{among}}) "
    "ORDER BY w.id DESC LIMIT %s",
}


def _build_match_expression(terms: Sequence[str], registers: Collection[str]) -> str:
    """On PostgreSQL a register is a word of its entries: in one of twenty registers a twentieth of the hits is read."""
    if connection.vendor == "postgresql":
        lexemes = [f"{term}:*" for term in terms]
        if len(registers) == 1:
            lexemes += [f"register{md5(code.encode(), usedforsecurity=False).hexdigest()}" for code in registers]
        return " & ".join(lexemes)
    return " ".join(f'"{term}"*' for term in terms)


def _build_placeholders(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _build_sqlite_statements(tables: Mapping[str, str]) -> Iterable[str]:
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX} USING fts5(folded, content='{_TABLE}', content_rowid='id', "
        "prefix='2 3', tokenize='unicode61 remove_diacritics 0', detail=column)"
    )
    new = f"INSERT INTO {_INDEX}(rowid, folded) VALUES (new.id, new.folded);"
    old = f"INSERT INTO {_INDEX}({_INDEX}, rowid, folded) VALUES ('delete', old.id, old.folded);"
    for event, body in (("INSERT", new), ("DELETE", old), ("UPDATE", old + new)):
        yield f"CREATE TRIGGER IF NOT EXISTS {_INDEX}_{event} AFTER {event} ON {_TABLE} BEGIN {body} END"
    for table, code in tables.items():
        triggers = {
            "INSERT": f"INSERT INTO {_TABLE}(register, line, unit, folded) "
            f"VALUES ({code.format(entry='new')}, new.id, new.unit_id, new.folded);",
            "UPDATE OF folded, unit_id": f"UPDATE {_TABLE} SET unit = new.unit_id, folded = new.folded "
            f"WHERE line = new.id AND (unit, folded) != (new.unit_id, new.folded);",
            "DELETE": f"DELETE FROM {_TABLE} WHERE line = old.id;",
        }
        for event, body in triggers.items():
            name = f"{table}_words_{event.split()[0].lower()}"
            yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {body} END"
    yield from _build_backfill_statements(tables)


def _build_postgresql_statements(tables: Mapping[str, str]) -> Iterable[str]:
    yield f"DROP INDEX IF EXISTS {_INDEX}"  # of words without their register
    yield f"CREATE INDEX IF NOT EXISTS {_POSTGRESQL_INDEX} ON {_TABLE} USING gin ({_POSTGRESQL_WORDS.format(row='')})"
    yield _build_postgresql_function(f"{_TABLE}_keep", "TG_ARGV[0]")
    for table, code in tables.items():
        function, argument = f"{_TABLE}_keep", code
        if table in settings.DATA_TABLES:
            function, argument = f"{table}_words_keep", ""
            yield _build_postgresql_function(function, code.format(entry="new"))
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_words AFTER INSERT OR UPDATE OF folded, unit_id OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}({argument})"
        )
    yield from _build_backfill_statements(tables)


def _build_postgresql_function(name: str, code: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                DELETE FROM {_TABLE} WHERE line = old.id;
            ELSE
                INSERT INTO {_TABLE}(register, line, unit, folded) VALUES ({code}, new.id, new.unit_id, new.folded)
                ON CONFLICT (line) DO UPDATE SET unit = excluded.unit, folded = excluded.folded
                WHERE ({_TABLE}.unit, {_TABLE}.folded) IS DISTINCT FROM (excluded.unit, excluded.folded);
            END IF;
            RETURN NULL;
        END $$"""


def _build_backfill_statements(tables: Mapping[str, str]) -> Iterable[str]:
    """Builds the statements that index entries older than the triggers."""
    for table, code in tables.items():
        yield (
            f"INSERT INTO {_TABLE}(register, line, unit, folded) "
            f"SELECT {code.format(entry='t')}, t.id, t.unit_id, t.folded FROM {table} t "
            f"WHERE NOT EXISTS (SELECT 1 FROM {_TABLE} w WHERE w.line = t.id)"
        )
