"""What a parser may use, in its own process. The kernel holds it to this, not the parser's good will."""

import resource

MEMORY = 640 * 1024 * 1024  # bytes of address space; an honest plan of 40 pages stays under 300 MB resident
CPU = 7  # seconds
WALL = 9.0  # seconds, waiting for a core included: a person hears of it within ten
ANSWER = 64 * 1024 * 1024  # bytes that may be written, and so handed back
LETTERS = 1_000_000  # of text to be scanned for persons; four hundred pages: more would hold others up
_OPEN_FILES = 64


def set_limits() -> None:
    """Bind the calling process for good: a hard limit cannot be raised again."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(what, most, most)
    _lower(resource.RLIMIT_CPU, CPU, CPU + 1)


def _lower(what: int, soft: int, hard: int) -> None:
    """Never above what the process was given: that would be refused."""
    _soft, given = resource.getrlimit(what)
    if given != resource.RLIM_INFINITY:
        soft, hard = min(soft, given), min(hard, given)
    resource.setrlimit(what, (soft, hard))
