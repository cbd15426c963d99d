"""The domain decides by itself: its tests pass where nothing is installed but what it may use."""

import os
import subprocess
import sys
from pathlib import Path

from tests.repository.order import ROOT

ABSENT = ("django", "docx", "openpyxl", "pypdf", "yaml", "psycopg", "holidays", "granian", "whitenoise")


class TestPlans:  # a class of its own, so that another process may run it
    def test_the_reader_is_tested_without_django_or_any_adapter(self, tmp_path: Path) -> None:
        check_alone(tmp_path, "tests/domain/plans")


class TestOthers:
    def test_the_rest_is_tested_without_django_or_any_adapter(self, tmp_path: Path) -> None:
        check_alone(tmp_path, "tests/domain", "--ignore=tests/domain/plans")


def check_alone(folder: Path, *places: str) -> None:
    lines = ["import sys", *(f"sys.modules[{name!r}] = None" for name in ABSENT)]
    (folder / "sitecustomize.py").write_text("\n".join(lines))
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-c", "tests/domain/alone.ini", *places]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-1000:]
    assert " passed" in told.stdout
