"""Servers that stand in a moment, for tests that kill hundreds: forked from a process that has read everything.

What is forked is `sokehoach serve` itself, from its first line on; only the reading of its modules and templates was
done before, once.
"""

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

from tests.journeys.conftest import ROOT, environment


class Forge:
    """Of one home, and of the database at `url` where the home's own SQLite file is not it."""

    def __init__(self, home: Path, url: str = "") -> None:
        self.home = home
        self.told = (home / "forge.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from tests.journeys.forge import main; main()"],
            cwd=ROOT, env=environment(home, url), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.told,
            text=True,
        )  # fmt: skip

    def start(self) -> tuple[int, str]:
        """A server in a process group of its own, answering: the group's number, the address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{port}\n")
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
        raise AssertionError(f"the server did not answer:\n{(self.home / 'forge.log').read_text()[-3000:]}")

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
    """For each port that is read, a server on it; its process is told. The forge itself opens no database."""
    import django
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import get_resolver

    from sokehoach.config import cli

    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    django.setup()
    get_resolver().url_patterns  # noqa: B018  reads every view
    for app in settings.INSTALLED_APPS:
        folder = Path(sys.modules[app].__file__ or "").parent / "templates"
        for path in folder.rglob("*.html") if app.startswith("sokehoach") else ():
            get_template(str(path.relative_to(folder)))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who was killed leaves nothing to be waited for
    for port in sys.stdin:
        process = os.fork()
        os.setpgid(process, process)  # by both: whoever is first, it is done when the number is told
        if not process:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            os._exit(cli.main(["serve", "--port", port.strip()]))
        print(process, flush=True)
