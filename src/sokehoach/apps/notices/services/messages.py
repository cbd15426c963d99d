"""Stores messages, marks them as seen, and mails them: claims, sends outside any transaction, records the outcome."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings

from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.notices import queries
from sokehoach.apps.notices.models import Address, Draft, Message, NoticeLine
from sokehoach.apps.notices.services.letters import send_letter
from sokehoach.domain.messages import say_count
from sokehoach.domain.notation import write_day

MAX_ATTEMPTS = 5  # an address that refuses five times is shown to its owner and not tried again


@write("notices.post")
def create_messages(*, day: date, drafts: Iterable[Draft], by: Any, at: datetime) -> ServiceResult:
    """Store the day's messages. A person with one for the day gets no second, so a repeated call adds nothing."""
    notified_people = set(Message.objects.filter(day=day).values_list("person", flat=True))
    new_drafts = [draft for draft in drafts if draft.lines and draft.person not in notified_people]
    Message.objects.bulk_create(
        Message(person=draft.person, day=day, lines=[_serialize_line(line) for line in draft.lines], made_at=at)
        for draft in new_drafts
    )
    return ServiceResult(
        subject=f"reminders:{day}", detail={"messages": len(new_drafts)}, answer={"messages": len(new_drafts)}
    )


@write("notices.see")
def mark_seen(*, person: int, by: Any, at: datetime) -> ServiceResult:
    """Mark all of the person's messages as seen."""
    seen_count = Message.objects.filter(person=person, seen_at__isnull=True).update(seen_at=at)
    return ServiceResult(subject=f"person:{person}", answer={"seen": seen_count})


def _serialize_line(line: NoticeLine) -> dict[str, Json]:
    return {
        "text": line.text,
        "url": line.url,
        "due": None if line.due is None else line.due.isoformat(),
        "programme": line.programme,
        "programme_name": line.programme_name,
    }


def deliver_reminders(*, by: Any, at: datetime) -> tuple[int, int]:
    """Sends waiting reminders; returns how many were sent and how many failed. Does nothing without a mail server."""
    if not settings.MAIL_FROM:
        return 0, 0
    addresses = dict(Address.objects.values_list("person", "email"))
    waiting = list(queries.list_unsent(addresses, max_attempts=MAX_ATTEMPTS, day=at.date()))
    if not waiting:
        return 0, 0
    claim_messages(messages=[message.pk for message in waiting], by=by, at=at)
    languages = queries.list_languages({message.person for message in waiting})
    failures = {
        message.pk: _send_reminder(message, addresses[message.person], languages.get(message.person, ""))
        for message in waiting
    }
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


def _send_reminder(message: Message, email: str, language: str) -> str:
    """Returns why it was not sent, «» on success."""
    n = len(message.lines)
    subject = say_count("Nhắc việc ngày %(day)s: %(n)s việc", n, day=write_day(message.day), n=n)
    return send_letter(email, subject, queries.format_message(message, settings.SITE), language=language)
