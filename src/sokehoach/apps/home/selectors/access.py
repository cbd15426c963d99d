"""Shows a person's access: roles by unit with start and grantor, sign-ins, sessions, second factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.permissions import build_event_filter
from sokehoach.apps.home.permissions import can_read_audit, list_access_unit_ids
from sokehoach.apps.home.selectors import trail
from sokehoach.apps.orgunits.models import Unit


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that the person holds. `by` is who gave it; «» where that was before the trail began."""

    role: str
    unit: str
    since: date
    until: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Access:
    """A person's roles and access events. `reads` is whether the reader may open the whole trail."""

    person: User
    held: tuple[HeldRole, ...]
    events: QuerySet[Event]  # newest first
    reads: bool


def load_access(reader: User, username: str) -> Access:
    """Loads what the reader may know of an account: all of their own, of others what permissions allow.

    Raises Http404 for an account of a unit outside the reader's permissions. Runs five queries, without the events.
    """
    scope = scope_of(reader)
    units = list_access_unit_ids(scope)
    person = User.objects.select_related("unit").filter(username=username).first()
    if person is None or not (person == reader or any(person.unit_id in unit_ids for unit_ids in units.values())):
        raise Http404
    grant_filter = event_filter = Q(pk__in=[]) if person != reader else ~Q(pk__in=[])
    codes = dict(Unit.objects.filter(pk__in=frozenset[int]().union(*units.values())).values_list("pk", "code"))
    for function, ids in units.items():
        grant_filter |= Q(capacity__function=function, unit__in=ids)
        event_filter |= build_event_filter(units=[codes[pk] for pk in ids], functions=[function])
    grants = list(
        Grant.objects.filter(grant_filter, capacity__user=person)
        .select_related("role", "unit")
        .order_by("-valid_from", "-pk")
    )
    subjects = [f"user:{person.username}", *(f"grant:{grant.pk}" for grant in grants)]
    events = Event.objects.filter(event_filter, subject__in=subjects)
    return Access(person, _build_held_roles(grants, events), events, can_read_audit(scope))


def _build_held_roles(grants: Sequence[Grant], events: QuerySet[Event]) -> tuple[HeldRole, ...]:
    givers = {row.subject: row.who for row in trail.describe_events(events.filter(action="grant.give"))}
    return tuple(
        HeldRole(
            role=grant.role.name,
            unit=grant.unit.name,
            since=grant.valid_from,
            until=grant.valid_to,
            by=givers.get(f"grant:{grant.pk}", ""),
        )
        for grant in grants
    )


def is_account(username: str) -> bool:
    """Whether the actor of an event is a person: the system's own work has a plain name."""
    return bool(username) and User.objects.filter(username=username).exists()
