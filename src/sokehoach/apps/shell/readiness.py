"""Checks what the product needs before it can serve requests."""

import shutil
from functools import cache
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections
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


def list_pending_migrations(database: str = "default") -> list[str]:
    """Returns the migrations, as «app.name», that the code has and the database, by alias, has not."""
    applied = MigrationRecorder(connections[database]).applied_migrations().keys()
    return sorted(f"{app}.{name}" for app, name in _list_code_migrations() - applied)


@cache
def _list_code_migrations() -> frozenset[tuple[str, str]]:
    """Lists the migration files once: a probe comes every few seconds. By name: importing them takes a third of a
    second, half of the start of a command.
    """
    return frozenset(
        (config.label, name)
        for config in apps.get_app_configs()
        for _finder, name, _is_package in iter_modules([str(Path(config.path) / "migrations")])
        if not name.startswith("_")
    )


def get_free_bytes() -> int:
    return shutil.disk_usage(settings.HOME).free
