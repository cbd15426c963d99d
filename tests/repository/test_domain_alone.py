"""The domain decides by itself: its tests pass where nothing is installed but what it may use."""

import os
import subprocess
import sys
from pathlib import Path

from tests.repository.order import ROOT

ABSENT = ("django", "docx", "openpyxl", "pypdf", "yaml", "psycopg", "holidays", "granian", "whitenoise")


def test_the_domain_is_tested_without_django_or_any_adapter(tmp_path: Path) -> None:
    lines = ["import sys", *(f"sys.modules[{name!r}] = None" for name in ABSENT)]
    (tmp_path / "sitecustomize.py").write_text("\n".join(lines))
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-c", "tests/domain/alone.ini", "tests/domain"]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-1000:]
    assert " passed" in told.stdout
