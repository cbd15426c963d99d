"""The machine: its clock, its disk, the folder of all state, keys and copies."""

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
from sokehoach.config.doctor.finding import Finding, note

LOW = 2_000_000_000  # bytes free
BACKUPS_WITHIN = timedelta(
    minutes=4
)  # the timer calls every three, a copy takes one at most; then it is fetched
AHEAD = timedelta(seconds=5)
BACKED_UP = (
    "backed-up"  # its time is when the last copy that is whole was begun: what came later is not in it
)


def clock() -> Iterator[Finding]:
    """Behind the newest event of the trail it has been set back; the kernel knows whether anything steers it."""
    from sokehoach.apps.audit.models import Event

    last = Event.objects.first()
    if settings.DEMONSTRATION is None and last is not None and last.at > timezone.now() + AHEAD:
        yield Finding(
            f"đồng hồ đang ở trước lần ghi nhật ký cuối ({timezone.localtime(last.at):%H:%M:%S %d/%m/%Y})",
            "chỉnh lại giờ máy chủ, bật đồng bộ giờ (systemd-timesyncd)",
        )
    if not steered():
        yield note("không có gì giữ đồng hồ đúng giờ", "bật đồng bộ giờ: timedatectl set-ntp true")


def steered() -> bool:
    """adjtimex(2): 5 is TIME_ERROR, a clock that no time server holds."""
    return ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)) != 5


def disk() -> Iterator[Finding]:
    free = readiness.free_bytes()
    told = f"đĩa của {settings.HOME} còn {free // 1_000_000} MB"
    todo = "dọn đĩa hoặc thêm đĩa; bản sao lưu cũ nằm ở máy khác"
    if free < readiness.ROOM:
        yield Finding(told, todo)
    elif free < LOW:
        yield note(told, todo)


def folder() -> Iterator[Finding]:
    """What is in it opens everything: nobody but the owner."""
    for path in (settings.HOME, settings.HOME / "secret", settings.HOME / "keys" / "audit"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(f"{path} người khác trên máy đọc được", f"chmod go= {path}")


def keys() -> Iterator[Finding]:
    from sokehoach.apps.audit.models import Checkpoint

    if Checkpoint.objects.exists() and not (settings.HOME / "keys" / "audit").is_file():
        yield Finding(
            "mất khóa niêm phong nhật ký",
            f"lấy lại keys/audit từ bản sao lưu vào {settings.HOME / 'keys'}",
        )


def backups() -> Iterator[Finding]:
    todo = "chạy «sokehoach backup», xem hẹn giờ sokehoach-backup.timer"
    try:
        made = (settings.HOME / BACKED_UP).stat().st_mtime
    except FileNotFoundError:
        yield Finding("chưa sao lưu lần nào", todo)
        return
    age = timedelta(seconds=time.time() - made)
    if age > BACKUPS_WITHIN:
        yield Finding(f"lần sao lưu cuối đã {_told(age)}", todo)


def roots() -> Iterator[Finding]:
    folder = Path(settings.SIGNATURE_ROOTS)
    held = sorted(folder.iterdir()) if folder.is_dir() else []
    if not held:
        yield note(
            "không có chứng thư gốc, mọi chữ ký số hiện «chưa xác minh được gốc tin cậy»",
            f"chép chứng thư gốc (PEM, DER) vào {folder}",
        )
    for path in held:
        until = _until(path.read_bytes())
        if until is None:
            yield Finding(f"{path} không phải chứng thư", "bỏ tệp ấy đi, hoặc chép lại chứng thư gốc")
        elif until < datetime.now(UTC):
            yield Finding(f"{path} hết hạn từ {until:%d/%m/%Y}", "chép chứng thư gốc mới của nơi cấp")


def _until(data: bytes) -> datetime | None:
    for read in (x509.load_pem_x509_certificate, x509.load_der_x509_certificate):
        try:
            return read(data).not_valid_after_utc
        except ValueError:
            continue
    return None


def _told(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes} phút" if minutes < 120 else f"{minutes // 60} giờ"
