"""Migrations run where one is missing, and make the tables that Django's own way makes."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from sokehoach.apps.shell import migrating, readiness
from sokehoach.apps.shell.migrating import load_changed_models_only
from sokehoach.config import cli
from tests.repository.order import ROOT
from tests.soak import LONG


@pytest.mark.django_db
def test_the_tables_are_those_of_djangos_own_way(tmp_path: Path, migrated_database: Path) -> None:
    """In short those of one app; in the long form every table, index and trigger."""
    apps = [] if LONG else ["accounts"]
    command = [sys.executable, "tools/manage.py", "migrate", "--verbosity", "0", *apps]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run(command, cwd=ROOT, env=environment | {"SOKEHOACH_HOME": str(tmp_path)}, check=True)
    plain, ours = (
        read_schema(path, "" if LONG else "accounts_") for path in (tmp_path / "sokehoach.sqlite3", migrated_database)
    )
    assert len(plain) > 20
    assert ours == plain


def read_schema(database: Path, prefix: str) -> dict[tuple[str, str], str]:
    """Kind and name of each table, index and trigger → its statement."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE tbl_name LIKE ?", [f"{prefix}%"])
        return {(kind, name): statement for kind, name, statement in rows if kind != "trigger" or not prefix}


def test_django_has_its_own_way_again_afterwards() -> None:
    own_way = vars(ProjectState)["_find_reload_model"]
    with load_changed_models_only():
        assert vars(ProjectState)["_find_reload_model"] is not own_way
    assert vars(ProjectState)["_find_reload_model"] is own_way


@pytest.mark.django_db
@pytest.mark.parametrize("is_new", [True, False])
def test_only_a_new_database_is_migrated_in_another_way(is_new: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has rows goes Django's own way, tried on all databases of the world."""
    own_way, used = vars(ProjectState)["_find_reload_model"], []
    monkeypatch.setattr(
        migrating, "call_command", lambda *_a, **_options: used.append(vars(ProjectState)["_find_reload_model"])
    )
    recorder = MigrationRecorder(connection)
    if is_new:
        recorder.flush()
    else:
        recorder.record_unapplied("reporting", "0012_plain_names")
    migrating.migrate()
    assert [method is own_way for method in used] == [not is_new]
    assert vars(ProjectState)["_find_reload_model"] is own_way


@pytest.mark.django_db
def test_nothing_is_migrated_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(migrating, "call_command", lambda name, **_options: called.append(name))
    migrating.migrate()
    assert called == []
    MigrationRecorder(connection).record_unapplied("reporting", "0012_plain_names")
    migrating.migrate()
    assert called == ["migrate"]


@pytest.mark.django_db
def test_the_migrations_of_the_code_are_those_that_django_finds() -> None:
    assert readiness._list_code_migrations() == MigrationLoader(None, ignore_no_migrations=True).disk_migrations.keys()


@pytest.mark.parametrize(("applied", "sentence"), [({}, "Lần mở đầu"), ({("a", "0001"): None}, "sang phiên bản này")])
def test_whoever_starts_the_server_reads_that_tables_are_made(
    applied: dict[tuple[str, str], None],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed_before: list[str] = []
    pending = [["a.0001", "a.0002"], []]
    monkeypatch.setattr(migrating, "list_pending_migrations", lambda _database: pending.pop(0))
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _recorder: applied)
    monkeypatch.setattr(
        migrating, "call_command", lambda *_args, **_named: printed_before.append(capsys.readouterr().err)
    )
    monkeypatch.setattr(cli, "create_tables", lambda announce: migrating.migrate(announce=announce))
    monkeypatch.setattr(cli, "_set_up_django", lambda: None)
    for _start in range(2):
        with cli._start_server():
            pass
    (printed,) = printed_before
    assert sentence in printed
    assert "(2 bước)" in printed
    assert capsys.readouterr().err == "", "the second start has nothing to say"
