"""A full disk: a clear error, no half of a write, and all is well once there is room."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps.audit.full import ROWS
from tests.config.running import make_home

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.sweep
def test_a_full_disk_takes_no_half_of_a_write(tmp_path: Path, migrated_database: Path) -> None:
    home = {
        "SOKEHOACH_HOME": str(make_home(tmp_path, migrated_database)),
        "DJANGO_SETTINGS_MODULE": "sokehoach.config.settings",
    }
    outside = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    words = [sys.executable, "-m", "tests.apps.audit.full"]
    done = subprocess.run(words, cwd=ROOT, env=outside | home, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["refused"] >= 5, "the write met the limit hardly ever"
    assert told["reasons"] == ["database or disk is full"]
    assert told["halves"] == []
    assert told["sound"]
    assert told["grown"] == [ROWS, 1, 1]
