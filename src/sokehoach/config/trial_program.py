"""The program of a process that tries a draft out and ends (`apps.setup.trial.process`).

It reads one line of JSON, {"files", "static"}, and writes lines: a number for the hundredths that are done; at the end
{"size": …} and that many bytes, or {"refused": …}. An error of the software ends it with its traceback. When its input
ends, whoever asked for the trial is gone: then it removes its folder and ends. It knows no database but its own, which
is in memory.
"""

import json
import os
import resource
import shutil
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

MEMORY_BYTES, CPU_SECONDS = 3_000_000_000, 240
_REFUSED_LINES = 20  # of problems that are named


def run_program() -> None:
    request = json.loads(sys.stdin.buffer.readline())
    _limit_resources()
    threading.Thread(target=_end_with_input, daemon=True).start()
    _configure(request["static"])
    _try_draft(request["files"])


def _try_draft(files: dict[str, str]) -> None:
    from sokehoach.adapters.programme_files.record import DefinitionError
    from sokehoach.apps.setup.trial.outcome import pack_outcome
    from sokehoach.apps.setup.trial.run import run_trial
    from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
    from sokehoach.config.cli import create_tables
    from sokehoach.domain.messages import join_messages, pack_messages, say

    try:
        _send_line(5)
        create_tables()
        _send_line(15)
        content = pack_outcome(run_trial(files, _send_line))
    except DefinitionError as error:
        problems = error.problems[:_REFUSED_LINES]
        reasons = [join_messages(": ", (f"{problem.file}:{problem.line}", problem.reason)) for problem in problems]
        _send_line({"refused": pack_messages(join_messages("; ", reasons))})
        return
    except (ActionRefused, InvalidInput) as refusal:
        _send_line({"refused": pack_messages(refusal.message)})
        return
    except MemoryError:
        _send_line(
            {"refused": pack_messages(say("Lần chạy thử dùng quá nhiều bộ nhớ nên đã dừng. Bản nháp không đổi."))}
        )
        return
    _send_line({"size": len(content)})
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _send_line(value: Any) -> None:
    sys.stdout.buffer.write(json.dumps(value).encode() + b"\n")
    sys.stdout.buffer.flush()


def _limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_input() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    shutil.rmtree(os.environ["SOKEHOACH_HOME"], ignore_errors=True)
    os._exit(1)


def _configure(static: str) -> None:
    """Set Django up with an empty database in memory, and the addresses of the server's static files."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    from sokehoach.config import env, settings

    memory = env.build_sqlite_settings() | {"NAME": ":memory:"}
    memory["OPTIONS"] = memory["OPTIONS"] | {"init_command": "PRAGMA foreign_keys=ON;"}
    settings.DATABASES = {"default": memory}
    settings.STATIC_ROOT = static  # type: ignore[assignment]
    if not Path(static, "staticfiles.json").is_file():  # nothing was collected
        settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.DEMONSTRATION = env.Demonstration(today=date.today(), seed=0, is_trial=True)  # noqa: DTZ011 replaced
    import django

    django.setup()


if __name__ == "__main__":
    run_program()
    os._exit(0)  # without waiting for the thread that reads the input
