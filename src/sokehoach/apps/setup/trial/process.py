"""Runs a trial in a process of its own, which knows no database but one in memory, and leaves nothing behind.

The process gets the draft's files and a folder. It ends when it is done, when it has used too much time or memory, when
somebody stops it, or when the server that waits for it is gone (`config.trial_program`). A folder that a killed machine
has left is removed at the next trial, and by `sokehoach tick`: each is locked as long as a process uses it.
"""

import fcntl
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sokehoach.adapters.slow_work import slow_work
from sokehoach.apps.setup.trial.outcome import MAX_BYTES
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say, unpack_messages

_PROGRAM = "sokehoach.config.trial_program"  # named, not imported: settings and commands lie above the apps
_SOURCES = str(Path(__file__).resolve().parents[4])
WALL_SECONDS = 300.0
_POLL_SECONDS = 1.0  # between looks at whether the job is to stop
_LOCK = "lock"

type ReportProgress = Callable[[int], None]


@slow_work
def run_trial_process(files: Mapping[str, str], *, home: Path, static: str, report_progress: ReportProgress) -> bytes:
    """The packed outcome (`trial.outcome`) of a draft's files. `home`: the installation's folder.

    Raises ActionRefused with the reason where the draft cannot be tried, or the trial took too long or died; what
    `report_progress` raises, too. When it returns or raises, the process has ended and its folder is gone.
    """
    remove_abandoned_trials(home)
    with _make_folder(home) as (folder, lock):
        process = subprocess.Popen(  # noqa: S603 our own interpreter and program
            [sys.executable, "-P", "-s", "-m", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
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


def remove_abandoned_trials(home: Path) -> int:
    """Remove the folders of trials whose processes are gone; how many."""
    count = 0
    for folder in (home / "trials").glob("*"):
        with suppress(OSError), (folder / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count


@contextmanager
def _make_folder(home: Path) -> Iterator[tuple[Path, int]]:
    """A locked folder, which is removed afterwards, and the descriptor that holds the lock."""
    (home / "trials").mkdir(mode=0o700, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=home / "trials"))
    try:
        with (folder / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder, lock.fileno()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
                raise ActionRefused(
                    say("Lần chạy thử bị ngắt: dùng quá nhiều bộ nhớ hoặc thời gian. Bản nháp không đổi.")
                )
    raise ActionRefused(say("Lần chạy thử quá lâu nên đã dừng. Bản nháp không đổi."))


def _read_answers(stdout: IO[bytes], answers: "queue.Queue[Any]") -> None:
    """Put into the queue what the process says: numbers, the packed outcome, a refusal; None when it says no more."""
    with suppress(OSError, ValueError):
        for line in stdout:
            answer = json.loads(line)
            if isinstance(answer, dict) and "size" in answer:
                content = stdout.read(min(int(answer["size"]), MAX_BYTES + 1))
                answers.put(content if len(content) == answer["size"] else None)
                return
            answers.put(answer)
    answers.put(None)
