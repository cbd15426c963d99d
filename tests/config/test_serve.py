"""`sokehoach serve` on an empty home: the demonstration is built, and the page says so."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tools import built_homes

from sokehoach.config import cli_serve
from tests.config.running import PROGRAM, environment, make_home
from tests.journeys.plain_browser import Browser


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Served:
    home: Path
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
        address = _when_served(f"http://127.0.0.1:{port}/", server, log)
        assert "17/19 xã đã duyệt" in log.read_text("utf-8")
        built_homes.find_home("demonstration", lambda copy: _copy_home(home, copy))  # others need not build it
        yield Served(home, address, server)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _copy_home(home: Path, copy: Path) -> None:
    """The home of a server that runs: its database as it is at one moment."""
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("sokehoach.sqlite3*"), dirs_exist_ok=True)
    copied = copy / "sokehoach.sqlite3"
    copied.touch(0o600)
    with closing(sqlite3.connect(home / copied.name)) as source, closing(sqlite3.connect(copied)) as target:
        source.backup(target)


def _when_served(address: str, server: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(2400):
        assert server.poll() is None, log.read_text("utf-8")
        if f"Sổ Kế hoạch: {address}" in log.read_text("utf-8"):
            page(address)  # whoever reads the address is answered
            return address
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        text: str = answer.read().decode()
        return text


def test_it_works(served: Served) -> None:
    assert "<html" in page(served.address)


def test_the_page_says_that_the_data_are_invented_and_offers_the_cast(served: Served) -> None:
    shown = page(served.address)
    assert "giả định" in shown
    assert "Cơ quan thường trực" in shown


def test_a_strict_policy_goes_with_every_page(served: Served) -> None:
    with urllib.request.urlopen(served.address, timeout=60) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_files_that_are_read_keep_nobody_else_waiting(served: Served) -> None:
    """Two large plans are read; a third is put off; pages, the sign-in and writes of others are answered meanwhile."""
    site = served.address.rstrip("/")
    line = "1. Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra {0} cơ sở, báo cáo trước ngày 30/6/2021.\n"
    plan = ("KẾ HOẠCH\nPhòng, chống tệ nạn\n" + "".join(map(line.format, range(18_000)))).encode()
    readers = [Browser(site, name) for name in ("thuongtruc", "xa03304")]
    other = Browser(site, "xa03269")
    told: list[int] = []
    seen = threading.Event()

    def read_again_and_again(reader: Browser) -> None:
        """However fast a plan is read or refused: one is being opened for this account until all was seen."""
        until = time.monotonic() + 90
        while not seen.is_set() and time.monotonic() < until:
            told.append(reader.upload("/ke-hoach/nhap/", "kh.txt", plan)[0])

    uploads = [threading.Thread(target=read_again_and_again, args=(one,)) for one in readers]
    for upload in uploads:
        upload.start()
    refused = (0, "")
    while refused[0] != 503 and any(upload.is_alive() for upload in uploads):  # until both have their turns
        time.sleep(0.2)
        refused = other.upload("/ke-hoach/nhap/", "kh.txt", plan)
    answered = [other.get(path)[0] for path in ("/suc-khoe/song", "/tai-khoan/dang-nhap/", "/", "/bao-cao/")]
    written = other.post("/bao-cao/lap/", form="01-XA", unit="03269", period="2021S1")[0]
    meanwhile = [upload.is_alive() for upload in uploads]
    seen.set()
    for upload in uploads:
        upload.join(40)
    assert refused[0] == 503
    assert "F5" in refused[1]
    assert (answered, written) == ([200] * 4, 204)
    assert all(meanwhile), "the readers gave up before the others had asked"
    assert {status for status in told if status != 503}, "no plan was read"


def test_static_files_are_collected_once_for_a_release(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of the next release, or an earlier start that was killed half-way, makes them anew."""
    source, settings.STATIC_ROOT = tmp_path / "source", tmp_path / "static"
    source.mkdir()
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    (source / "one.css").write_text("a{}")
    cli_serve.collect_static()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    first = manifest.stat().st_mtime_ns
    assert "Đang chuẩn bị kiểu chữ" in capsys.readouterr().err
    cli_serve.collect_static()
    assert capsys.readouterr().err == ""
    assert manifest.stat().st_mtime_ns == first
    (source / "one.css").write_text("a{color:red}")
    cli_serve.collect_static()
    (told,) = (path for path in settings.STATIC_ROOT.glob("one.*.css") if "red" in path.read_text())
    told.unlink()
    (settings.STATIC_ROOT / "collected").unlink()
    cli_serve.collect_static()
    assert told.is_file()


def test_the_start_says_what_keeps_files_from_being_opened(tmp_path: Path, migrated_database: Path) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    port, log = _free_port(), tmp_path / "log"
    lacking = {"SOKEHOACH_PARSER": "/tmp/sokehoach-nobody-listens"}
    with log.open("w") as output:
        server = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(port)],
            env=environment(home) | lacking, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    try:
        _when_served(f"http://127.0.0.1:{port}/", server, log)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    assert "không nối được /tmp/sokehoach-nobody-listens" in log.read_text("utf-8")


ASK_THREE_TIMES = """
from wsgiref.util import setup_testing_defaults
from django.db.backends.signals import connection_created
from sokehoach.config.wsgi import application

opened = []
connection_created.connect(lambda **_told: opened.append(1), weak=False)
for _time in range(3):
    environ = {"PATH_INFO": "/suc-khoe/san-sang", "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environ)
    answer = application(environ, lambda _status, _headers: None)
    answer.close()
print(len(opened), "connections")
"""


def test_a_thread_keeps_its_connection_to_sqlite(tmp_path: Path, migrated_database: Path) -> None:
    env = environment(make_home(tmp_path / "home", migrated_database))
    env["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    told = subprocess.run([sys.executable, "-c", ASK_THREE_TIMES], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "1 connections", told.stderr


def test_ctrl_c_ends_it(served: Served) -> None:
    """Last of the file, since it takes the server down: the whole foreground group, as a terminal does."""
    os.killpg(served.server.pid, signal.SIGINT)
    assert served.server.wait(15) == 0
    assert [path.name for path in served.home.glob("sokehoach.sqlite3*")] == ["sokehoach.sqlite3"]
