"""What a parser may use, in its own process. The kernel holds it to this, not the parser's good will."""

import resource

MEMORY_BYTES = (
    640 * 1024 * 1024
)  # bytes of address space; an honest plan of 40 pages stays under 300 MB resident
CPU_SECONDS = 7  # seconds
WALL_SECONDS = 9.0  # seconds, waiting for a core included: a person hears of it within ten
ANSWER_BYTES = 64 * 1024 * 1024  # bytes that may be written, and so handed back
MAX_LETTERS = 1_000_000  # of text to be scanned for persons; four hundred pages: more would hold others up
_OPEN_FILES = 64


def set_limits() -> None:
    """Bind the calling process for good: a hard limit cannot be raised again."""
    for resource_id, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, ANSWER_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower_limit(resource_id, limit, limit)
    _lower_limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)


def _lower_limit(resource_id: int, soft: int, hard: int) -> None:
    """Never above what the process was given: that would be refused."""
    _soft, inherited = resource.getrlimit(resource_id)
    if inherited != resource.RLIM_INFINITY:
        soft, hard = min(soft, inherited), min(hard, inherited)
    resource.setrlimit(resource_id, (soft, hard))
