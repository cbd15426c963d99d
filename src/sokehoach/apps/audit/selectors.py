"""The audit trail, for readers."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.permissions import readable
from sokehoach.domain.ledger.canonical import canonical
from sokehoach.domain.ledger.merkle import leaf


def events(
    *, units: Collection[str], functions: Collection[str], subject: str = "", action: str = ""
) -> QuerySet[Event]:
    """Newest first; narrowed to one thing («submission:…») or one kind of action."""
    found = Event.objects.filter(readable(units=units, functions=functions))
    if subject:
        found = found.filter(subject=subject)
    if action:
        found = found.filter(action=action)
    return found


def altered() -> list[int]:
    """Numbers of the events that are gone from between others, or whose leaf or columns no longer say what was
    recorded.
    """
    wrong: list[int] = []
    last = 0
    for event in Event.objects.order_by("seq").iterator():
        wrong += range(last + 1, event.seq)
        last = event.seq
        if not _is_as_recorded(event):
            wrong.append(event.seq)
    return wrong


def _is_as_recorded(event: Event) -> bool:
    body = event.body
    columns = {
        name: getattr(event, name) for name in ("seq", "actor", "unit", "action", "subject", "function")
    }
    try:
        return (
            leaf(canonical(body)) == event.leaf
            and columns.items() <= body.items()
            and datetime.fromisoformat(body["at"]) == event.at
        )
    except (TypeError, ValueError, LookupError, AttributeError):  # whatever was put in its place is no body
        return False
