"""A file is handed over to a parser of another user, started for each connection as systemd does it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sokehoach.adapters.sandbox import FileRefusedError, limits, other_user, process
from sokehoach.adapters.sandbox.slots import ParserBusyError
from tests.adapters.sandbox.hostile_parser import HERE
from tests.adapters.sandbox.test_apart import MADE, SAID
from tests.repository.order import ROOT

pytestmark = pytest.mark.parser_process

WORKER = "sokehoach.adapters.parser_jobs"
NOBODY = 65534
type Listen = Callable[..., None]


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listen]:
    """Starts what stands in for sokehoach-parser.socket, and lets the server use it."""
    # Not tmp_path: a socket's path has 107 letters at most.
    folder = tempfile.TemporaryDirectory(prefix="parser", dir="/tmp")
    address = f"{folder.name}/socket"
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(process, "other_user_at", address)

    def serve(words: list[str], user: int | None) -> None:
        environment = process._build_environment()
        environment["PYTHONPATH"] += f":{ROOT}"
        with suppress(OSError):  # closed: the test is over
            while True:
                link, _peer = server.accept()
                with link:
                    pipes = {"stdin": link, "stdout": link, "stderr": subprocess.DEVNULL}
                    started.append(subprocess.Popen(words, cwd="/", env=environment, user=user, **pipes))

    def begin(*, module: str = WORKER, program: str = sys.executable, user: int | None = None) -> None:
        words = [program, "-P", "-s", "-m", module]
        threading.Thread(target=serve, args=(words, user), daemon=True).start()

    with folder:
        yield begin
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        for one in started:
            one.kill()
            one.wait()


def test_it_works(listen: Listen) -> None:
    listen()
    assert SAID in process.run("text", MADE["docx"], name="a.docx")["text"]
    assert process.run("layers", b"").keys() == {"landlock", "seccomp", "user"}


def test_a_large_file_and_a_large_answer_pass(listen: Listen) -> None:
    listen()
    text = "một hai ba bốn năm " * 300_000
    with pytest.raises(FileRefusedError):  # the plan's reader refuses it with its own sentence
        process.run("plan", text.encode())
    made = process.run("evidence", MADE["docx"], name="a.docx")
    assert len(made["content"]) > 20_000


def test_what_a_job_refuses_is_told_in_its_own_sentence(listen: Listen) -> None:
    listen()
    with pytest.raises(FileRefusedError, match="hỏng"):
        process.run("text", MADE["pdf"][:100], name="a.pdf")


def test_one_that_takes_too_long_is_told_so(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 1.0)
    listen(module=HERE)
    with pytest.raises(FileRefusedError, match="dừng đọc"):
        process.run("hostile", b"{}", name="sleeps ")


def test_one_that_dies_is_told_as_a_broken_file(listen: Listen) -> None:
    listen(program="/bin/true")
    with pytest.raises(FileRefusedError, match="hỏng"):
        process.run("text", MADE["docx"], name="a.docx")


def test_an_answer_without_end_is_not_taken(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWER_BYTES", 1000)
    listen()
    with pytest.raises(FileRefusedError):
        process.run("evidence", MADE["docx"], name="a.docx")


def test_where_nobody_listens_no_file_is_opened_by_the_server_s_own_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "other_user_at", "/tmp/sokehoach-nobody-listens")
    with pytest.raises(ParserBusyError, match="nobody-listens"):
        process.run("text", MADE["docx"], name="a.docx")


def test_it_has_no_file_of_the_server_by_its_user_alone(listen: Listen, tmp_path: Path) -> None:
    """With neither Landlock nor seccomp: what holds is whose it is."""
    skip_unless_another_user_runs()
    held = Path(tempfile.mkdtemp(dir="/tmp"))
    secret = held / "db.sqlite3"
    secret.write_text("figures")
    secret.chmod(0o600)
    listen(module=HERE, user=NOBODY)
    told: dict[str, Any] = {
        attempt: process.run("hostile", json.dumps(given).encode(), name=f"{attempt} landlock,seccomp,limit")
        for attempt, given in {
            "reads": {"path": str(secret)},
            "removes": {"path": str(secret)},
            "opens": {"path": f"/proc/{os.getpid()}/environ"},
            "signals": {"pid": os.getpid()},
            "traces": {"pid": os.getpid()},
        }.items()
    }
    secret.unlink()
    held.rmdir()
    assert [one for one, got in told.items() if got.get("closed") not in {"EACCES", "EPERM"}] == []


def test_it_tells_whose_it_is(listen: Listen) -> None:
    skip_unless_another_user_runs()
    listen(user=NOBODY)
    assert process.run("layers", b"")["user"] == NOBODY


def skip_unless_another_user_runs() -> None:
    if os.getuid() != 0:
        pytest.skip("only root starts a process of another user")
    words = [sys.executable, "-P", "-s", "-c", "import pypdf, sokehoach.adapters.parser_jobs"]
    if subprocess.run(words, env=process._build_environment(), user=NOBODY, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("this checkout is its owner's alone: another user cannot read the code")


@pytest.mark.parametrize("told", [b"", b"\0\0\0\2{}", b"\xff\xff\xff\xff{}", b"\0\0\0\1x"])
def test_what_is_not_a_head_is_nothing(told: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        other_user.parse_request(told)
