"""Messages are kept, and marked as seen."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.notices.drafts import Draft, Line
from sokehoach.apps.notices.models import Message


@write("notices.post")
def post(*, day: date, drafts: Iterable[Draft], by: Any, at: datetime) -> Done:
    """Keep the day's messages; who has one already gets no second, so calling again adds nothing."""
    known = set(Message.objects.filter(day=day).values_list("person", flat=True))
    fresh = [one for one in drafts if one.lines and one.person not in known]
    Message.objects.bulk_create(
        Message(person=one.person, day=day, lines=[_plain(line) for line in one.lines], made_at=at)
        for one in fresh
    )
    return Done(subject=f"reminders:{day}", detail={"messages": len(fresh)}, answer={"messages": len(fresh)})


@write("notices.see")
def see(*, person: int, by: Any, at: datetime) -> Done:
    """The person has opened the list: what stands there is no longer new."""
    seen = Message.objects.filter(person=person, seen_at__isnull=True).update(seen_at=at)
    return Done(subject=f"person:{person}", answer={"seen": seen})


def _plain(line: Line) -> dict[str, Json]:
    return {"text": line.text, "url": line.url, "due": None if line.due is None else line.due.isoformat()}
