"""Sends issued documents by e-mail: each is claimed, sent outside any transaction, and marked."""

from datetime import datetime
from typing import Any

from django.conf import settings

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.documents.models import Delivery
from sokehoach.apps.documents.queries.documents import find_current_file
from sokehoach.apps.notices.services.letters import send_letter

MAX_ATTEMPTS = 5  # after five failures the clerk sees the address, and no more attempts are made


def deliver_mail(*, by: Any, at: datetime) -> tuple[int, int]:
    """Send the waiting e-mails; returns how many were sent and how many failed: (0, 0) without a mail server."""
    if not settings.MAIL_FROM:
        return 0, 0
    waiting = list(
        Delivery.objects.filter(
            way=Delivery.Way.EMAIL, state=Delivery.State.SENT, mailed_at=None, attempts__lt=MAX_ATTEMPTS
        )
        .select_related("document__issuer", "correspondent")
        .order_by("pk")
    )
    if not waiting:
        return 0, 0
    claim_deliveries(deliveries=[delivery.pk for delivery in waiting], by=by, at=at)
    failures = {delivery.pk: _send_mail(delivery) for delivery in waiting}
    mark_deliveries(failures=failures, by=by, at=at)
    failed = sum(bool(why) for why in failures.values())
    return len(waiting) - failed, failed


@write("document.mail_claim")
def claim_deliveries(*, deliveries: list[int], by: Any, at: datetime) -> ServiceResult:
    """Count an attempt before it is made, so that a broken connection counts as well."""
    for row in Delivery.objects.select_for_update().filter(pk__in=deliveries):
        row.attempts += 1
        row.save(update_fields=["attempts"])
    return ServiceResult(subject=f"mails:{at:%Y-%m-%d}", detail={"messages": len(deliveries)})


@write("document.mail_mark")
def mark_deliveries(*, failures: dict[int, str], by: Any, at: datetime) -> ServiceResult:
    """Record how each attempt ended: «» means sent, anything else is the reason of failure."""
    for row in Delivery.objects.select_for_update().filter(pk__in=failures):
        row.failure = failures[row.pk]
        row.mailed_at = None if row.failure else at
        row.save(update_fields=["failure", "mailed_at"])
    failed = sum(bool(why) for why in failures.values())
    return ServiceResult(subject=f"mails:{at:%Y-%m-%d}", detail={"sent": len(failures) - failed, "failed": failed})


def _send_mail(delivery: Delivery) -> str:
    """Send one e-mail; returns why it failed, «» where it was sent."""
    row, file = delivery.document, find_current_file(delivery.document)
    subject = f"{row.kind_name} {row.numbered}: {row.subject}"[:200].replace("\n", " ")
    body = f"{row.issuer.name} gửi {subject}. Đề nghị trả lời thư này khi đã tiếp nhận."
    attachment = (file.name, bytes(file.content), file.content_type) if file is not None else None
    return send_letter(delivery.correspondent.email, subject, body, file=attachment)
