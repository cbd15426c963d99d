"""What went wrong with the machine, where a person can do something about it: no room left, or no time just now.

Read off an exception and its causes, whichever database or file it came from. Everything else is a fault of ours.
"""

import errno
import sqlite3
from collections.abc import Iterator

from django.utils.translation import gettext_lazy

# EFBIG: a quota of the process (RLIMIT_FSIZE), EDQUOT: of the user. Both are mended as a full disk is.
_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# PostgreSQL's classes (its appendix A): 08 the connection, 40 two waited for each other, 53 too little of something,
# 57P its stopping and starting.
_BUSY_STATES = ("08", "40", "53", "57P")
_DISK_FULL = "53100"
# Of psycopg and its pool, before any answer: refused or lost connections, a pool that is used up.
_UNREACHABLE_ERRORS = ("OperationalError", "PoolTimeout", "TooManyRequests", "PoolClosed")

DISK_FULL = gettext_lazy(
    "Ổ đĩa của máy chủ đã đầy: chưa lưu gì, số liệu và trạng thái vẫn như trước. "
    "Hãy báo người quản trị giải phóng ổ đĩa."
)


def is_disk_full(error: BaseException) -> bool:
    """The disk, or what this process may use of it, is full."""
    for cause in _list_causes(error):
        if isinstance(cause, OSError) and cause.errno in _FULL_ERRNOS:
            return True
        if _get_sqlite_code(cause) == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", None) == _DISK_FULL:
            return True
    return False


def is_database_busy(error: BaseException) -> bool:
    """The database cannot be asked just now: all its connections are taken, another holds it, it is starting anew."""
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
    """SQLite's code without the reason that it adds in the higher bits."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
