"""Commands of the program in processes forked from one that has imported the product: most of a command is imports.

A forked command has the working directory, environment and output of its own that the installed program would have. It
reads the settings again, of its own home and database.
"""

import atexit
import functools
import gc
import importlib
import json
import os
import pkgutil
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300_000  # milliseconds; on a loaded machine, slow is not stuck
_writing = threading.Lock()


@functools.cache
def open_forge() -> "Forge":
    """One for the process of the tests."""
    return Forge()


class Forge:
    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="commands-"))
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from tests.config.forked import main; main()"],
            cwd=ROOT, env=_without_database() | {"SOKEHOACH_HOME": str(self.home)}, stdin=subprocess.PIPE, text=True,
        )  # fmt: skip
        atexit.register(self.close)

    def run(self, words: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
        return ask(self.process.stdin, words, environment)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=60)
        shutil.rmtree(self.home)


def ask(forge: IO[str] | None, words: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """The exit code, and what was printed on either output. A code below zero is the signal that ended it.

    `forge`: the input of the process that forks.
    """
    place = Path(tempfile.mkdtemp(prefix="command-"))
    try:
        os.mkfifo(place / "ended")
        ended = os.open(place / "ended", os.O_RDONLY | os.O_NONBLOCK)
        try:
            asked = {"place": str(place), "words": words, "environment": environment, "folder": os.getcwd()}
            assert forge
            with _writing:
                forge.write(json.dumps(asked) + "\n")
                forge.flush()
            code = _read_to_end(ended, words)
        finally:
            os.close(ended)
        return int(code), (place / "out").read_text("utf-8"), (place / "err").read_text("utf-8")
    finally:
        shutil.rmtree(place)


def _without_database() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def _read_to_end(ended: int, words: list[str]) -> str:
    """What the command writes at its end; whoever is killed writes nothing."""
    poll, told = select.poll(), b""
    poll.register(ended, select.POLLIN)
    while poll.poll(LONGEST):
        part = os.read(ended, 100)
        if not part:
            return told.decode() or str(-signal.SIGKILL)
        told += part
    raise AssertionError(f"`sokehoach {' '.join(words)}` does not end")


def main() -> None:
    """Run each command that is asked for, in a process of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    import django

    django.setup()
    _import_all()
    gc.collect()
    gc.freeze()  # a child does not copy what it only reads
    running: set[int] = set()
    for line in sys.stdin:
        running = {process for process in running if os.waitpid(process, os.WNOHANG) == (0, 0)}
        if process := os.fork():
            running.add(process)
        else:
            run_asked(**json.loads(line))


def _import_all() -> None:
    """What commands import when they run."""
    from django.core.management.commands import migrate  # noqa: F401
    from django.db.migrations.loader import MigrationLoader

    import sokehoach

    for module in pkgutil.walk_packages(sokehoach.__path__, "sokehoach."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    MigrationLoader(None)


def run_asked(place: str, words: list[str], environment: dict[str, str], folder: str) -> None:
    """What `ask` has asked for, in the process that was forked for it."""
    from django.conf import settings
    from django.db import connections
    from django.utils.functional import empty

    from sokehoach.config import cli

    ended = os.open(f"{place}/ended", os.O_WRONLY)
    for number, name in ((0, os.devnull), (1, f"{place}/out"), (2, f"{place}/err")):
        opened = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    del sys.modules["sokehoach.config.settings"]
    settings._wrapped = empty
    connections.__init__()  # type: ignore[misc]
    connections.__dict__.pop("settings", None)
    code = 1
    try:
        code = int(cli.main(words))
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(ended, str(code).encode())
        os._exit(code)
