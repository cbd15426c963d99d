"""Resource limits of a parser's process, enforced by the kernel."""

import resource

MEMORY_BYTES = 640 * 1024 * 1024  # bytes of address space; a legitimate plan of 40 pages stays under 300 MB resident
CPU_SECONDS = 7  # seconds
WALL_SECONDS = 9.0  # seconds, including the wait for a core: a person gets an answer within ten
ANSWER_BYTES = 64 * 1024 * 1024  # bytes that may be written, and so returned
MAX_LETTERS = 1_000_000  # of text to be scanned for persons, about 400 pages: more would delay other users
_OPEN_FILES = 64


def set_limits() -> None:
    """Limit the calling process permanently: a hard limit cannot be raised again."""
    for resource_id, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, ANSWER_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower_limit(resource_id, limit, limit)
    _lower_limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)


def _lower_limit(resource_id: int, soft: int, hard: int) -> None:
    """Set a limit, never above the inherited one: that would be refused."""
    _soft, inherited = resource.getrlimit(resource_id)
    if inherited != resource.RLIM_INFINITY:
        soft, hard = min(soft, inherited), min(hard, inherited)
    resource.setrlimit(resource_id, (soft, hard))
