"""Eight writers at once: one effect for one key, numbers without hole or double, on both databases as deployed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.apps.audit import hammer
from tests.config.running import make_home

ROOT = Path(__file__).resolve().parents[3]
WRITES = 8 * 6


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> dict[str, Any]:
    """What eight writers leave in a deployment's own SQLite file."""
    home = {
        "SOKEHOACH_HOME": str(make_home(tmp_path_factory.mktemp("home"), migrated_database)),
        "DJANGO_SETTINGS_MODULE": "sokehoach.config.settings",
    }
    outside = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    words = [sys.executable, "-m", "tests.apps.audit.hammer"]
    done = subprocess.run(words, cwd=ROOT, env=outside | home, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_deployed_home_keeps_what_it_has_acknowledged(deployed: dict[str, Any]) -> None:
    """WAL, and each commit on the disk before it is answered: 2 is FULL (sqlite.org/pragma.html#pragma_synchronous)."""
    assert deployed["pragmas"] == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_it_works_on_sqlite(deployed: dict[str, Any]) -> None:
    check_replayed(deployed["replayed"])
    check_hammered(deployed["hammered"], before=1)


@pytest.mark.django_db(transaction=True)
def test_it_works_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("these tests run on SQLite, whose file is tried above")
    check_replayed(hammer.replay(threads=8))
    check_hammered(hammer.hammer(threads=8, writes=6), before=1)


def check_replayed(told: dict[str, Any]) -> None:
    assert told["failures"] == []
    assert told["rows"] == 1
    assert len(told["answers"]) == 8
    assert len(set(told["answers"])) == 1


def check_hammered(told: dict[str, Any], *, before: int) -> None:
    """`before` events, and as many rows, stood there when the hammering began."""
    assert told["failures"] == []
    assert told["events"] == list(range(1, before + WRITES + 1))
    # how many rows each writer saw: no two the same number, so that nobody missed another's
    assert told["counted"] == list(range(before, before + WRITES))
