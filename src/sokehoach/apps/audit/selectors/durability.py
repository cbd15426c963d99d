"""Would a power cut take what was acknowledged? What the database itself says of its settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

# What each may be, the value to set first. PostgreSQL: a commit is on the disk before it is answered, and pages torn
# by the cut are whole again from the log. SQLite: FULL or EXTRA; with WAL and NORMAL the last commits are lost
# (tests/durability).
POSTGRESQL = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}
SQLITE = {"synchronous": ("2", "3")}


@dataclass(frozen=True, slots=True)
class LossySetting:
    """A setting with which acknowledged writes may be lost: what it is, what it must be."""

    name: str
    current: str
    required: str

    def __str__(self) -> str:
        if connection.vendor == "postgresql":
            return _(
                "PostgreSQL đang để %(name)s = %(found)s: mất điện là mất số liệu đã báo nhận. "
                "Đặt %(name)s = %(wanted)s trong postgresql.conf rồi nạp lại cấu hình."
            ) % {"name": self.name, "found": self.current, "wanted": self.required}
        return _(
            "SQLite không chờ ghi xuống đĩa (synchronous dưới FULL): mất điện là mất số liệu đã báo nhận."
        )


def list_lossy_settings() -> list[LossySetting]:
    return [
        LossySetting(name, current, accepted[0])
        for name, accepted in get_required_settings().items()
        if (current := read_setting(name)) not in accepted
    ]


def get_required_settings() -> Mapping[str, tuple[str, ...]]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def read_setting(name: str) -> str:
    """One setting of the server (PostgreSQL) or the connection (SQLite); names are ours alone."""
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}" if connection.vendor == "postgresql" else f"PRAGMA {name}")
        return str(cursor.fetchone()[0])
