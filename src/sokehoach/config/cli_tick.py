"""The command `sokehoach tick`: run all timed work that is due. A timer calls it every few minutes."""

import sys
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_output import end_sentence, locate, print_text
from sokehoach.domain.messages import say

SEALED_EVERY = timedelta(minutes=15)


def add_commands(commands: CommandGroup) -> None:
    commands(
        "tick",
        lambda _arguments: run_tick(),
        say("làm việc đến hạn: nhắc việc, gửi thư, niêm phong nhật ký; hẹn giờ vài phút một lần"),
    )


def run_tick() -> int:
    """Run all due work and return the exit code: 1 if some of it failed. A failure does not stop the rest."""
    from sokehoach.apps.shell import clock, errors

    at, has_failures = clock.now(), False
    for name, work in WORK.items():
        try:
            summary, has_failed = work(at)
        except Exception as error:
            # One kind of work must not stop the others; the traceback goes to the timer's log.
            traceback.print_exc(file=sys.stderr)
            reason = say("ổ đĩa đầy") if errors.is_disk_full(error) else say("xem nhật ký lỗi")
            summary, has_failed = say("không làm được, %(reason)s", reason=reason), True
        print_text(end_sentence(locate(name, summary)))
        has_failures |= has_failed
    return int(has_failures)


def _send_reminders(at: datetime) -> tuple[str, bool]:
    """Send each person at most one reminder a day, however often it is called."""
    from sokehoach.apps.home.services import send_reminders

    return say("nhắc %(count)s người", count=send_reminders(by="tick", at=at)), False


def _send_mail(at: datetime) -> tuple[str, bool]:
    from sokehoach.apps.notices.services import messages, security

    reminders, reminders_failed = messages.deliver_reminders(by="tick", at=at)
    notices, notices_failed = security.deliver_notices(by="tick", at=at)
    failed = reminders_failed + notices_failed
    return say("gửi %(count)s thư, %(failed)s thư chưa gửi được", count=reminders + notices, failed=failed), bool(
        failed
    )


def _send_documents(at: datetime) -> tuple[str, bool]:
    from sokehoach.apps.documents.services import mailing

    sent, failed = mailing.deliver_mail(by="tick", at=at)
    return say("gửi %(sent)s văn bản, %(failed)s văn bản chưa gửi được", sent=sent, failed=failed), bool(failed)


def _run_waiting_jobs(at: datetime) -> tuple[str, bool]:
    """Run the jobs that a stopped server left waiting, and remove the files of old ones."""
    from sokehoach.apps.jobs import services as job_services

    removed = job_services.remove_old_results(at)
    return say(
        "%(count)s việc đã kết thúc, xóa %(removed)s tệp hết hạn", count=job_services.run_waiting(), removed=removed
    ), False


def _rewrite_registers(at: datetime) -> tuple[str, bool]:
    """Fill the search columns of entries of registers that were published with other filters."""
    from sokehoach.apps.registers.data_registers.services.types import rewrite_all_entries

    return say("ghi lại cột tìm của %(count)s dòng", count=rewrite_all_entries(by="tick", at=at)), False


def _remove_expired_content(at: datetime) -> tuple[str, bool]:
    """Remove the content of entries that their registers keep no longer."""
    from sokehoach.apps.registers.data_registers.services.retention import remove_all_content

    return say("xóa nội dung hết hạn lưu của %(count)s dòng", count=remove_all_content(by="tick", at=at)), False


def _seal_trail(at: datetime) -> tuple[str, bool]:
    """Seal the trail if a quarter of an hour has passed since the last seal."""
    from sokehoach.apps.audit.models import Checkpoint
    from sokehoach.apps.audit.services import checkpoints

    last = Checkpoint.objects.first()
    if last is not None and at - last.at < SEALED_EVERY:
        return say("đã niêm phong %(size)s dòng", size=last.size), False
    checkpoint = checkpoints.seal_trail(at=at)
    return (say("niêm phong %(size)s dòng", size=checkpoint.size) if checkpoint else say("chưa có gì")), False


def _prune_charts(at: datetime) -> tuple[str, bool]:
    from django.conf import settings

    from sokehoach.adapters.writers.charts import drawing_cache

    return say("bỏ %(count)s hình cũ", count=drawing_cache.prune_drawings(settings.CHARTS)), False


def _remove_trials(_at: datetime) -> tuple[str, bool]:
    """Remove the folders of trials that a killed machine has left."""
    from django.conf import settings

    from sokehoach.apps.setup.trial.process import remove_abandoned_trials

    return say(
        "bỏ %(count)s thư mục của lần chạy thử bị ngắt",
        count=remove_abandoned_trials(settings.HOME),
    ), False


# Mail comes after the reminders, so that it sends what they just wrote.
WORK: dict[str, Callable[[datetime], tuple[str, bool]]] = {
    say("nhắc việc"): _send_reminders,
    say("thư"): _send_mail,
    say("văn bản"): _send_documents,
    say("nhật ký"): _seal_trail,
    say("việc dài"): _run_waiting_jobs,
    say("biểu đồ"): _prune_charts,
    say("sổ theo dõi"): _rewrite_registers,
    say("hạn lưu"): _remove_expired_content,
    say("chạy thử"): _remove_trials,
}
