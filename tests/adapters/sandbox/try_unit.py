"""What tools/try_parser_unit.sh runs as the server's user: files through the parser's unit, then attempts."""

import json
import os
import statistics
import subprocess
import time

from sokehoach.adapters.sandbox import FileRefusedError, limits, process
from tests.adapters.sandbox.test_apart import MADE

BARE = "landlock,seccomp,limit"  # the parser closes nothing itself: its unit alone holds
TRIED = (
    ("reads", {"path": "/var/lib/sokehoach/x"}),
    ("lists", {"path": "/var/lib/sokehoach"}),
    ("lists", {"path": "/etc/sokehoach"}),
    ("reads", {"path": "/etc/passwd"}),
    ("lists", {"path": "/home"}),
    ("lists", {"path": "/root"}),
    ("reads", {"path": f"/proc/{os.getpid()}/environ"}),
    ("writes", {"path": "/usr/x"}),
    ("writes", {"path": "/opt/sokehoach/current/x"}),
    ("signals", {"pid": os.getpid()}),
    ("traces", {"pid": os.getpid()}),
    ("connects", {"port": 22}),
    ("connects_here", {"address": "/run/hostile.socket"}),
    ("takes_namespaces", {}),
    ("mounts", {}),
)


def main() -> None:
    process.other_user_at = "/run/sokehoach-parser.socket"
    held = process.run("layers", b"")
    print("a parser of its own user:", held, flush=True)
    assert held["user"] != os.getuid(), "the same user"
    assert held["seccomp"], "no seccomp within the unit"
    for job, kind in (
        ("text", "docx"),
        ("evidence", "xlsx"),
        ("evidence", "pdf"),
        ("sheet", "xlsx"),
        ("words", "docx"),
    ):
        assert process.run(job, MADE[kind], name=f"a.{kind}"), job
    print(f"words of a small DOCX: {timed():.0f} ms", flush=True)
    process.other_user_at = "/run/hostile.socket"
    for attempt, given in TRIED:
        told = process.run("hostile", json.dumps(given).encode(), name=f"{attempt} {BARE}")
        print(attempt, given, told, flush=True)
        assert "closed" in told, attempt
    assert "got" in process.run("hostile", b"{}", name=f"forks_twice {BARE}"), "the trial itself forks nothing"
    assert left(3) == "0", "a child outlives its parser"
    limits.WALL_SECONDS = 2.0
    try:
        process.run("hostile", b"{}", name=f"sleeps {BARE}")
        raise AssertionError("it does not sleep")
    except FileRefusedError:
        assert left(12) == "0", "one that sleeps is not ended"
    process.other_user_at = ""
    print(f"the same in a child of the server: {timed():.0f} ms", flush=True)
    print("all is as it should be")


def timed() -> float:
    """Milliseconds, median of fifteen."""
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        process.run("words", MADE["docx"], name="a.docx")
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def left(within: float) -> str:
    until = time.monotonic() + within
    while True:
        told = subprocess.run(["pgrep", "-fc", "hostile_parser"], capture_output=True, text=True).stdout.strip()
        if told == "0" or time.monotonic() > until:
            return told
        time.sleep(0.2)


if __name__ == "__main__":
    main()
