"""Servers and commands that start in a moment, forked from a process that has imported everything.

What is forked is `sokehoach serve` itself, from its first line on. Only the import of its modules and the compiling of
its templates were done before, once. The chart engine is loaded at the first chart, not at the start.
"""

import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from tests.config import forked
from tests.journeys.conftest import ROOT, environment


class Forge:
    """Of one home, and of the database at `url` where the home's own SQLite file is not it.

    It also starts servers on other homes. Its own home then stays as it is: nothing may have kept its path.
    """

    def __init__(self, home: Path, url: str = "") -> None:
        self.home = home
        self.told = (home / "forge.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from tests.journeys.forge import main; main()"],
            cwd=ROOT, env=environment(home, url), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.told,
            text=True,
        )  # fmt: skip

    def start(self, home: Path | None = None) -> tuple[int, str]:
        """A server in a process group of its own, answering: the group's number, the address.

        What it prints goes to `log` in a home that is named, else to `forge.log` in the forge's own.
        """
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = home / "log" if home else self.home / "forge.log"
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([str(port), str(home or "")]) + "\n")
        self.process.stdin.flush()
        group, address = int(self.process.stdout.readline()), f"http://127.0.0.1:{port}"
        until = time.monotonic() + 300  # on a loaded machine, slow is not dead
        while time.monotonic() < until and _lives(group):
            with (
                suppress(urllib.error.URLError, ConnectionError, TimeoutError),
                urllib.request.urlopen(f"{address}/tai-khoan/dang-nhap/", timeout=60),
            ):
                return group, address
            time.sleep(0.02)
        kill(group)
        raise AssertionError(f"the server did not answer:\n{log.read_text()[-3000:]}")

    def run(self, words: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
        """A command of the program: its exit code, and what it printed on either output."""
        return forked.ask(self.process.stdin, words, environment)

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=60)
        self.told.close()


def kill(group: int) -> None:
    """`kill -9` of the server and its workers, as a power cut would take them."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    until = time.monotonic() + 60
    while _lives(group):
        assert time.monotonic() < until, "what was killed is still there"
        time.sleep(0.005)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> None:
    """For each port and home that is read, start a server and print its process number; run each command that is read.

    The forge itself opens no database.
    """
    import django
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import get_resolver

    from sokehoach.config import cli

    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    django.setup()
    get_resolver().url_patterns  # noqa: B018  imports every view
    for app in settings.INSTALLED_APPS:
        folder = Path(sys.modules[app].__file__ or "").parent / "templates"
        for path in folder.rglob("*.html") if app.startswith("sokehoach") else ():
            get_template(str(path.relative_to(folder)))
    _import_rest()
    gc.collect()
    gc.freeze()  # a child does not copy what it only reads
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who was killed leaves nothing to be waited for
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, dict):
            if not os.fork():
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                forked.run_asked(**asked)
            continue
        port, home = asked
        process = os.fork()
        os.setpgid(process, process)  # by both: whoever is first, it is done when the number is told
        if not process:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if home:
                _use_home(Path(home))
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            os._exit(cli.main(["serve", "--port", port]))
        print(process, flush=True)


def _import_rest() -> None:
    """What a start imports after Django: the migrations, the server, the demonstration."""
    import granian  # noqa: F401
    from django.core.management.commands import migrate  # noqa: F401
    from django.db.migrations.loader import MigrationLoader

    from sokehoach.adapters.writers import charts
    from sokehoach.apps.setup.services import demonstration  # noqa: F401
    from sokehoach.config.doctor import files  # noqa: F401

    MigrationLoader(None)
    charts.warm_engine = lambda: None  # half a second of each start; most stories show no chart


def _use_home(home: Path) -> None:
    """Read the settings again, of another home, as a process that begins in it does."""
    from django.conf import settings
    from django.db import connections
    from django.utils.functional import empty

    os.environ["SOKEHOACH_HOME"] = str(home)
    importlib.reload(sys.modules["sokehoach.config.settings"])
    settings._wrapped = empty
    connections.__init__()  # type: ignore[misc]
    connections.__dict__.pop("settings", None)
    with (home / "log").open("w") as log:
        os.dup2(log.fileno(), sys.stderr.fileno())
