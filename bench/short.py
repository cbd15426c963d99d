"""The short form of a bench (`--short`, `make bench-smoke`): the same work on less data, or on all where that is quick.

Times are printed and compared with no limit, since CI shares its machine. What must be equal must be so here too.

`--processor` measures processor time, on a machine that others use: of this process, of those that it has waited for,
and of the process in which PostgreSQL answers this connection (its parallel workers apart: none in `bench_registers`).
"""

import os
import resource
import sys
import time
from pathlib import Path

SHORT = "--short" in sys.argv[1:]
PROCESSOR = "--processor" in sys.argv[1:]


def read_clock() -> float:
    """Seconds from some moment: of the wall, or of the processor with `--processor`."""
    if not PROCESSOR:
        return time.perf_counter()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime + _read_server_clock()


def _read_server_clock() -> float:
    """Linux tells in nanoseconds for how long a process of this machine has run."""
    if "DATABASE_URL" not in os.environ:
        return 0.0
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(server.read_text("ascii").split()[0]) / 1e9


def size[T](whole: T, short: T) -> T:
    """`whole`, or `short` where the short form runs."""
    return short if SHORT else whole


def held(over: int | bool) -> int:
    """`over` limits of time, as a number; 0 in the short form, where none is held."""
    return 0 if SHORT else int(over)
