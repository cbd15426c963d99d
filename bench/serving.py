"""The served product for a benchmark: `sokehoach serve` in processes of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
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


@contextmanager
def serve(home: Path, env: Mapping[str, str], *, workers: int = WORKERS) -> Iterator[Served]:
    """Until the end of the block; the server's words go to `log` in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [SOKEHOACH, "serve", "--port", str(port), "--workers", str(workers)],
            env=env, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _wait_until_answering(port, server, home / "log")
        yield Served(port, server.pid)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=60)


def _wait_until_answering(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and server.poll() is None:
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
