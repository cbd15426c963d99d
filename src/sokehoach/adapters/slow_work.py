"""Work that may take long: parsing, rendering, signing, hashing of files and passwords, the network.

One writer writes at a time (apps.audit.services.writes), and everybody else waits for it. So none of this is done while
the write lock is held: whatever tries raises, in tests and at work alike.
"""

import functools
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_lock_is_held: ContextVar[bool] = ContextVar("lock_is_held", default=False)


class WriteLockHeldError(RuntimeError):
    """A fault of ours: the work belongs before the write (`write(…, prepare=…)`)."""


@contextmanager
def write_lock_held() -> Iterator[None]:
    """For the time in which the calling thread holds the write lock."""
    token = _lock_is_held.set(True)
    try:
        yield
    finally:
        _lock_is_held.reset(token)


def slow_work[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Marks an entry to such work. Raises WriteLockHeldError where it is called while the write lock is held."""

    @functools.wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        if _lock_is_held.get():
            raise WriteLockHeldError(f"{function.__module__}.{function.__qualname__} within a write")
        return function(*args, **kwargs)

    called.is_slow_work = True  # type: ignore[attr-defined]
    return called


@slow_work
def file_digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
