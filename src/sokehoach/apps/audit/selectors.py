"""The audit trail, for readers."""

from collections.abc import Collection

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
    """Numbers of the events whose leaf or columns no longer say what was recorded."""
    wrong = []
    for event in Event.objects.order_by("seq").iterator():
        body = event.body
        told = (event.seq, event.action, event.actor, event.subject, event.unit, event.function)
        kept = tuple(body.get(name) for name in ("seq", "action", "actor", "subject", "unit", "function"))
        if told != kept or leaf(canonical(body)) != event.leaf:
            wrong.append(event.seq)
    return wrong
