"""Checks of the database: reachable, migrated, intact, and durable once a commit is acknowledged."""

from collections.abc import Iterator

from django.db import connection

from sokehoach.apps.audit.queries import durability
from sokehoach.apps.shell import readiness
from sokehoach.config.doctor.finding import DoctorFinding, build_note


def find_migration_problems() -> Iterator[DoctorFinding]:
    pending = readiness.list_pending_migrations()
    if pending:
        yield DoctorFinding(
            f"cơ sở dữ liệu thiếu {len(pending)} bước chuyển đổi, đầu tiên là {pending[0]}",
            "sao lưu, rồi mở lại máy chủ: các bước chạy khi khởi động",
        )


def find_durability_problems() -> Iterator[DoctorFinding]:
    """Find settings with which a power cut may lose submitted data."""
    for setting in durability.list_lossy_settings():
        yield DoctorFinding(
            f"cơ sở dữ liệu đặt {setting.name}={setting.current}, mất điện có thể mất số đã gửi",
            f"đặt {setting.name}={setting.required} trong cấu hình của cơ sở dữ liệu",
        )


def find_journal_problems() -> Iterator[DoctorFinding]:
    """Find SQLite without its write-ahead log, which a network file system may not support."""
    if connection.vendor == "sqlite" and (mode := durability.read_setting("journal_mode")) != "wal":
        yield build_note(
            f"SQLite ghi theo {mode}, không phải wal: người đọc và người ghi phải chờ nhau",
            "đặt SOKEHOACH_HOME trên đĩa của chính máy này",
        )


def find_corruption() -> Iterator[DoctorFinding]:
    if connection.vendor == "sqlite" and (answer := durability.read_setting("quick_check(1)")) != "ok":
        yield DoctorFinding(f"tệp cơ sở dữ liệu hỏng: {answer}", "dừng máy chủ và khôi phục từ bản sao lưu gần nhất")
