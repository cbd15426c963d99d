"""The served product for a benchmark, on a free port of this machine: `sokehoach serve` in processes of its own, or the
same server in forks of this one.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.short import size

WORKERS = size(2, 1)
SOKEHOACH = Path(sys.executable).parent / "sokehoach"


@dataclass(frozen=True)
class Served:
    port: int
    group: int  # of its processes

    def get_processor_seconds(self) -> float:
        """Spent so far by all of its processes; other work on the machine does not lengthen it."""
        ticks = 0
        for place in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                columns = place.read_text("ascii", "replace").rpartition(")")[2].split()
                ticks += (int(columns[11]) + int(columns[12])) if int(columns[2]) == self.group else 0
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Until it takes no connection."""
        with suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGTERM)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            except OSError:
                return
            time.sleep(0.05)


def find_free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


@contextmanager
def serve(home: Path, env: Mapping[str, str], *, workers: int = WORKERS) -> Iterator[Served]:
    """Until the end of the block; the server's words go to `log` in the folder."""
    (port,) = find_free_ports(1)
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [SOKEHOACH, "serve", "--port", str(port), "--workers", str(workers)],
            env=env, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _wait_until_answering(port, lambda: server.poll() is None, home / "log")
        yield Served(port, server.pid)
    finally:
        Served(port, server.pid).stop()
        server.wait(timeout=60)


@contextmanager
def serve_fork(prepare: Callable[[], None], port: int, log: Path) -> Iterator[Served]:
    """The server of `sokehoach serve`, with one worker, in a fork that has called `prepare`.

    This process has loaded the product, so dozens start within seconds. It must have no thread and no open connection.
    """
    pid = os.fork()
    if not pid:
        try:
            _serve_here(prepare, port, log)
        finally:
            os._exit(0)
    served = Served(port, pid)
    try:
        _wait_until_answering(port, lambda: os.waitpid(pid, os.WNOHANG)[0] == 0, log)
        yield served
    finally:
        served.stop()
        with suppress(ChildProcessError):  # ended before it answered
            os.waitpid(pid, 0)


def _serve_here(prepare: Callable[[], None], port: int, log: Path) -> None:
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces

    from sokehoach.config.cli_serve import THREADS

    os.setsid()
    with log.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    multiprocessing.set_start_method("fork", force=True)  # its worker, too, is loaded already
    prepare()
    Granian(
        "sokehoach.config.wsgi:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI,
        blocking_threads=THREADS, log_enabled=False, workers_kill_timeout=5,
    ).serve()  # fmt: skip


def _wait_until_answering(port: int, is_alive: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and is_alive():
        with (
            suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/", timeout=30),
        ):
            break
        time.sleep(0.1)
    else:
        raise SystemExit(f"the server did not answer:\n{log.read_text()[-3000:]}")
    for _ in range(24):  # connections fall to either process: by then both have read their pages
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/", timeout=30):
            pass
