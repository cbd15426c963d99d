"""The database: reachable, with every migration, whole, and an acknowledged commit is on the disk."""

from collections.abc import Iterator

from django.db import connection

from sokehoach.apps.audit.selectors import durability
from sokehoach.apps.shell import readiness
from sokehoach.config.doctor.finding import Finding, note


def migrations() -> Iterator[Finding]:
    pending = readiness.pending_migrations()
    if pending:
        yield Finding(
            f"cơ sở dữ liệu thiếu {len(pending)} bước chuyển đổi, đầu tiên là {pending[0]}",
            "sao lưu, rồi mở lại máy chủ: các bước chạy khi khởi động",
        )


def durable() -> Iterator[Finding]:
    """Else what was told to be sent may be gone after a power cut."""
    for one in durability.lossy_settings():
        yield Finding(
            f"cơ sở dữ liệu đặt {one.name}={one.found}, mất điện có thể mất số đã gửi",
            f"đặt {one.name}={one.wanted} trong cấu hình của cơ sở dữ liệu",
        )


def side_by_side() -> Iterator[Finding]:
    """A file system of the network may not take the write-ahead log."""
    if connection.vendor == "sqlite" and (mode := durability.asked("journal_mode")) != "wal":
        yield note(
            f"SQLite ghi theo {mode}, không phải wal: người đọc và người ghi phải chờ nhau",
            "đặt SOKEHOACH_HOME trên đĩa của chính máy này",
        )


def sound() -> Iterator[Finding]:
    if connection.vendor == "sqlite" and (told := durability.asked("quick_check(1)")) != "ok":
        yield Finding(f"tệp cơ sở dữ liệu hỏng: {told}", "dừng máy chủ và khôi phục từ bản sao lưu gần nhất")
