"""The command as people run it, in a home of its own.

The first of each command in a process of the tests is the installed program; the next are forked
(tests/config/forked.py).
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sokehoach.config.cli_examples import EXAMPLES
from tests.config import forked

PROGRAM = Path(sys.executable).with_name("sokehoach")
PROGRAMME = Path(__file__).resolve().parents[2] / "src/sokehoach/programmes/tuan_giao_2021"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    told: str  # on the error output


def environment(home: Path) -> dict[str, str]:
    """Of a process of that home, in Vietnamese."""
    changed = ("DATABASE_URL", "PORT", "SOKEHOACH_LANGUAGE", "LC_ALL", "LC_MESSAGES")
    outside = {name: value for name, value in os.environ.items() if name not in changed}
    return outside | {"SOKEHOACH_HOME": str(home), "LANG": "C.UTF-8"}


def sokehoach(home: Path, *words: object) -> Ended:
    return run(environment(home), *words)


WITHOUT_DJANGO = {"read", "lint", "scan", "backup-key"}  # a forked process has Django whether they need it or not
_started: set[str] = set()


def run(environment: dict[str, str], *words: object) -> Ended:
    told = [str(word) for word in words]
    command = next((name for name in (" ".join(told[:2]), *told[:1]) if name in EXAMPLES), "")
    if command in _started - WITHOUT_DJANGO:
        code, out, err = forked.open_forge().run(told, environment)
    else:
        done = subprocess.run([PROGRAM, *told], env=environment, capture_output=True, text=True, timeout=300)
        code, out, err = done.returncode, done.stdout, done.stderr
        _started.add(command)
    assert "Traceback" not in err, err
    return Ended(code, out, err.strip())


def make_home(home: Path, migrated: Path) -> Path:
    """A home with an empty database, which the first command need not migrate. That it does: test_serve.py."""
    home.mkdir(mode=0o700, exist_ok=True)
    if migrated.exists():  # there may be none where no test of the run has a database, or it is PostgreSQL
        shutil.copyfile(migrated, home / "sokehoach.sqlite3")
    return home
