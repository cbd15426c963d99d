"""Stores messages and marks them as seen."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.notices.drafts import Draft, NoticeLine
from sokehoach.apps.notices.models import Message


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
    return {"text": line.text, "url": line.url, "due": None if line.due is None else line.due.isoformat()}
