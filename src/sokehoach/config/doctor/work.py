"""Checks that the installation has what work begins with, and that timed work and mail were done in time."""

import socket
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from sokehoach.apps.shell import clock
from sokehoach.config.doctor.database import has_no_tables
from sokehoach.config.doctor.finding import DoctorFinding, build_note
from sokehoach.domain.messages import say

SEALED_WITHIN = timedelta(minutes=30)  # a seal is due every fifteen minutes
STARTED_WITHIN = timedelta(minutes=15)
MAILED_WITHIN = timedelta(days=1)
PATIENCE = 5  # seconds to wait for a mail server


def find_missing_beginnings() -> Iterator[DoctorFinding]:
    """Find what comes next in an installation that nobody works in yet: a programme, an account, a password, a plan."""
    from sokehoach.apps.accounts.queries.users import find_waiting_administrator, has_any_user
    from sokehoach.apps.plans.models import Plan
    from sokehoach.apps.programmes.models import Programme
    from sokehoach.apps.programmes.queries.installation import get_installation_name

    page = say("mở trang của phần mềm, gõ mã thiết lập mà «sokehoach serve» in khi khởi động")
    if has_no_tables():
        yield build_note(say("chưa mở máy chủ lần nào"), say("chạy «sokehoach serve», %(page)s", page=page))
        return
    if not Programme.objects.exists():
        yield build_note(
            say("chưa có chương trình nào"), say("%(page)s, hoặc sokehoach load TÊN_HOẶC_THƯ_MỤC", page=page)
        )
    elif not has_any_user():
        yield build_note(say("chưa có tài khoản nào"), say("%(page)s, hoặc sokehoach account invite", page=page))
    elif (administrator := find_waiting_administrator()) is not None:
        yield build_note(
            say("người quản trị đầu tiên (%(name)s) chưa đặt mật khẩu", name=administrator.username),
            say("%(page)s, hoặc sokehoach account link %(name)s", page=page, name=administrator.username),
        )
    elif not Plan.objects.exists():
        yield build_note(
            say("chưa có kế hoạch nào"), say("người có vai trò nhập kế hoạch mở «Kế hoạch», «Nhập kế hoạch»")
        )
    elif not get_installation_name():
        yield build_note(
            say("hệ thống chưa có tên: trang và thư chỉ ghi «Sổ Kế hoạch»"), say("đặt tên: sokehoach name TÊN")
        )


def find_tick_problems() -> Iterator[DoctorFinding]:
    """Find events older than half an hour that no seal covers: the timer does not run."""
    from sokehoach.apps.audit.models import Checkpoint, Event

    last = Checkpoint.objects.first()
    waiting = Event.objects.filter(seq__gt=last.size if last else 0, at__lt=clock.now() - SEALED_WITHIN)
    if count := waiting.count():
        yield DoctorFinding(
            say(
                "%(count)s dòng nhật ký quá %(minutes)s phút chưa niêm phong, nhắc việc cũng chưa gửi",
                count=count,
                minutes=SEALED_WITHIN.seconds // 60,
            ),
            say("xem hẹn giờ: systemctl status sokehoach-tick.timer"),
        )


def find_job_problems() -> Iterator[DoctorFinding]:
    from sokehoach.apps.jobs.models import Job

    now = timezone.now() if settings.DEMONSTRATION is None else clock.now()
    late_count = Job.objects.filter(state=Job.State.WAITING, made_at__lt=now - STARTED_WITHIN).count()
    if late_count:
        yield DoctorFinding(
            say("%(count)s việc dài chờ quá 15 phút", count=late_count),
            say("xem hẹn giờ: systemctl status sokehoach-work.timer"),
        )
    failed_count = Job.objects.filter(state=Job.State.FAILED, made_at__gt=now - timedelta(days=1)).count()
    if failed_count:
        yield build_note(
            say("%(count)s việc dài không làm được trong một ngày qua", count=failed_count),
            say("xem lý do ở trang «Việc dài»"),
        )


def find_mail_problems() -> Iterator[DoctorFinding]:
    from sokehoach.apps.notices.models import Message

    if not settings.MAIL_FROM:
        yield build_note(say("không gửi thư nhắc việc"), say("đặt SOKEHOACH_SMTP nếu cơ quan có máy chủ thư"))
        return
    options = settings.MAILERS["default"]["OPTIONS"]
    try:
        socket.create_connection((options["host"], options["port"]), timeout=PATIENCE).close()
    except OSError:
        yield DoctorFinding(
            say("không nối được máy chủ thư %(host)s:%(port)s", host=options["host"], port=options["port"]),
            say("xem lại SOKEHOACH_SMTP và tường lửa"),
        )
    stuck = Message.objects.filter(mailed_at=None, attempts__gt=0, made_at__lt=clock.now() - MAILED_WITHIN).count()
    if stuck:
        yield DoctorFinding(
            say("%(count)s thư quá một ngày chưa gửi được", count=stuck), say("xem lại địa chỉ thư và máy chủ thư")
        )
