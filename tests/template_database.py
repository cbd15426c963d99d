"""A migrated database that each process of a test run copies, because migrating takes longer than most test files.

On SQLite the copy is a file in build/test, named by a digest of the source code, so that later runs use it too. On
PostgreSQL it is a template database, which lives as long as the server of the run (tools/postgres.py).
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from unittest.mock import patch

from django.core.management.commands import migrate
from django.db import connection
from tools.built_homes import ROOT, digest_source

from sokehoach.apps.shell.migrating import load_changed_models_only

FOLDER = ROOT / "build" / "test" / "template"
POSTGRES_TEMPLATE = "sokehoach_template"


@contextmanager
def use_template(monkeypatch: Any) -> Iterator[None]:
    """Inside, Django makes the test database: from the template, or else what it makes becomes the template."""
    with only_process("lock"):
        template = SqliteTemplate() if connection.vendor == "sqlite" else _PostgresTemplate()
        if template.exists():
            # nothing is left to migrate, and finding that takes a second
            with template.copy_at_creation(monkeypatch), patch.object(migrate.Command, "handle", return_value=None):
                yield
        else:
            with load_changed_models_only():
                yield
            template.save()


def flush_guarded_tables(monkeypatch: Any) -> None:
    """Lets Django empty the tables of SQLite: a confidential group is not deleted while an account holds it, and a
    published definition and the rules of a register never.
    """
    from django.db.backends.sqlite3.base import DatabaseOperations  # needs Django to be set up

    from sokehoach.apps.programmes import immutability
    from sokehoach.apps.registers.data_registers import entry_triggers

    sql_flush = DatabaseOperations.sql_flush

    def flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        ordered = sorted(tables, key=lambda table: table != "accounts_capacity")
        guarded = [table for table in immutability.TABLES if table in tables]
        rules = (entry_triggers.RULE, entry_triggers.COMPARISON)
        return [
            *(f"DROP TRIGGER IF EXISTS {table}_delete" for table in (*guarded, *rules)),
            *sql_flush(self, style, ordered, **options),
            *(statement for table in guarded for statement in immutability.build_sqlite_statements(table)),
            *(entry_triggers.build_sqlite_statements() if entry_triggers.RULE in tables else ()),
        ]

    monkeypatch.setattr(DatabaseOperations, "sql_flush", flush)


@contextmanager
def only_process(name: str) -> Iterator[None]:
    """One process at a time; another waits, to use what this one has made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class SqliteTemplate:
    def __init__(self) -> None:
        self.path = FOLDER / f"{digest_source('.py')}.sqlite3"

    def exists(self) -> bool:
        return self.path.exists()

    @contextmanager
    def copy_at_creation(self, monkeypatch: Any) -> Iterator[None]:
        create = connection.creation._create_test_db
        copies: list[sqlite3.Connection] = []  # a database in memory ends with its last connection

        def create_copy(*args: Any, **kwargs: Any) -> str:
            name: str = create(*args, **kwargs)
            target = sqlite3.connect(name, uri=True)
            with closing(sqlite3.connect(self.path)) as source:
                source.backup(target)
            copies.append(target)
            return name

        monkeypatch.setattr(connection.creation, "_create_test_db", create_copy)
        yield
        for copy in copies:  # Django's own connection is open by now
            copy.close()

    def save(self) -> None:
        if not connection.is_in_memory_db():  # no test of this run has a database: Django made none
            return
        for older in FOLDER.glob("*.sqlite3"):
            older.unlink()
        partial = self.path.with_suffix(f".{os.getpid()}")
        connection.ensure_connection()
        connection.connection.execute("VACUUM")  # migrations drop tables, and tests of a full disk fill no free pages
        with closing(sqlite3.connect(partial)) as target:
            connection.connection.backup(target)
        connection.close()
        partial.rename(self.path)


class _PostgresTemplate:
    def exists(self) -> bool:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [POSTGRES_TEMPLATE])
            return cursor.fetchone() is not None

    @contextmanager
    def copy_at_creation(self, monkeypatch: Any) -> Iterator[None]:
        monkeypatch.setitem(connection.settings_dict["TEST"], "TEMPLATE", POSTGRES_TEMPLATE)
        yield

    def save(self) -> None:
        name = connection.settings_dict["NAME"]
        connection.close()
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{POSTGRES_TEMPLATE}" TEMPLATE "{name}"')
