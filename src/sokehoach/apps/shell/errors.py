"""Recognizes a full disk and a busy database in an exception and its causes, whichever library raised it.

These are faults that a person can do something about; all others are bugs of ours.
"""

import errno
import sqlite3
from collections.abc import Iterator

from sokehoach.domain.messages import say

# EFBIG: a quota of the process (RLIMIT_FSIZE), EDQUOT: of the user. The remedy is that of a full disk.
_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# PostgreSQL's error classes (its appendix A): 08 connection, 40 deadlock or serialization, 53 insufficient
# resources, 57P shutdown and start.
_BUSY_STATES = ("08", "40", "53", "57P")
_DISK_FULL = "53100"
# Raised by psycopg and its pool before any answer: refused or lost connection, exhausted pool.
_UNREACHABLE_ERRORS = ("OperationalError", "PoolTimeout", "TooManyRequests", "PoolClosed")

DISK_FULL = say(
    "Ổ đĩa của máy chủ đã đầy: chưa lưu gì, số liệu và trạng thái vẫn như trước. "
    "Hãy báo người quản trị giải phóng ổ đĩa."
)


def is_disk_full(error: BaseException) -> bool:
    """Whether the disk, or this process's quota on it, is full."""
    for cause in _list_causes(error):
        if isinstance(cause, OSError) and cause.errno in _FULL_ERRNOS:
            return True
        if _get_sqlite_code(cause) == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", None) == _DISK_FULL:
            return True
    return False


def is_database_busy(error: BaseException) -> bool:
    """Whether the database cannot answer now: connections exhausted, locked by another, or starting."""
    for cause in _list_causes(error):
        if _get_sqlite_code(cause) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return True
        state = getattr(cause, "sqlstate", "")
        if str(state).startswith(_BUSY_STATES) and state != _DISK_FULL:
            return True
        if state is None and type(cause).__name__ in _UNREACHABLE_ERRORS:
            return True
    return False


def _list_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _get_sqlite_code(error: BaseException) -> int | None:
    """Returns SQLite's primary code, without the extended bits."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
