"""The short form of a bench (`--short`, `make bench-smoke`): the same work on little data.

Times are told and held to no limit: CI runs beside others. What must be equal is held as in the whole form.
"""

import sys

SHORT = "--short" in sys.argv[1:]


def size[T](whole: T, short: T) -> T:
    """`whole`, or `short` where the short form runs."""
    return short if SHORT else whole


def held(over: int | bool) -> int:
    """How many limits of time were passed; in the short form none counts."""
    return 0 if SHORT else int(over)
