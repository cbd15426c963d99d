"""The database: reachable, with every migration, and an acknowledged commit is on the disk."""

from collections.abc import Iterator

from django.db import connection

from sokehoach.apps.shell import readiness
from sokehoach.config.doctor.finding import Finding

POSTGRESQL = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
SQLITE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}


def migrations() -> Iterator[Finding]:
    pending = readiness.pending_migrations()
    if pending:
        yield Finding(
            f"cơ sở dữ liệu thiếu {len(pending)} bước chuyển đổi, đầu tiên là {pending[0]}",
            "sao lưu, rồi mở lại máy chủ: các bước chạy khi khởi động",
        )


def durable() -> Iterator[Finding]:
    """Else what was told to be sent may be gone after a power cut."""
    for name, value in expected().items():
        found = asked(name)
        if found != value and not (
            name == "synchronous_commit" and found in ("remote_apply", "remote_write")
        ):
            yield Finding(
                f"cơ sở dữ liệu đặt {name}={found}, mất điện có thể mất số đã gửi",
                f"đặt {name}={value} trong cấu hình của cơ sở dữ liệu",
            )


def sound() -> Iterator[Finding]:
    if connection.vendor == "sqlite" and (told := asked("quick_check(1)")) != "ok":
        yield Finding(f"tệp cơ sở dữ liệu hỏng: {told}", "dừng máy chủ và khôi phục từ bản sao lưu gần nhất")


def expected() -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def asked(name: str) -> str:
    """One setting of the server (PostgreSQL) or the connection (SQLite); names are ours alone."""
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}" if connection.vendor == "postgresql" else f"PRAGMA {name}")
        return str(cursor.fetchone()[0])
