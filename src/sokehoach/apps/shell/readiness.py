"""What the product needs before it may be given work."""

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

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
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def free_bytes() -> int:
    return shutil.disk_usage(settings.HOME).free
