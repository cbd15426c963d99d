"""Mails reminders: claims, sends outside any transaction, records the outcome."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.notices.models import Address, Message
from sokehoach.apps.notices.selectors import messages
from sokehoach.apps.notices.services.letters import send_letter

MAX_ATTEMPTS = 5  # an address that refuses five times is shown to its owner and not tried again


def deliver_reminders(*, by: Any, at: datetime) -> tuple[int, int]:
    """Sends waiting reminders; returns how many were sent and how many failed. Does nothing without a mail server."""
    if not settings.MAIL_FROM:
        return 0, 0
    addresses = dict(Address.objects.values_list("person", "email"))
    waiting = list(messages.list_unsent(addresses, max_attempts=MAX_ATTEMPTS, day=at.date()))
    if not waiting:
        return 0, 0
    claim_messages(messages=[message.pk for message in waiting], by=by, at=at)
    failures = {message.pk: _send_reminder(message, addresses[message.person]) for message in waiting}
    mark_messages(failures=failures, by=by, at=at)
    failed = sum(bool(why) for why in failures.values())
    return len(waiting) - failed, failed


@write("notices.claim")
def claim_messages(*, messages: list[int], by: Any, at: datetime) -> ServiceResult:
    """Count an attempt before it is made, so that a broken connection counts too."""
    for row in Message.objects.select_for_update().filter(pk__in=messages):
        row.attempts += 1
        row.save(update_fields=["attempts"])
    return ServiceResult(subject=f"reminders:{at:%Y-%m-%d}", detail={"messages": len(messages)})


@write("notices.mark")
def mark_messages(*, failures: dict[int, str], by: Any, at: datetime) -> ServiceResult:
    """Record how each attempt ended: «» is sent, anything else is the reason."""
    for row in Message.objects.select_for_update().filter(pk__in=failures):
        row.failure = failures[row.pk]
        row.mailed_at = None if row.failure else at
        row.save(update_fields=["failure", "mailed_at"])
    failed = sum(bool(why) for why in failures.values())
    return ServiceResult(subject=f"reminders:{at:%Y-%m-%d}", detail={"sent": len(failures) - failed, "failed": failed})


def send_code(email: str, code: str) -> bool:
    """Mails the code that confirms an address; returns whether it was sent."""
    body = _("Mã xác nhận địa chỉ thư của bạn trong Sổ Kế hoạch: %(code)s\n\nGõ mã vào trang «Nhắc việc».") % {
        "code": f"{code[:4]} {code[4:]}"
    }
    return not send_letter(email, _("Mã xác nhận địa chỉ thư"), body)


def _send_reminder(message: Message, email: str) -> str:
    """Returns why it was not sent, «» on success."""
    subject = _("Nhắc việc ngày %(day)s: %(n)s việc") % {
        "day": f"{message.day:%d/%m/%Y}",
        "n": len(message.lines),
    }
    return send_letter(email, subject, messages.format_message(message, settings.SITE))
