"""A person's access: which roles over which unit since when, given by whom; sign-ins, sessions, second factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.home.permissions import audited
from sokehoach.apps.home.selectors import trail


@dataclass(frozen=True, slots=True)
class Held:
    """`by`: who gave it; «» where that was before the trail began."""

    role: str
    unit: str
    since: date
    until: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Access:
    person: User
    held: tuple[Held, ...]
    events: QuerySet[Event]  # the newest first


def access(reader: User, username: str) -> Access:
    """What the reader may know of it: roles and events of the functions and units whose trail it reads.

    404 for an account of a unit whose trail it does not read. Seven queries, none of them the events.
    """
    units = audited(scope_of(reader))
    person = User.objects.select_related("unit").filter(username=username).first()
    if person is None or not any(person.unit_id in seen for seen in units.values()):
        raise Http404
    seen = Q(pk__in=[])
    for function, ids in units.items():
        seen |= Q(capacity__function=function, unit__in=ids)
    grants = list(
        Grant.objects.filter(seen, capacity__user=person)
        .select_related("role", "unit")
        .order_by("-valid_from", "-pk")
    )
    subjects = [f"user:{person.username}", *(f"grant:{grant.pk}" for grant in grants)]
    events = trail.trail(reader).filter(subject__in=subjects)
    return Access(person, _held(grants, events), events)


def _held(grants: Sequence[Grant], events: QuerySet[Event]) -> tuple[Held, ...]:
    given = {row.subject: row.who for row in trail.tell(events.filter(action="grant.give"))}
    return tuple(
        Held(
            role=grant.role.name,
            unit=grant.unit.name,
            since=grant.valid_from,
            until=grant.valid_to,
            by=given.get(f"grant:{grant.pk}", ""),
        )
        for grant in grants
    )


def is_account(username: str) -> bool:
    """Whether the doer of an event is a person: the system's own work has a plain name."""
    return bool(username) and User.objects.filter(username=username).exists()
