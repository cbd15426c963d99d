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

from sokehoach.adapters.sandbox import limits, other_user, slots
from sokehoach.adapters.sandbox.refusal import FileRefusedError
from sokehoach.adapters.slow_work import slow_work

_SOURCES = str(Path(__file__).resolve().parents[3])
_WORKER = "sokehoach.adapters.sandbox.worker"
other_user_at = ""  # settings: the socket of parsers of another user; where empty, a child opens the file
_TOO_LONG = (
    "Phần mềm đã dừng đọc vì tệp quá phức tạp hoặc bị hỏng. "
    "Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại."
)


@slow_work
def run(job: str, data: bytes, *, name: str = "") -> Any:
    """What the job (worker.JOBS) makes of the bytes: plain data as JSON holds it.

    Raises FileRefusedError with the job's own sentence, or one that says that it took too much or died;
    OSError (ENOSPC) where the disk has no room for the file or the answer; ParserBusyError where too many files are
    being opened. The process has ended and is reaped when this returns.
    """
    with slots.parser_turn():
        return _parse_answer(
            _ask_other_user(job, data, name) if other_user_at else _run_child(job, data, name)
        )


def _ask_other_user(job: str, data: bytes, name: str) -> bytes:
    max_bytes, seconds = limits.ANSWER_BYTES, limits.WALL_SECONDS
    try:
        return other_user.send_request(
            other_user_at, job, data, name=name, seconds=seconds, max_bytes=max_bytes
        )
    except other_user.TookTooLongError:
        raise FileRefusedError(_TOO_LONG) from None


def _run_child(job: str, data: bytes, name: str) -> bytes:
    with tempfile.TemporaryFile() as input_file, tempfile.TemporaryFile() as answer:
        input_file.write(data)
        input_file.seek(0)
        process = subprocess.Popen(  # noqa: S603 our own interpreter and worker; the name is never a command
            [sys.executable, "-P", "-s", "-m", _WORKER, job, name, str(os.getpid())],
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
    """Waits for it, WALL_SECONDS at most. It and all of its group are gone, and it is reaped, when this returns."""
    is_late = threading.Event()

    def end_late() -> None:
        is_late.set()
        _end_group(process)

    clock = threading.Timer(limits.WALL_SECONDS, end_late)
    clock.start()
    try:
        # Ended, yet not reaped: until then its number is nobody else's, and the group can be ended by it.
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
        payload = json.loads(answer)
    except (ValueError, RecursionError):  # it died before it could answer, or was taken over
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
