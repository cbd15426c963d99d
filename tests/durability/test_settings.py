"""A database that would lose what it acknowledged is not served from, and the check says so."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection
from tools import postgres

from tests.durability.conftest import run


def test_a_postgresql_that_does_not_wait_for_the_disk_is_refused(tmp_path: Path) -> None:
    where = postgres.programs()
    if where is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    with postgres.serving(where, "fsync=off", "full_page_writes=off", "synchronous_commit=off") as server:
        ended = run(tmp_path, server.url, "serve", "--port", 8309)
    assert ended.code == 2
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert f"{name} = off" in ended.told


@pytest.mark.django_db(transaction=True)
def test_sqlite_that_does_not_wait_for_the_disk_is_told_by_the_check() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("tried above on PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)
        assert [one.id for one in run_checks(databases=["default"])] == []
        cursor.execute("PRAGMA synchronous = NORMAL")
        try:
            assert [one.id for one in run_checks(databases=["default"])] == ["audit.E001"]
        finally:
            cursor.execute("PRAGMA synchronous = FULL")
