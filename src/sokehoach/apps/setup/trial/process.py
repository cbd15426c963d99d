"""Runs a trial in a process of its own, which knows no database but one in memory, and leaves nothing behind.

The process gets the draft's files and a folder. It ends when it is done, when it has used too much time or memory, when
somebody stops it, or when the server that waits for it is gone (`config.trial_program`). Of an error the server's log
has the class and the lines of code. A folder that a killed machine has left is removed at the next trial, and by
`sokehoach tick`: each is locked as long as a process uses it.
"""

import fcntl
import json
import logging
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sokehoach.adapters.slow_work import slow_work
from sokehoach.apps.setup.trial.outcome import MAX_BYTES
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import pack_messages, say, unpack_messages

_PROGRAM = "sokehoach.config.trial_program"  # named, not imported: settings and commands lie above the apps
_SOURCES = str(Path(__file__).resolve().parents[4])
WALL_SECONDS = 300.0
_POLL_SECONDS = 1.0  # between looks at whether the job is to stop
_END_SECONDS = 20.0  # in which a process ends that says no more
_LOCK, _ERRORS = "lock", "errors"
_LAST_BYTES = 8_000  # of its errors that are logged
_TOO_LONG = say("Lần chạy thử quá lâu nên đã dừng. Bản nháp không đổi.")
_log = logging.getLogger(__name__)
_FRAME_PATTERN = re.compile(r'^ {2}File "([^"\n]{1,300})", line (\d{1,6}), in (\S{1,100})$', re.MULTILINE)
_ERROR_PATTERN = re.compile(r"^([\w.]{0,200}(?:Error|Exception))(?::|$)", re.MULTILINE)

type ReportProgress = Callable[[int], None]


class TrialCrashedError(Exception):
    """Raised where an error of the software ended the process; the log has its class and the lines of code."""


@slow_work
def run_trial_process(files: Mapping[str, str], *, home: Path, static: str, report_progress: ReportProgress) -> bytes:
    """The packed outcome (`trial.outcome`) of a draft's files. `home`: the installation's folder.

    Raises ActionRefused with the reason where the draft cannot be tried, or the trial took too much time or memory;
    TrialCrashedError; what `report_progress` raises. When it returns or raises, the process has ended and its folder is
    gone.
    """
    remove_abandoned_trials(home)
    with _make_folder(home) as (folder, lock), (folder / _ERRORS).open("w+b") as errors:
        process = subprocess.Popen(  # noqa: S603 our own interpreter and program
            [sys.executable, "-P", "-s", "-m", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_build_environment(folder),
            pass_fds=(lock,),
            start_new_session=True,
        )
        try:
            return _follow_process(process, {"files": dict(files), "static": static}, report_progress)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            _log_errors(errors)


def remove_abandoned_trials(home: Path) -> int:
    """Remove the folders of trials whose processes are gone; how many."""
    count = 0
    with suppress(OSError), _lock_trials(home, fcntl.LOCK_EX | fcntl.LOCK_NB):  # else somebody makes a folder just now
        for folder in (home / "trials").glob("*"):
            with suppress(OSError), (folder / _LOCK).open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                count += 1
    return count


@contextmanager
def _lock_trials(home: Path, operation: int) -> Iterator[None]:
    """Holds the folder of all trials: folders are made and abandoned ones removed by one at a time. Raises OSError."""
    descriptor = os.open(home / "trials", os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, operation)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _make_folder(home: Path) -> Iterator[tuple[Path, int]]:
    """A locked folder, which is removed afterwards, and the descriptor that holds the lock."""
    (home / "trials").mkdir(mode=0o700, exist_ok=True)
    with ExitStack() as stack:
        with _lock_trials(home, fcntl.LOCK_EX):
            folder = Path(tempfile.mkdtemp(dir=home / "trials"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            lock = stack.enter_context((folder / _LOCK).open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, lock.fileno()


def _build_environment(folder: Path) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("TZ", "PATH", "LANG") if name in os.environ}
    return inherited | {"PYTHONPATH": _SOURCES, "PYTHONUTF8": "1", "SOKEHOACH_HOME": str(folder)}


def _follow_process(
    process: "subprocess.Popen[bytes]", request: Mapping[str, Any], report_progress: ReportProgress
) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):  # it died; then it answers nothing
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
    answers: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_read_answers, args=(process.stdout, answers), daemon=True).start()
    end, done = time.monotonic() + WALL_SECONDS, 0
    while time.monotonic() < end:
        try:
            answer = answers.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            report_progress(done)
            continue
        match answer:
            case int():
                done = answer
                report_progress(done)
            case bytes():
                return answer
            case {"refused": reason}:
                raise ActionRefused(str(unpack_messages(reason)))
            case _:
                raise _explain_end(process)
    raise ActionRefused(_TOO_LONG)


def _explain_end(process: "subprocess.Popen[bytes]") -> Exception:
    """Why the process ended without an outcome."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_END_SECONDS)
    match process.returncode:
        case signal_code if signal_code == -signal.SIGXCPU:
            return ActionRefused(_TOO_LONG)
        case signal_code if signal_code == -signal.SIGKILL:
            return ActionRefused(
                say("Lần chạy thử bị ngắt từ bên ngoài, thường vì máy chủ hết bộ nhớ. Bản nháp không đổi.")
            )
        case code:
            return TrialCrashedError(f"exit status {code}")


def _log_errors(errors: IO[bytes]) -> None:
    """Log where the process failed: the class of the error and the lines of code, never its message (config.logs)."""
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(size - _LAST_BYTES, 0))
    text = errors.read().decode(errors="replace")
    last_error = _ERROR_PATTERN.findall(text)
    through = [f"{path}:{line} {name}" for path, line, name in _FRAME_PATTERN.findall(text)]
    if last_error or through:  # else what its log says: seals of the trail
        payload = {"error": last_error[-1] if last_error else "", "through": through}
        _log.warning("trial failed", extra={"told": payload})


def _read_answers(stdout: IO[bytes], answers: "queue.Queue[Any]") -> None:
    """Put into the queue what the process says: numbers, the packed outcome, a refusal; None when it says no more."""
    with suppress(OSError, ValueError):
        for line in stdout:
            answer = json.loads(line)
            if isinstance(answer, dict) and "size" in answer:
                answers.put(_read_content(stdout, int(answer["size"])))
                return
            answers.put(answer)
    answers.put(None)


def _read_content(stdout: IO[bytes], size: int) -> Any:
    if size > MAX_BYTES:
        reason = say("Kết quả của lần chạy thử lớn hơn %(n)s MB nên không giữ được.", n=MAX_BYTES // 1_000_000)
        return {"refused": pack_messages(reason)}
    content = stdout.read(size)
    return content if len(content) == size else None
