"""Runs a parser in a process of its own and hands back plain data.

A fresh interpreter for each file (no fork: the server has threads), with an environment that holds no secret of the
server, the limits of `limits`, closed in by `confinement`, and JSON as the only thing that comes back: what a parser
that was taken over could send is data, never an object.
"""

import errno
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sokehoach.adapters.guard import limits, other_user, slots
from sokehoach.adapters.guard.refusal import NotTaken
from sokehoach.adapters.slow_work import slow_work

_SOURCES = str(Path(__file__).resolve().parents[3])
_WORKER = "sokehoach.adapters.guard.worker"
other_user_at = ""  # settings: the socket of parsers of another user; where empty, a child opens the file
_TOO_LONG = (
    "Phần mềm đã dừng đọc vì tệp quá phức tạp hoặc bị hỏng. "
    "Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại."
)


@slow_work
def run(job: str, data: bytes, *, name: str = "") -> Any:
    """What the job (worker.JOBS) makes of the bytes: plain data as JSON holds it.

    Raises NotTaken with the job's own sentence, or, where it used too much, took too long or died, one that says so;
    OSError (ENOSPC) where the disk has no room for the file or the answer; ParserBusyError where too many files are
    being opened. The process has ended and is reaped when this returns.
    """
    with slots.parser_turn():
        return _told(_ask_other_user(job, data, name) if other_user_at else _run_child(job, data, name))


def _ask_other_user(job: str, data: bytes, name: str) -> bytes:
    most, seconds = limits.ANSWER, limits.WALL
    try:
        return other_user.ask(other_user_at, job, data, name=name, seconds=seconds, most=most)
    except other_user.TookTooLongError:
        raise NotTaken(_TOO_LONG) from None


def _run_child(job: str, data: bytes, name: str) -> bytes:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603 our own interpreter and worker; the name is never a command
            [sys.executable, "-P", "-s", "-m", _WORKER, job, name, str(os.getpid())],
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
        if not _ended_in_time(process):
            raise NotTaken(_TOO_LONG)
        if process.returncode == errno.ENOSPC:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        answer.seek(0)
        return answer.read(limits.ANSWER)


def _ended_in_time(process: "subprocess.Popen[bytes]") -> bool:
    """Waits for it, WALL at most. It and all of its group are gone, and it is reaped, when this returns."""
    late = threading.Event()

    def end() -> None:
        late.set()
        _end_group(process)

    clock = threading.Timer(limits.WALL, end)
    clock.start()
    try:
        # Ended, yet not reaped: until then its number is nobody else's, and the group can be ended by it.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    finally:
        clock.cancel()
        clock.join()
        _end_group(process)
        process.wait()
    return not late.is_set()


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _told(answer: bytes) -> Any:
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):  # it died before it could answer, or was taken over
        raise NotTaken(_TOO_LONG) from None
    match told:
        case {"made": made}:
            return made
        case {"refused": str(sentence)}:
            raise NotTaken(sentence)
    raise NotTaken(_TOO_LONG)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("TZ",) if name in os.environ}
    return kept | {"PYTHONPATH": _SOURCES, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
