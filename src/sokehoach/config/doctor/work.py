"""Checks that the installation has what work begins with, and that timed work and mail were done in time."""

import socket
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from sokehoach.apps.shell import clock
from sokehoach.config.doctor.finding import DoctorFinding, build_note

SEALED_WITHIN = timedelta(minutes=30)  # a seal is due every fifteen minutes
STARTED_WITHIN = timedelta(minutes=15)
MAILED_WITHIN = timedelta(days=1)
PATIENCE = 5  # seconds to wait for a mail server


def find_missing_beginnings() -> Iterator[DoctorFinding]:
    """Find what comes next in an installation that nobody works in yet: a programme, an account, a plan."""
    from sokehoach.apps.accounts.queries.users import has_any_user
    from sokehoach.apps.plans.models import Plan
    from sokehoach.apps.programmes.models import Programme

    page = "mở trang của phần mềm, gõ mã thiết lập mà «sokehoach serve» in khi khởi động"
    if not Programme.objects.exists():
        yield build_note("chưa có chương trình nào", f"{page}, hoặc sokehoach load TÊN_HOẶC_THƯ_MỤC")
    elif not has_any_user():
        yield build_note("chưa có tài khoản nào", f"{page}, hoặc sokehoach account invite")
    elif not Plan.objects.exists():
        yield build_note("chưa có kế hoạch nào", "người có vai trò nhập kế hoạch mở «Kế hoạch», «Nhập kế hoạch»")


def find_tick_problems() -> Iterator[DoctorFinding]:
    """Find events older than half an hour that no seal covers: the timer does not run."""
    from sokehoach.apps.audit.models import Checkpoint, Event

    last = Checkpoint.objects.first()
    waiting = Event.objects.filter(seq__gt=last.size if last else 0, at__lt=clock.now() - SEALED_WITHIN)
    if count := waiting.count():
        yield DoctorFinding(
            f"{count} dòng nhật ký quá {SEALED_WITHIN.seconds // 60} phút chưa niêm phong, nhắc việc cũng chưa gửi",
            "xem hẹn giờ: systemctl status sokehoach-tick.timer",
        )


def find_job_problems() -> Iterator[DoctorFinding]:
    from sokehoach.apps.jobs.models import Job

    now = timezone.now() if settings.DEMONSTRATION is None else clock.now()
    late_count = Job.objects.filter(state=Job.State.WAITING, made_at__lt=now - STARTED_WITHIN).count()
    if late_count:
        yield DoctorFinding(
            f"{late_count} việc dài chờ quá 15 phút", "xem hẹn giờ: systemctl status sokehoach-work.timer"
        )
    failed_count = Job.objects.filter(state=Job.State.FAILED, made_at__gt=now - timedelta(days=1)).count()
    if failed_count:
        yield build_note(f"{failed_count} việc dài không làm được trong một ngày qua", "xem lý do ở trang «Việc dài»")


def find_mail_problems() -> Iterator[DoctorFinding]:
    from sokehoach.apps.notices.models import Message

    if not settings.MAIL_FROM:
        yield build_note("không gửi thư nhắc việc", "đặt SOKEHOACH_SMTP nếu cơ quan có máy chủ thư")
        return
    options = settings.MAILERS["default"]["OPTIONS"]
    try:
        socket.create_connection((options["host"], options["port"]), timeout=PATIENCE).close()
    except OSError:
        yield DoctorFinding(
            f"không nối được máy chủ thư {options['host']}:{options['port']}",
            "xem lại SOKEHOACH_SMTP và tường lửa",
        )
    stuck = Message.objects.filter(mailed_at=None, attempts__gt=0, made_at__lt=clock.now() - MAILED_WITHIN).count()
    if stuck:
        yield DoctorFinding(f"{stuck} thư quá một ngày chưa gửi được", "xem lại địa chỉ thư và máy chủ thư")
