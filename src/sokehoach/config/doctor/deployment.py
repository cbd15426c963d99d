"""Checks of the environment variables and settings."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from sokehoach.config.doctor.finding import DoctorFinding
from sokehoach.domain.messages import say

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
# nginx redirects to HTTPS. HSTS for a parent's other hosts and in browsers' lists is the domain owner's decision.
# Missing mail is reported by the check of mail.
COVERED_CHECKS = {"security.W008", "security.W005", "security.W021", "mail.E001"}
SECRET_LENGTH, SECRET_LETTERS = 50, 20


def find_demonstration_problems() -> Iterator[DoctorFinding]:
    if settings.DEMONSTRATION is not None:
        yield DoctorFinding(
            say("thư mục này chứa dữ liệu trình diễn, đăng nhập không cần mật khẩu"),
            say("dùng một SOKEHOACH_HOME mới cho số liệu thật"),
        )


def find_debug_problems() -> Iterator[DoctorFinding]:
    if settings.DEBUG:
        yield DoctorFinding(say("DEBUG đang bật, trang lỗi lộ cấu hình"), say("trả DEBUG về False trong settings.py"))


def find_https_problems() -> Iterator[DoctorFinding]:
    if not settings.SESSION_COOKIE_SECURE or not settings.CSRF_COOKIE_SECURE:
        yield DoctorFinding(
            say("cookie được gửi cả khi không mã hóa"), say("phục vụ qua HTTPS và đặt SOKEHOACH_HTTPS=1")
        )
        return
    if not settings.PROXIES:
        yield DoctorFinding(
            say("đặt HTTPS nhưng không khai máy chủ đứng trước, mọi người mang một địa chỉ"),
            say("đặt SOKEHOACH_PROXIES=1 khi có nginx đứng trước"),
        )
    if urlsplit(settings.SITE).scheme != "https":
        yield DoctorFinding(say("liên kết trong thư không dùng HTTPS"), say("đặt SOKEHOACH_SITE=https://…/"))


def find_host_problems() -> Iterator[DoctorFinding]:
    named = set(settings.ALLOWED_HOSTS)
    if any(host.startswith(("*", ".")) for host in named):
        yield DoctorFinding(say("máy chủ trả lời mọi tên miền"), say("liệt kê từng tên trong SOKEHOACH_HOSTS"))
    elif not named - LOOPBACK:
        yield DoctorFinding(
            say("máy chủ chỉ trả lời trên chính máy này"), say("đặt SOKEHOACH_HOSTS là tên miền của cơ quan")
        )
    elif (host := urlsplit(settings.SITE).hostname) not in named:
        yield DoctorFinding(
            say("SOKEHOACH_SITE trỏ đến %(host)s, tên này không có trong SOKEHOACH_HOSTS", host=host),
            say("viết cùng một tên ở hai chỗ"),
        )


def find_secret_problems() -> Iterator[DoctorFinding]:
    if len(settings.SECRET_KEY) < SECRET_LENGTH or len(set(settings.SECRET_KEY)) < SECRET_LETTERS:
        yield DoctorFinding(
            say("khóa bí mật quá ngắn hoặc dễ đoán"),
            say(
                "dừng máy chủ, xóa %(path)s, mở lại: khóa mới tự sinh, mọi người đăng nhập lại",
                path=settings.HOME / "secret",
            ),
        )


def find_framework_problems() -> Iterator[DoctorFinding]:
    """Run Django's own deployment checks, except those covered elsewhere."""
    for message in checks.run_checks(include_deployment_checks=True):
        if message.level >= checks.WARNING and message.id not in COVERED_CHECKS:
            yield DoctorFinding(
                f"{message.id}: {str(message.msg).rstrip('.')}", say("xem trang «System check framework» của Django")
            )


def find_rate_problems() -> Iterator[DoctorFinding]:
    if not settings.REQUESTS_A_MINUTE:
        yield DoctorFinding(
            say("không giới hạn số yêu cầu mỗi phút"), say("bỏ SOKEHOACH_RATE=0, hoặc đặt SOKEHOACH_RATE=600")
        )
