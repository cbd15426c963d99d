"""Stores security notices and mails them outside any transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.notices.models import Address, SecurityNotice
from sokehoach.apps.notices.queries import MAILED_WITHIN, list_languages
from sokehoach.apps.notices.services.letters import send_letter
from sokehoach.domain.messages import say

MAX_ATTEMPTS = 5


def create_notices(*, people: Iterable[int], text: str, at: datetime) -> None:
    """Adds a notice for each person within the caller's write, so that both happen or neither."""
    SecurityNotice.objects.bulk_create(
        SecurityNotice(person=person, text=text, sentence=text, at=at) for person in sorted(set(people))
    )


def delete_notices(*, text: str, at: datetime) -> None:
    """Deletes notices that called for action, within the write that took it."""
    SecurityNotice.objects.filter(text=text, at=at).delete()


def deliver_notices(*, by: Any, at: datetime) -> tuple[int, int]:
    """Mails waiting notices to people's addresses; returns how many were sent and how many failed."""
    if not settings.MAIL_FROM:
        return 0, 0
    addresses = dict(Address.objects.values_list("person", "email"))
    waiting = list(
        SecurityNotice.objects.filter(
            person__in=addresses, mailed_at__isnull=True, attempts__lt=MAX_ATTEMPTS, at__gt=at - MAILED_WITHIN
        )
    )
    if not waiting:
        return 0, 0
    claim_notices(notices=[row.pk for row in waiting], by=by, at=at)
    languages = list_languages({row.person for row in waiting})
    mailed_ids = [
        row.pk
        for row in waiting
        if mail_notice(addresses[row.person], row.message, language=languages.get(row.person, ""))
    ]
    if mailed_ids:
        mark_notices(notices=mailed_ids, by=by, at=at)
    return len(mailed_ids), len(waiting) - len(mailed_ids)


@write("notices.claim_security")
def claim_notices(*, notices: list[int], by: Any, at: datetime) -> ServiceResult:
    """Count an attempt before it is made."""
    for row in SecurityNotice.objects.select_for_update().filter(pk__in=notices):
        row.attempts += 1
        row.save(update_fields=["attempts"])
    return ServiceResult(subject="security_notices", detail={"messages": len(notices)})


@write("notices.mark_security")
def mark_notices(*, notices: list[int], by: Any, at: datetime) -> ServiceResult:
    SecurityNotice.objects.filter(pk__in=notices).update(mailed_at=at)
    return ServiceResult(subject="security_notices", detail={"sent": len(notices)})


def mail_notice(email: str, text: str, *, language: str) -> bool:
    """Mails a notice; returns whether it was sent. It has no link, so that nobody learns to click one."""
    subject = say("Sổ Kế hoạch: an toàn tài khoản của bạn")
    body = text + "\n\n" + say("Không phải bạn yêu cầu thì báo ngay cho người quản trị và cơ quan thường trực.")
    return not send_letter(email, subject, body, language=language)
