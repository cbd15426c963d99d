"""The words of all lines of all registers in one index, on SQLite and PostgreSQL alike; kept by the database.

A line's words stand in its own column `folded`. Triggers copy them into the table of `Words`, whoever writes the
line, and the engine's own full-text index stands over that table: one question finds the lines of every register.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from sokehoach.apps.registers.shelf.catalogue import registers
from sokehoach.apps.registers.shelf.models import Words
from sokehoach.domain.text.folding import fold

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WORDS = Words._meta.db_table
_INDEX = f"{_WORDS}_index"

type Among = Sequence[tuple[Collection[str], Collection[int]]]
"""Registers by code, each with the rows of the units whose lines are looked through."""


def searchable(text: str) -> str:
    """The words of a text as the column `folded` holds them, each after a space: « phat thanh xa pu xi»."""
    return f" {_BETWEEN_WORDS.sub(' ', fold(text)).strip()}"


def install() -> None:
    """Make what is missing, for every register whose table is there; changes nothing twice.

    The last migration of all asks for it, and the command that migrates does again: a register may be new.
    """
    present = set(connection.introspection.table_names())
    if _WORDS not in present:
        return
    tables = {code: one.model._meta.db_table for code, one in registers().items()}
    tables = {code: table for code, table in tables.items() if table in present}
    statements = _postgresql(tables) if connection.vendor == "postgresql" else _sqlite(tables)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def matching(words: Iterable[str], *, among: Among, most: int) -> list[tuple[str, str]]:
    """(register, line) of lines each of whose words begins so, the last written first.

    `words` are as `searchable` leaves them: folded, letters and digits alone.
    """
    begun = list(words)
    if not begun or not among:
        return []
    asked: list[Any] = [_asked(begun)]
    where = []
    for codes, units in among:
        where.append(f"(w.register IN ({_marks(codes)}) AND w.unit IN ({_marks(units)}))")
        asked += [*codes, *units]
    query = _QUERY[connection.vendor].format(among=" OR ".join(where))
    with connection.cursor() as cursor:
        cursor.execute(query, [*asked, most])
        return [(str(register), str(line)) for register, line in cursor.fetchall()]


_QUERY = {
    "sqlite": f"SELECT w.register, w.line FROM {_INDEX} i JOIN {_WORDS} w ON w.id = i.rowid "
    f"WHERE {_INDEX} MATCH %s AND ({{among}}) ORDER BY i.rowid DESC LIMIT %s",
    "postgresql": f"SELECT w.register, w.line FROM {_WORDS} w "
    f"WHERE to_tsvector('simple', w.folded) @@ to_tsquery('simple', %s) AND ({{among}}) ORDER BY w.id DESC LIMIT %s",
}


def _asked(words: Sequence[str]) -> str:
    if connection.vendor == "postgresql":
        return " & ".join(f"{word}:*" for word in words)
    return " ".join(f'"{word}"*' for word in words)


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _sqlite(tables: Mapping[str, str]) -> Iterable[str]:
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX} USING fts5(folded, content='{_WORDS}', content_rowid='id', "
        "prefix='2 3', tokenize='unicode61 remove_diacritics 0', detail=column)"
    )
    new = f"INSERT INTO {_INDEX}(rowid, folded) VALUES (new.id, new.folded);"
    old = f"INSERT INTO {_INDEX}({_INDEX}, rowid, folded) VALUES ('delete', old.id, old.folded);"
    for when, what in (("INSERT", new), ("DELETE", old), ("UPDATE", old + new)):
        yield f"CREATE TRIGGER IF NOT EXISTS {_INDEX}_{when} AFTER {when} ON {_WORDS} BEGIN {what} END"
    for code, table in tables.items():
        kept = {
            "INSERT": f"INSERT INTO {_WORDS}(register, line, unit, folded) "
            f"VALUES ('{code}', new.id, new.unit_id, new.folded);",
            "UPDATE OF folded, unit_id": f"UPDATE {_WORDS} SET unit = new.unit_id, folded = new.folded "
            f"WHERE line = new.id AND (unit, folded) != (new.unit_id, new.folded);",
            "DELETE": f"DELETE FROM {_WORDS} WHERE line = old.id;",
        }
        for when, what in kept.items():
            name = f"{table}_words_{when.split()[0].lower()}"
            yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {when} ON {table} BEGIN {what} END"
    yield from _catch_up(tables)


def _postgresql(tables: Mapping[str, str]) -> Iterable[str]:
    yield f"CREATE INDEX IF NOT EXISTS {_INDEX} ON {_WORDS} USING gin (to_tsvector('simple', folded))"
    yield f"""
        CREATE OR REPLACE FUNCTION {_WORDS}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                DELETE FROM {_WORDS} WHERE line = old.id;
            ELSE
                INSERT INTO {_WORDS}(register, line, unit, folded) VALUES (TG_ARGV[0], new.id, new.unit_id, new.folded)
                ON CONFLICT (line) DO UPDATE SET unit = excluded.unit, folded = excluded.folded
                WHERE ({_WORDS}.unit, {_WORDS}.folded) IS DISTINCT FROM (excluded.unit, excluded.folded);
            END IF;
            RETURN NULL;
        END $$"""
    for code, table in tables.items():
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_words AFTER INSERT OR UPDATE OF folded, unit_id OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {_WORDS}_keep('{code}')"
        )
    yield from _catch_up(tables)


def _catch_up(tables: Mapping[str, str]) -> Iterable[str]:
    """Lines that were there before the triggers."""
    for code, table in tables.items():
        yield (
            f"INSERT INTO {_WORDS}(register, line, unit, folded) SELECT '{code}', t.id, t.unit_id, t.folded "
            f"FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM {_WORDS} w WHERE w.line = t.id)"
        )
