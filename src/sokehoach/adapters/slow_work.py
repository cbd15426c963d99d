"""Mark work that may take long: parsing, rendering, signing, hashing of files and passwords, the network.

Only one thread writes at a time (apps.audit.services.writes), and all others wait for it. So none of this work is
done while the write lock is held: it raises instead, in tests and in production.
"""

import functools
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_lock_is_held: ContextVar[bool] = ContextVar("lock_is_held", default=False)


class WriteLockHeldError(RuntimeError):
    """A programming error: the work belongs before the write (`write(…, prepare=…)`)."""


@contextmanager
def write_lock_held() -> Iterator[None]:
    """Mark the time in which the calling thread holds the write lock."""
    token = _lock_is_held.set(True)
    try:
        yield
    finally:
        _lock_is_held.reset(token)


def is_write_lock_held() -> bool:
    """Whether the calling code runs within a write."""
    return _lock_is_held.get()


def slow_work[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Mark a function as slow. Calling it while the write lock is held raises WriteLockHeldError."""

    @functools.wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        if _lock_is_held.get():
            raise WriteLockHeldError(f"{function.__module__}.{function.__qualname__} within a write")
        return function(*args, **kwargs)

    called.is_slow_work = True  # type: ignore[attr-defined]
    return called


@slow_work
def file_digest(content: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
