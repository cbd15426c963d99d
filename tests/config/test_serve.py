"""`sokehoach serve` on an empty home: the demonstration is built, and the page says so."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from sokehoach.config import cli_serve
from tests.config.running import PROGRAM, environment


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Served:
    address: str
    server: "subprocess.Popen[bytes]"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home, port = tmp_path_factory.mktemp("serve") / "home", _free_port()
    log = home.parent / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [PROGRAM, "serve", "--demo-if-empty", "--port", str(port)],
            env=environment(home), stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    try:
        yield Served(_when_served(f"http://127.0.0.1:{port}/", server, log), server)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _when_served(address: str, server: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(600):
        assert server.poll() is None, log.read_text("utf-8")
        try:
            page(address)
        except URLError:
            time.sleep(0.1)
        else:
            assert f"Sổ Kế hoạch: {address}" in log.read_text("utf-8")
            return address
    raise AssertionError(log.read_text("utf-8"))


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def test_it_works(served: Served) -> None:
    assert "<html" in page(served.address)


def test_the_page_says_that_the_data_are_invented_and_offers_the_cast(served: Served) -> None:
    shown = page(served.address)
    assert "giả định" in shown
    assert "Cơ quan thường trực" in shown


def test_a_strict_policy_goes_with_every_page(served: Served) -> None:
    with urllib.request.urlopen(served.address, timeout=10) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_static_files_are_collected_once_for_a_release(tmp_path: Path, settings: Any) -> None:
    """A file of the next release, or an earlier start that was killed half-way, makes them anew."""
    source, settings.STATIC_ROOT = tmp_path / "source", tmp_path / "static"
    source.mkdir()
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    (source / "one.css").write_text("a{}")
    cli_serve.collect()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    first = manifest.stat().st_mtime_ns
    cli_serve.collect()
    assert manifest.stat().st_mtime_ns == first
    (source / "one.css").write_text("a{color:red}")
    cli_serve.collect()
    (told,) = (path for path in settings.STATIC_ROOT.glob("one.*.css") if "red" in path.read_text())
    told.unlink()
    (settings.STATIC_ROOT / "collected").unlink()
    cli_serve.collect()
    assert told.is_file()


def test_ctrl_c_ends_it(served: Served) -> None:
    """Last of the file, since it takes the server down: the whole foreground group, as a terminal does."""
    os.killpg(served.server.pid, signal.SIGINT)
    assert served.server.wait(15) == 0
