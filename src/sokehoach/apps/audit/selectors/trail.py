"""The audit trail, for readers."""

from collections.abc import Collection

from django.db.models import QuerySet

from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.permissions import readable


def of_things(subjects: Collection[str], *, function: str) -> QuerySet[Event]:
    """What befell these things in a function, in the order in which it happened."""
    return Event.objects.filter(subject__in=subjects, function=function).order_by("seq")


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
