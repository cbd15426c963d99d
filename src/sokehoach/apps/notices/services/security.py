"""What happened to an account is told to its person, and mailed outside any transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.notices.models import Address, SecurityNotice
from sokehoach.apps.notices.selectors.security import MAILED
from sokehoach.apps.notices.services.letters import send_letter

MOST = 5  # attempts


def keep_notices(*, people: Iterable[int], text: str, at: datetime) -> None:
    """Within another write: it is told to all of them, or what it tells of did not happen."""
    SecurityNotice.objects.bulk_create(
        SecurityNotice(person=person, text=text, at=at) for person in sorted(set(people))
    )


def drop_notices(*, text: str, at: datetime) -> None:
    """Within another write: what asked somebody to act, once somebody has."""
    SecurityNotice.objects.filter(text=text, at=at).delete()


def deliver(*, by: Any, at: datetime) -> tuple[int, int]:
    """Mail what waits to the addresses that people keep; how many went, how many failed."""
    if not settings.MAIL_FROM:
        return 0, 0
    addresses = dict(Address.objects.values_list("person", "email"))
    waiting = list(
        SecurityNotice.objects.filter(
            person__in=addresses, mailed_at__isnull=True, attempts__lt=MOST, at__gt=at - MAILED
        )
    )
    if not waiting:
        return 0, 0
    claim(notices=[row.pk for row in waiting], by=by, at=at)
    sent = [row.pk for row in waiting if mail_notice(addresses[row.person], row.text)]
    if sent:
        mark(notices=sent, by=by, at=at)
    return len(sent), len(waiting) - len(sent)


@write("notices.claim_security")
def claim(*, notices: list[int], by: Any, at: datetime) -> Done:
    """Count an attempt before it is made."""
    for row in SecurityNotice.objects.select_for_update().filter(pk__in=notices):
        row.attempts += 1
        row.save(update_fields=["attempts"])
    return Done(subject="security_notices", detail={"messages": len(notices)})


@write("notices.mark_security")
def mark(*, notices: list[int], by: Any, at: datetime) -> Done:
    SecurityNotice.objects.filter(pk__in=notices).update(mailed_at=at)
    return Done(subject="security_notices", detail={"sent": len(notices)})


def mail_notice(email: str, text: str) -> bool:
    """Whether it went out. No link stands in it, so that nobody learns to press one."""
    subject = _("Sổ Kế hoạch: an toàn tài khoản của bạn")
    body = text + "\n\n" + _("Không phải bạn yêu cầu thì báo ngay cho người quản trị và cơ quan thường trực.")
    return not send_letter(email, subject, body)
