"""Checks what the product needs before it can serve requests."""

import shutil
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

MIN_FREE_BYTES = 200_000_000  # bytes free on the disk; below it a growing database may stop half-way


def list_missing() -> list[str]:
    """Returns those of «database», «migrations», «disk», «keys» that are not in order; empty means ready."""
    missing = []
    try:
        if list_pending_migrations():
            missing.append("migrations")
    except DatabaseError:
        missing.append("database")
    if get_free_bytes() < MIN_FREE_BYTES:
        missing.append("disk")
    if not (settings.HOME / "secret").is_file():
        missing.append("keys")
    return missing


def list_pending_migrations() -> list[str]:
    """Returns the migrations, as «app.name», that the code has and the database has not."""
    return sorted(
        f"{app}.{name}"
        for app, name in _list_code_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    )


@cache
def _list_code_migrations() -> frozenset[tuple[str, str]]:
    """Reads the migration files once: a probe comes every few seconds."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def get_free_bytes() -> int:
    return shutil.disk_usage(settings.HOME).free
