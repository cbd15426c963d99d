"""Checks of the database: reachable, migrated, intact, and durable once a commit is acknowledged."""

from collections.abc import Iterator

from django.db import connection

from sokehoach.apps.audit.queries import durability
from sokehoach.apps.shell import readiness
from sokehoach.config.doctor.finding import DoctorFinding, build_note
from sokehoach.domain.messages import say


def has_no_tables() -> bool:
    """Whether the server has never been started with this database."""
    return "django_migrations" not in connection.introspection.table_names()


def find_migration_problems() -> Iterator[DoctorFinding]:
    if has_no_tables():
        yield build_note(say("chưa có bảng dữ liệu"), say("chạy «sokehoach serve» lần đầu: các bảng được lập"))
        return
    pending = readiness.list_pending_migrations()
    if pending:
        yield DoctorFinding(
            say(
                "cơ sở dữ liệu thiếu %(count)s bước chuyển đổi, đầu tiên là %(first)s",
                count=len(pending),
                first=pending[0],
            ),
            say("sao lưu, rồi mở lại máy chủ: các bước chạy khi khởi động"),
        )


def find_durability_problems() -> Iterator[DoctorFinding]:
    """Find settings with which a power cut may lose submitted data."""
    for setting in durability.list_lossy_settings():
        yield DoctorFinding(
            say(
                "cơ sở dữ liệu đặt %(name)s=%(current)s, mất điện có thể mất số đã gửi",
                name=setting.name,
                current=setting.current,
            ),
            say(
                "đặt %(name)s=%(required)s trong cấu hình của cơ sở dữ liệu",
                name=setting.name,
                required=setting.required,
            ),
        )


def find_journal_problems() -> Iterator[DoctorFinding]:
    """Find SQLite without its write-ahead log, which a network file system may not support."""
    if connection.vendor == "sqlite" and (mode := durability.read_setting("journal_mode")) != "wal":
        yield build_note(
            say("SQLite ghi theo %(mode)s, không phải wal: người đọc và người ghi phải chờ nhau", mode=mode),
            say("đặt SOKEHOACH_HOME trên đĩa của chính máy này"),
        )


def find_corruption() -> Iterator[DoctorFinding]:
    if connection.vendor == "sqlite" and (answer := durability.read_setting("quick_check(1)")) != "ok":
        yield DoctorFinding(
            say("tệp cơ sở dữ liệu hỏng: %(answer)s", answer=answer),
            say("dừng máy chủ và khôi phục từ bản sao lưu gần nhất"),
        )
