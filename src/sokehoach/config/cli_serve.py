"""The commands `sokehoach serve` and `sokehoach demo`: run the server, and build the demonstration data."""

import argparse
import hashlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from multiprocessing import get_context

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_language import translate
from sokehoach.config.cli_output import locate, print_error, print_text
from sokehoach.domain.messages import join_messages, say

_LONGEST_START = 60  # seconds, after which the address is printed all the same
THREADS = 6  # per worker; at most two of them open files from outside (adapters.sandbox.slots)


def add_commands(commands: CommandGroup) -> None:
    demo = commands("demo", run_demo, say("dựng dữ liệu trình diễn vào cơ sở dữ liệu trống"))
    demo.add_argument("--seed", type=int, default=2021)
    serve = commands("serve", run_serve, say("mở máy chủ trên 127.0.0.1"))
    serve.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
    serve.add_argument("--demo-if-empty", action="store_true", help=say("nạp trình diễn nếu cơ sở dữ liệu trống"))
    serve.add_argument(
        "--workers",
        type=int,
        choices=range(1, 17),
        metavar=say("SỐ"),
        default=1,
        help=say("số tiến trình phục vụ, nên bằng số lõi của máy (mặc định 1)"),
    )


def run_demo(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.setup.services import demonstration
    from sokehoach.apps.shell.outcomes import ActionRefused

    try:
        demonstration.check_database_empty()
        _build_demonstration(arguments.seed)
    except ActionRefused as refused:
        return print_error(refused.message)
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    from sokehoach.apps.audit.queries.durability import list_lossy_settings
    from sokehoach.apps.setup.services import demonstration, first_run
    from sokehoach.config import env
    from sokehoach.config.doctor import files

    if unsafe_settings := list_lossy_settings():
        return print_error(" ".join(translate(str(setting)) for setting in unsafe_settings))
    if not _is_free(arguments.port):
        return print_error(
            say("Không mở được cổng %(port)s: đã có phần mềm khác dùng, hoặc không được phép.", port=arguments.port)
        )
    # Checked here, within the unit or container; `doctor` may be called from outside of it.
    for finding in files.find_parser_problems():
        if finding.wrong:
            print_text(str(finding))
    if arguments.demo_if_empty and demonstration.is_database_empty():
        print_text(say("Dựng dữ liệu trình diễn, khoảng 20 giây"))
        if status := _build_in_own_process():
            return status
        settings.DEMONSTRATION = env.find_demonstration()  # the settings were read before the marker existed
    code = first_run.issue_code() if first_run.is_open() else ""
    if not code:
        first_run.withdraw_code()
    collect_static()
    connections.close_all()  # the workers are forks and must not share SQLite's locks
    for connection in connections.all():
        if hasattr(connection, "close_pool"):
            connection.close_pool()  # nor a pool, whose threads do not exist in a fork
    if code:
        print_text(say("Mã thiết lập: %(code)s", code=code))
    steps = () if settings.DEMONSTRATION is None else TRY_FIRST
    get_context("fork").Process(target=_print_address, args=(arguments.port, steps), daemon=True).start()
    Granian(
        "sokehoach.config.wsgi:application",
        address="127.0.0.1",
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=THREADS,
        log_enabled=False,
        workers_kill_timeout=5,  # a worker that missed its signal must not outlive Ctrl-C
    ).serve()
    _gather_database()
    return 0


def _print_address(port: int, steps: Sequence[str]) -> None:
    """Print the address when a request is answered there. In a process of its own, so that no thread is forked."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    deadline = time.monotonic() + _LONGEST_START
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=_LONGEST_START)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
            break
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    address = f"http://127.0.0.1:{port}/"
    print_text(say("Sổ Kế hoạch: %(address)s   (dừng: Ctrl-C)", address=address), *steps)


def _gather_database() -> None:
    """Leave one file of SQLite: the last connection that is closed takes in what stands in the log beside it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.close()


TRY_FIRST = (
    say("Thử trước"),
    *(
        join_messages("  ", ("", step))
        for step in (
            say("1. Mở địa chỉ trên, chọn «Cơ quan thường trực»"),
            say("2. Trang đầu: ai chậm, việc gì chờ"),
            say("3. Kế hoạch: điều nào giao ai"),
            say("4. Tổng hợp: bấm một số, xuống tới dòng sổ"),
            say("5. Báo cáo: xem, duyệt một báo cáo"),
        )
    ),
)


def _print_step(step: str) -> None:
    print_text(join_messages("  ", ("", step)))


class _Progress:
    """Prints a line at each tenth; on a terminal it overwrites one line."""

    def __init__(self) -> None:
        self._tenth = 0

    def __call__(self, finished: int, steps: int) -> None:
        tenth = finished * 10 // steps
        if tenth == self._tenth:
            return
        self._tenth = tenth
        ending = "\r" if sys.stdout.isatty() and tenth < 10 else "\n"
        step = say("%(finished)s/%(steps)s việc của năm", finished=finished, steps=steps)
        print_text(locate(f"  {tenth * 10:3} %", step), end=ending)


def _build_in_own_process() -> int:
    """Run `sokehoach demo` in a process of its own and return its exit status.

    Libraries that draw charts and pages start threads, which a fork does not have: a worker forked from the process
    that built the demonstration never answers.
    """
    return subprocess.run([sys.executable, "-m", "sokehoach.config.cli", "demo"], check=False).returncode


def _build_demonstration(seed: int) -> None:
    from django.conf import settings

    from sokehoach.apps.setup.demonstration.calendar import TODAY
    from sokehoach.apps.setup.services import demonstration
    from sokehoach.config import env

    env.mark_demonstration(env.Demonstration(today=TODAY, seed=seed))
    # The settings were read before the marker existed.
    settings.DEMONSTRATION = env.find_demonstration()
    # The demonstration seals a whole year within seconds; a log line for each seal would bury the steps printed here.
    logging.disable(logging.INFO)
    try:
        demonstration.build_demonstration(seed=seed, report=_print_step, progress=_Progress())
    finally:
        logging.disable(logging.NOTSET)


def collect_static() -> None:
    """Collect and compress the static files, unless an earlier start of this release already did.

    Compression takes seconds, during which the server does not answer after a crash.
    """
    from django.conf import settings
    from django.core.management import call_command

    stamp, digest = settings.STATIC_ROOT / "collected", _compute_static_digest()
    if stamp.is_file() and stamp.read_text("ascii") == digest:
        return
    stamp.unlink(missing_ok=True)
    print_text(say("Đang chuẩn bị kiểu chữ, kiểu dáng của trang, vài giây"), file=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest, "ascii")  # last, so that a start killed half-way leaves no stamp


def _compute_static_digest() -> str:
    """Return a digest of the names, sizes and times of all static files to collect."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for path, storage in sorted(
        ((path, storage) for finder in get_finders() for path, storage in finder.list([])),
        key=lambda pair: pair[0],
    ):
        status = os.stat(storage.path(path))
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True
