"""What the product needs before it may be given work."""

import shutil
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

ROOM = 200_000_000  # bytes free on the disk: below it a database that grows may stop half-way


def missing() -> list[str]:
    """Of «database», «migrations», «disk», «keys» those that are not as they must be; empty: ready."""
    lacks = []
    try:
        if pending_migrations():
            lacks.append("migrations")
    except DatabaseError:
        lacks.append("database")
    if free_bytes() < ROOM:
        lacks.append("disk")
    if not (settings.HOME / "secret").is_file():
        lacks.append("keys")
    return lacks


def pending_migrations() -> list[str]:
    """Those that the code has and the database has not, as «app.name»."""
    return sorted(
        f"{app}.{name}"
        for app, name in _of_the_code() - MigrationRecorder(connection).applied_migrations().keys()
    )


@cache
def _of_the_code() -> frozenset[tuple[str, str]]:
    """Read from the files once: a probe comes every few seconds."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def free_bytes() -> int:
    return shutil.disk_usage(settings.HOME).free
