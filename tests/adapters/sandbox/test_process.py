"""A parser works in a process of its own, bound by limits, told nothing of the server, gone when it is done."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from sokehoach.adapters import parser_jobs
from sokehoach.adapters.sandbox import FileRefusedError, limits, process, worker
from tests.adapters.readers.hostile import word

pytestmark = pytest.mark.parser_process


def test_it_works() -> None:
    assert "Sở Xây dựng" in process.run("text", word(), name="a.docx")["text"]


def test_it_works_from_several_threads_at_once_as_in_the_server() -> None:
    told: list[str] = []
    data = word()
    threads = [threading.Thread(target=lambda: told.append(process.run("text", data)["text"])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 4
    assert len(set(told)) == 1


def test_one_that_takes_too_long_is_ended_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    started: list[int] = []
    popen = subprocess.Popen

    def start(*args: Any, **options: Any) -> Any:
        child = popen(*args, **options)
        started.append(child.pid)
        return child

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(FileRefusedError, match="dừng đọc"):
        process.run("text", word())
    (parser,) = started
    with pytest.raises(ChildProcessError):  # reaped: nothing is left to wait for
        os.waitpid(parser, os.WNOHANG)


def test_one_that_dies_is_told_as_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    with pytest.raises(FileRefusedError, match="hỏng"):
        process.run("text", word())


def test_a_name_is_a_name_and_never_a_word_of_the_command() -> None:
    for name in ("--help", "-c import os", "a b; c", "tệp «lạ».docx", ""):
        assert process.run("text", word(), name=name)["kind"] == "docx"


def test_the_server_s_secrets_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SECRET_KEY", "SOKEHOACH_HOME", "PYTHONSTARTUP", "LD_PRELOAD"):
        monkeypatch.setenv(name, "x")
    assert set(process._build_environment()) <= {"TZ", "PYTHONPATH", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize(
    ("does", "left"),
    [
        ("bytearray(2_000_000_000)", "MemoryError"),
        (
            "f = tempfile.TemporaryFile(buffering=0); f.write(bytes(limits.ANSWER_BYTES)); f.write(b'x')",
            "OSError",
        ),
        ("[open('/dev/null') for _ in range(200)]", "OSError"),
        ("limits.resource.setrlimit(limits.resource.RLIMIT_AS, (-1, -1))", "Error"),
    ],
    ids=["memory", "what it writes", "open files", "asking for more"],
)
def test_it_is_held_to_its_limits(does: str, left: str) -> None:
    # SIGXFSZ would end it before it could tell; the worker need not tell.
    code = (
        "import os, signal, tempfile; from sokehoach.adapters.sandbox import limits; limits.set_limits();"
        f"signal.signal(signal.SIGXFSZ, signal.SIG_IGN); os.setuid(65534) if os.getuid() == 0 else None; {does}"
    )
    source = Path(worker.__file__).parents[3]
    ended = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert left in ended.stderr


@pytest.mark.parametrize("job", sorted(parser_jobs.JOBS.keys() - {"layers", "table"}))  # no file; any text is a table
def test_no_job_is_harmed_by_what_it_cannot_read(job: str) -> None:
    with pytest.raises(FileRefusedError):
        process.run(job, b"%PDF-1.7 broken", name="a.pdf")
