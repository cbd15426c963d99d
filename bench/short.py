"""The short form of a bench (`--short`, `make bench-smoke`): the same work on less data, or on all where that is quick.

Times are printed and compared with no limit, since CI shares its machine. What must be equal must be so here too.
"""

import sys

SHORT = "--short" in sys.argv[1:]


def size[T](whole: T, short: T) -> T:
    """`whole`, or `short` where the short form runs."""
    return short if SHORT else whole


def held(over: int | bool) -> int:
    """`over` limits of time, as a number; 0 in the short form, where none is held."""
    return 0 if SHORT else int(over)
