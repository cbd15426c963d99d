"""The command as people run it: the installed program, in a home of its own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("sokehoach")
PROGRAMME = Path(__file__).resolve().parents[2] / "src/sokehoach/programmes/tuan_giao_2021"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    told: str  # on the error output


def environment(home: Path) -> dict[str, str]:
    outside = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PORT")}
    return outside | {"SOKEHOACH_HOME": str(home)}


def sokehoach(home: Path, *words: object) -> Ended:
    done = subprocess.run(
        [PROGRAM, *map(str, words)], env=environment(home), capture_output=True, text=True, timeout=300
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr.strip())


def make_home(home: Path, migrated: Path) -> Path:
    """A home with an empty database, which the first command need not migrate. That it does: test_serve.py."""
    home.mkdir(mode=0o700, exist_ok=True)
    if migrated.exists():  # there may be none where no test of the run has a database, or it is PostgreSQL
        shutil.copyfile(migrated, home / "sokehoach.sqlite3")
    return home
