"""Queries the audit trail."""

from collections.abc import Collection

from django.db.models import QuerySet

from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.permissions import build_event_filter


def list_subject_events(subjects: Collection[str], *, function: str) -> QuerySet[Event]:
    """Returns the events of these subjects in a function, oldest first."""
    return Event.objects.filter(subject__in=subjects, function=function).order_by("seq")


def list_events(
    *, units: Collection[str], functions: Collection[str], subject: str = "", action: str = ""
) -> QuerySet[Event]:
    """Returns events newest first, optionally of one subject («submission:…») or one action."""
    rows = Event.objects.filter(build_event_filter(units=units, functions=functions))
    if subject:
        rows = rows.filter(subject=subject)
    if action:
        rows = rows.filter(action=action)
    return rows
