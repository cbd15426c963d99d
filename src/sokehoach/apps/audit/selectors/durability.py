"""Would a power cut take what was acknowledged? What the database itself says of its settings."""

from django.db import connection
from django.utils.translation import gettext as _

# PostgreSQL: a commit is on the disk before it is answered; pages torn by the cut are whole again from the log.
_POSTGRESQL = ("fsync", "full_page_writes", "synchronous_commit")
_FULL = 2  # of SQLite's PRAGMA synchronous; with WAL and NORMAL the last commits are lost (tests/durability)


def lossy_settings() -> list[str]:
    """A sentence for each setting with which acknowledged writes may be lost."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(_POSTGRESQL)])
            return [
                _(
                    "PostgreSQL đang để %(name)s = off: mất điện là mất số liệu đã báo nhận. "
                    "Đặt %(name)s = on trong postgresql.conf rồi nạp lại cấu hình."
                )
                % {"name": name}
                for name, setting in sorted(cursor.fetchall())
                if setting == "off"
            ]
        cursor.execute("PRAGMA synchronous")
        if cursor.fetchone()[0] < _FULL:
            return [
                _(
                    "SQLite không chờ ghi xuống đĩa (synchronous dưới FULL): mất điện là mất số liệu đã báo nhận."
                )
            ]
    return []
