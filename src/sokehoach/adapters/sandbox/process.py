"""Run a parser in a separate process and return plain data.

Each file gets a fresh interpreter (no fork: the server has threads) without the server's secrets in its environment,
with the limits of `limits` and the confinement of `confinement`. Only JSON comes back: what a compromised parser
could send is data, never an object.
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

from sokehoach.adapters.sandbox import FileRefusedError, limits, other_user, slots
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say, unpack_messages

_SOURCES = str(Path(__file__).resolve().parents[3])
_PROGRAM = "sokehoach.adapters.parser_jobs"  # named, not imported: it knows the parsers, the sandbox does not
other_user_at = ""  # settings: socket of parsers of another user; if empty, a child process opens the file
_TOO_LONG = say(
    "Phần mềm đã dừng đọc vì tệp quá phức tạp hoặc bị hỏng. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại."
)


@slow_work
def run(job: str, data: bytes, *, name: str = "") -> Any:
    """Run a job of parser_jobs.JOBS on the bytes and return its result as plain JSON data.

    Raises FileRefusedError with the job's own sentence, or one for a job that used too much, took too long or died;
    OSError (ENOSPC) if the disk has no space for the file or the answer; ParserBusyError if too many files are being
    opened. When this returns, the process has ended and is reaped.
    """
    with slots.parser_turn():
        return _parse_answer(_ask_other_user(job, data, name) if other_user_at else _run_child(job, data, name))


def _ask_other_user(job: str, data: bytes, name: str) -> bytes:
    max_bytes, seconds = limits.ANSWER_BYTES, limits.WALL_SECONDS
    try:
        return other_user.send_request(other_user_at, job, data, name=name, seconds=seconds, max_bytes=max_bytes)
    except other_user.TookTooLongError:
        raise FileRefusedError(_TOO_LONG) from None


def _run_child(job: str, data: bytes, name: str) -> bytes:
    with tempfile.TemporaryFile() as input_file, tempfile.TemporaryFile() as answer:
        input_file.write(data)
        input_file.seek(0)
        process = subprocess.Popen(  # noqa: S603 our own interpreter and program; the name is never a command
            [sys.executable, "-P", "-s", "-m", _PROGRAM, job, name, str(os.getpid())],
            stdin=input_file,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_build_environment(),
            start_new_session=True,
        )
        if not _ended_in_time(process):
            raise FileRefusedError(_TOO_LONG)
        if process.returncode == errno.ENOSPC:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        answer.seek(0)
        return answer.read(limits.ANSWER_BYTES)


def _ended_in_time(process: "subprocess.Popen[bytes]") -> bool:
    """Wait at most WALL_SECONDS and return whether the process ended in time.

    When this returns, it and its whole group have ended, and it is reaped.
    """
    is_late = threading.Event()

    def end_late() -> None:
        is_late.set()
        _end_group(process)

    clock = threading.Timer(limits.WALL_SECONDS, end_late)
    clock.start()
    try:
        # Ended but not reaped: until then no other process gets its id, and the group can be killed by it.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    finally:
        clock.cancel()
        clock.join()
        _end_group(process)
        process.wait()
    return not is_late.is_set()


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _parse_answer(answer: bytes) -> Any:
    try:
        payload = unpack_messages(json.loads(answer))
    except (ValueError, TypeError, RecursionError):  # it died before it could answer, or was compromised
        raise FileRefusedError(_TOO_LONG) from None
    match payload:
        case {"made": content}:
            return content
        case {"refused": str(sentence)}:
            raise FileRefusedError(sentence)
    raise FileRefusedError(_TOO_LONG)


def _build_environment() -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("TZ",) if name in os.environ}
    return inherited | {"PYTHONPATH": _SOURCES, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
