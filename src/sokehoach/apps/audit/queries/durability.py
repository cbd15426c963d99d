"""Checks from the database's own settings whether a power cut can lose acknowledged writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

# The allowed values of each setting, the recommended one first. PostgreSQL: a commit is on disk before the answer, and
# torn pages are repaired from the log. SQLite: FULL or EXTRA; with WAL and NORMAL the last commits are lost
# (tests/durability).
POSTGRESQL = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}
SQLITE = {"synchronous": ("2", "3")}


@dataclass(frozen=True, slots=True)
class LossySetting:
    """A setting with which acknowledged writes may be lost: its value, and the required one."""

    name: str
    current: str
    required: str

    def __str__(self) -> str:
        if connection.vendor == "postgresql":
            return _(
                "PostgreSQL đang để %(name)s = %(found)s: mất điện là mất số liệu đã báo nhận. "
                "Đặt %(name)s = %(wanted)s trong postgresql.conf rồi nạp lại cấu hình."
            ) % {"name": self.name, "found": self.current, "wanted": self.required}
        return _("SQLite không chờ ghi xuống đĩa (synchronous dưới FULL): mất điện là mất số liệu đã báo nhận.")


def list_lossy_settings() -> list[LossySetting]:
    return [
        LossySetting(name, current, accepted[0])
        for name, accepted in get_required_settings().items()
        if (current := read_setting(name)) not in accepted
    ]


def get_required_settings() -> Mapping[str, tuple[str, ...]]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def read_setting(name: str) -> str:
    """Reads one setting of the server (PostgreSQL) or the connection (SQLite); `name` must be a constant of ours."""
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}" if connection.vendor == "postgresql" else f"PRAGMA {name}")
        return str(cursor.fetchone()[0])
