"""Checks of the machine: clock, disk, the state folder's permissions, keys, backups and root certificates."""

import ctypes
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils import timezone

from sokehoach.apps.shell import readiness
from sokehoach.config.doctor.finding import DoctorFinding, build_note
from sokehoach.domain.messages import join_messages, say, say_count
from sokehoach.domain.notation import write_day

LOW_DISK = 2_000_000_000  # bytes free
BACKUPS_WITHIN = timedelta(
    minutes=4
)  # the timer calls every three minutes, a backup takes one at most; then it is fetched
CLOCK_TOLERANCE = timedelta(seconds=5)
BACKED_UP = "backed-up"  # a file whose time is the start of the last complete backup: later data are not in it


def find_clock_problems() -> Iterator[DoctorFinding]:
    """Find a clock set back behind the trail's newest event, or one that no time server synchronises."""
    from sokehoach.apps.audit.models import Event

    last = Event.objects.first()
    if settings.DEMONSTRATION is None and last is not None and last.at > timezone.now() + CLOCK_TOLERANCE:
        yield DoctorFinding(
            say(
                "đồng hồ đang ở trước lần ghi nhật ký cuối (%(recorded_at)s)",
                recorded_at=join_messages(
                    " ", (f"{timezone.localtime(last.at):%H:%M:%S}", write_day(timezone.localtime(last.at)))
                ),
            ),
            say("chỉnh lại giờ máy chủ, bật đồng bộ giờ (systemd-timesyncd)"),
        )
    if not is_clock_steered():
        yield build_note(say("không có gì giữ đồng hồ đúng giờ"), say("bật đồng bộ giờ: timedatectl set-ntp true"))


def is_clock_steered() -> bool:
    """Ask adjtimex(2) whether a time server synchronises the clock: 5 is TIME_ERROR, an unsynchronised clock."""
    return ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)) != 5


def find_disk_problems() -> Iterator[DoctorFinding]:
    free = readiness.get_free_bytes()
    problem = say("đĩa của %(folder)s còn %(free)s MB", folder=settings.HOME, free=free // 1_000_000)
    todo = say("dọn đĩa hoặc thêm đĩa; bản sao lưu cũ nằm ở máy khác")
    if free < readiness.MIN_FREE_BYTES:
        yield DoctorFinding(problem, todo)
    elif free < LOW_DISK:
        yield build_note(problem, todo)


def find_folder_problems() -> Iterator[DoctorFinding]:
    """Find files with keys or all data that others than the owner can read."""
    for path in (settings.HOME, settings.HOME / "secret", settings.HOME / "keys" / "audit"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield DoctorFinding(say("%(path)s người khác trên máy đọc được", path=path), f"chmod go= {path}")


def find_key_problems() -> Iterator[DoctorFinding]:
    from sokehoach.apps.audit.models import Checkpoint

    if Checkpoint.objects.exists() and not (settings.HOME / "keys" / "audit").is_file():
        yield DoctorFinding(
            say("mất khóa niêm phong nhật ký"),
            say("lấy lại keys/audit từ bản sao lưu vào %(folder)s", folder=settings.HOME / "keys"),
        )


def find_backup_problems() -> Iterator[DoctorFinding]:
    todo = say("chạy «sokehoach backup», xem hẹn giờ sokehoach-backup.timer")
    try:
        backed_up_at = (settings.HOME / BACKED_UP).stat().st_mtime
    except FileNotFoundError:
        yield DoctorFinding(say("chưa sao lưu lần nào"), todo)
        return
    age = timedelta(seconds=time.time() - backed_up_at)
    if age > BACKUPS_WITHIN:
        yield DoctorFinding(say("lần sao lưu cuối đã %(age)s", age=_format_age(age)), todo)


def find_root_problems() -> Iterator[DoctorFinding]:
    folder = Path(settings.SIGNATURE_ROOTS)
    root_files = sorted(folder.iterdir()) if folder.is_dir() else []
    if not root_files:
        yield build_note(
            say("không có chứng thư gốc, mọi chữ ký số hiện «chưa xác minh được gốc tin cậy»"),
            say("thêm bằng «sokehoach roots add TỆP»"),
        )
    for path in root_files:
        expires_at = _read_expiry(path.read_bytes())
        if expires_at is None:
            yield DoctorFinding(
                say("%(path)s không phải chứng thư", path=path), say("bỏ tệp ấy đi, hoặc chép lại chứng thư gốc")
            )
        elif expires_at < datetime.now(UTC):
            yield DoctorFinding(
                say("%(path)s hết hạn từ %(expires_at)s", path=path, expires_at=write_day(expires_at)),
                say("chép chứng thư gốc mới của nơi cấp"),
            )


def _read_expiry(data: bytes) -> datetime | None:
    for read in (x509.load_pem_x509_certificate, x509.load_der_x509_certificate):
        try:
            return read(data).not_valid_after_utc
        except ValueError:
            continue
    return None


def _format_age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    hours = minutes // 60
    return (
        say_count("%(minutes)s phút", minutes, minutes=minutes)
        if minutes < 120
        else say_count("%(hours)s giờ", hours, hours=hours)
    )
