"""`sokehoach tick`: everything that a timer must do, in one table. Called every few minutes, it does what is due."""

import sys
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from sokehoach.config.cli_words import Words

SEALED_EVERY = timedelta(minutes=15)


def add(words: Words) -> None:
    words(
        "tick",
        lambda _given: run(),
        "làm việc đến hạn: nhắc việc, gửi thư, niêm phong nhật ký; hẹn giờ vài phút một lần",
    )


def run() -> int:
    """1 where some of the work failed: the rest is done all the same."""
    from sokehoach.apps.shell import clock, trouble

    at, failed = clock.now(), False
    for name, work in WORK.items():
        try:
            told, bad = work(at)
        except Exception as error:
            # One kind of work must not stop the others; the timer's log keeps the reason.
            traceback.print_exc(file=sys.stderr)
            why = "ổ đĩa đầy" if trouble.no_room(error) else "xem nhật ký lỗi"
            told, bad = f"không làm được, {why}", True
        print(f"{name}: {told}.")
        failed |= bad
    return int(failed)


def _remind(at: datetime) -> tuple[str, bool]:
    """Once a day for each person, whenever it is called."""
    from sokehoach.apps.home.services import reminders

    return f"nhắc {reminders.remind(by='tick', at=at)} người", False


def _mail(at: datetime) -> tuple[str, bool]:
    from sokehoach.apps.notices.services import mail, security

    reminders, reminders_failed = mail.deliver(by="tick", at=at)
    notices, notices_failed = security.deliver(by="tick", at=at)
    failed = reminders_failed + notices_failed
    return f"gửi {reminders + notices} thư, {failed} thư chưa gửi được", bool(failed)


def _dispatch(at: datetime) -> tuple[str, bool]:
    from sokehoach.apps.documents.services import mailing

    sent, failed = mailing.deliver(by="tick", at=at)
    return f"gửi {sent} văn bản, {failed} văn bản chưa gửi được", bool(failed)


def _work(_at: datetime) -> tuple[str, bool]:
    """What a stopped server left undone."""
    from sokehoach.apps.jobs.services import running

    return f"{running.run_waiting()} việc đã kết thúc", False


def _seal(at: datetime) -> tuple[str, bool]:
    """Where a quarter of an hour has passed since the last seal."""
    from sokehoach.apps.audit.models import Checkpoint
    from sokehoach.apps.audit.services import checkpoints

    last = Checkpoint.objects.first()
    if last is not None and at - last.at < SEALED_EVERY:
        return f"đã niêm phong {last.size} dòng", False
    made = checkpoints.seal(at=at)
    return (f"niêm phong {made.size} dòng" if made else "chưa có gì"), False


def _prune(at: datetime) -> tuple[str, bool]:
    from django.conf import settings

    from sokehoach.adapters.charts import kept

    return f"bỏ {kept.prune(settings.CHARTS)} hình cũ", False


# In this order: mail carries what was just written.
WORK: dict[str, Callable[[datetime], tuple[str, bool]]] = {
    "nhắc việc": _remind,
    "thư": _mail,
    "văn bản": _dispatch,
    "nhật ký": _seal,
    "việc dài": _work,
    "biểu đồ": _prune,
}
