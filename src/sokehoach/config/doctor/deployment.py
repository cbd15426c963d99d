"""What the environment and the settings say."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from sokehoach.config.doctor.finding import Finding

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
# nginx redirects to HTTPS; HSTS over a parent's other hosts and in browsers' lists is for the domain's owner to say;
# that no mail is sent, the check of mail tells.
TOLD_ELSEWHERE = {"security.W008", "security.W005", "security.W021", "mail.E001"}
SECRET_LENGTH, SECRET_LETTERS = 50, 20


def demonstration() -> Iterator[Finding]:
    if settings.DEMONSTRATION is not None:
        yield Finding(
            "thư mục này chứa dữ liệu trình diễn, đăng nhập không cần mật khẩu",
            "dùng một SOKEHOACH_HOME mới cho số liệu thật",
        )


def debugging() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding("DEBUG đang bật, trang lỗi lộ cấu hình", "trả DEBUG về False trong settings.py")


def https() -> Iterator[Finding]:
    if not settings.SESSION_COOKIE_SECURE or not settings.CSRF_COOKIE_SECURE:
        yield Finding("cookie được gửi cả khi không mã hóa", "phục vụ qua HTTPS và đặt SOKEHOACH_HTTPS=1")
        return
    if not settings.PROXIES:
        yield Finding(
            "đặt HTTPS nhưng không khai máy chủ đứng trước, mọi người mang một địa chỉ",
            "đặt SOKEHOACH_PROXIES=1 khi có nginx đứng trước",
        )
    if urlsplit(settings.SITE).scheme != "https":
        yield Finding("liên kết trong thư không dùng HTTPS", "đặt SOKEHOACH_SITE=https://…/")


def hosts() -> Iterator[Finding]:
    named = set(settings.ALLOWED_HOSTS)
    if any(host.startswith(("*", ".")) for host in named):
        yield Finding("máy chủ trả lời mọi tên miền", "liệt kê từng tên trong SOKEHOACH_HOSTS")
    elif not named - LOOPBACK:
        yield Finding("máy chủ chỉ trả lời trên chính máy này", "đặt SOKEHOACH_HOSTS là tên miền của cơ quan")
    elif (host := urlsplit(settings.SITE).hostname) not in named:
        yield Finding(
            f"SOKEHOACH_SITE trỏ đến {host}, tên này không có trong SOKEHOACH_HOSTS",
            "viết cùng một tên ở hai chỗ",
        )


def secret() -> Iterator[Finding]:
    if len(settings.SECRET_KEY) < SECRET_LENGTH or len(set(settings.SECRET_KEY)) < SECRET_LETTERS:
        yield Finding(
            "khóa bí mật quá ngắn hoặc dễ đoán",
            f"dừng máy chủ, xóa {settings.HOME / 'secret'}, mở lại: khóa mới tự sinh, mọi người đăng nhập lại",
        )


def framework() -> Iterator[Finding]:
    """Django's own checks for a deployment."""
    for told in checks.run_checks(include_deployment_checks=True):
        if told.level >= checks.WARNING and told.id not in TOLD_ELSEWHERE:
            yield Finding(
                f"{told.id}: {told.msg.rstrip('.')}", "xem trang «System check framework» của Django"
            )


def requests() -> Iterator[Finding]:
    if not settings.REQUESTS_A_MINUTE:
        yield Finding(
            "không giới hạn số yêu cầu mỗi phút", "bỏ SOKEHOACH_RATE=0, hoặc đặt SOKEHOACH_RATE=600"
        )
