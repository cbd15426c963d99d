"""A deployment in a folder of its own, for a benchmark.

The short forms copy what takes long to build (tools/built_homes.py); the long forms build it, as their figures say.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from tools.built_homes import find_home

from bench.short import SHORT

COLLECT = "import django; django.setup(); from sokehoach.config.cli_serve import collect_static; collect_static()"
MIGRATE = "import django; django.setup(); from sokehoach.apps.shell.migrating import migrate; migrate()"


def begin() -> str:
    """Django on a fresh SQLite file, as deployed (WAL, synchronous=FULL); the folder's name."""
    home = _home("empty")
    _start()
    return home


def begin_in_2021(home: str = "", *, is_copied: bool = False) -> str:
    """The same on the demonstration's day, still empty, and the static files as a server has them.

    `home`: a folder that is there already; the database is then the one that DATABASE_URL names, if it does.
    `is_copied`: on SQLite in the long form, too, whose figures are not about this.
    """
    home = _home("empty", home, is_copied=is_copied)
    from sokehoach.apps.setup.demonstration.calendar import TODAY
    from sokehoach.config import env

    env.mark_demonstration(env.Demonstration(today=TODAY, seed=2021))
    _start()
    return home


@contextmanager
def load_first_programme(at: datetime) -> Iterator[Any]:
    """As `begin_in_2021`, with the first programme and its accounts, which are given; the folder goes with it."""
    home = begin_in_2021()
    try:
        from sokehoach.apps.setup.demonstration import demo_users
        from sokehoach.apps.setup.services import programmes

        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="bench", at=at)
        yield demo_users.create_demo_users(random=Random(1), at=at)
    finally:
        shutil.rmtree(home)


def begin_demonstration() -> str:
    """As `begin_in_2021`, with the demonstration in it."""
    if _are_copied():
        home = _home("demonstration")
        _start()
        return home
    home = begin_in_2021()
    from sokehoach.apps.setup.services import demonstration

    demonstration.build_demonstration(seed=2021, report=lambda _step: None)
    return home


def _are_copied() -> bool:
    return SHORT and "DATABASE_URL" not in os.environ


def _home(name: str, given: str = "", *, is_copied: bool = False) -> str:
    home = given or tempfile.mkdtemp(prefix="sokehoach-bench-")
    if (SHORT or is_copied) and "DATABASE_URL" not in os.environ and not any(Path(home).iterdir()):
        shutil.copytree(find_built_home(name), home, dirs_exist_ok=True)
    os.environ["SOKEHOACH_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    return home


def settle() -> None:
    """Leaves what the bench has made so far out of collections of garbage: a server has no such objects. The short form
    compares no times, and does without.
    """
    from sokehoach.config.loading import load_views

    if not SHORT:
        load_views()


def find_built_home(name: str) -> Path:
    return find_home(name, _build_empty if name == "empty" else _build_demonstration)


def _build_empty(home: Path) -> None:
    _run(home, sys.executable, "-c", MIGRATE)
    _run(home, sys.executable, "-c", COLLECT)


def _build_demonstration(home: Path) -> None:
    shutil.copytree(find_built_home("empty"), home, dirs_exist_ok=True)
    _run(home, sys.executable, "-m", "sokehoach.config.cli", "demo")


def _run(home: Path, *words: str) -> None:
    env = os.environ | {"SOKEHOACH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "sokehoach.config.settings"}
    subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL)


def _start() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from sokehoach.apps.shell.migrating import migrate

    settle()  # as config.wsgi
    logging.disable(logging.INFO)  # a line for each seal
    if not Path(os.environ["SOKEHOACH_HOME"], "static").exists():
        migrate()
        call_command("collectstatic", interactive=False, verbosity=0)
