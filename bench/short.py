"""The short form of a bench (`--short`, `make bench-smoke`): the same work on less data, or on all where that is quick.

Times are printed and compared with no limit, since CI shares its machine. What must be equal must be so here too.

`--processor` measures processor time, of this process and of those that it has waited for, on a machine that others
use; a server of PostgreSQL is not in it.
"""

import resource
import sys
import time

SHORT = "--short" in sys.argv[1:]
PROCESSOR = "--processor" in sys.argv[1:]


def read_clock() -> float:
    """Seconds from some moment: of the wall, or of the processor with `--processor`."""
    if not PROCESSOR:
        return time.perf_counter()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def size[T](whole: T, short: T) -> T:
    """`whole`, or `short` where the short form runs."""
    return short if SHORT else whole


def held(over: int | bool) -> int:
    """`over` limits of time, as a number; 0 in the short form, where none is held."""
    return 0 if SHORT else int(over)
