"""The audit trail as an account may read it, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.selectors import events
from sokehoach.apps.home import sentences
from sokehoach.apps.home.permissions import audited, reads_audit
from sokehoach.apps.orgunits.models import Unit


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words. `who` is a member of staff, or the name of the system's own work."""

    at: datetime
    who: str
    sentence: str
    details: str
    unit: str
    subject: str
    leaf: str


def trail(user: User, *, subject: str = "", action: str = "") -> QuerySet[Event]:
    """Newest first; 404 for an account that reads no trail. One query for the codes of the units."""
    scope = scope_of(user)
    if not reads_audit(scope):
        raise Http404
    return _readable(scope, subject, action)


def recent(user: User, count: int) -> list[Told]:
    """The last events of the account's scope; none where it reads no trail."""
    scope = scope_of(user)
    if not reads_audit(scope):
        return []
    return tell(_readable(scope, "", "").exclude(action__in=sentences.SMALL)[:count])


def _readable(scope: Scope, subject: str, action: str) -> QuerySet[Event]:
    by_function = audited(scope)
    codes = dict(
        Unit.objects.filter(pk__in=frozenset().union(*by_function.values())).values_list("pk", "code")
    )
    found = Event.objects.none()
    for function, units in by_function.items():
        found = found | events(
            units={codes[unit] for unit in units}, functions={function}, subject=subject, action=action
        )
    return found


def tell(found: Iterable[Event]) -> list[Told]:
    """Events in words: two queries for names, whatever their number."""
    rows = list(found)
    names = dict(
        User.objects.filter(username__in={row.actor for row in rows}).values_list("username", "full_name")
    )
    # The newest version of a code comes last and stays.
    units = dict(
        Unit.objects.filter(code__in={row.unit for row in rows})
        .order_by("valid_from")
        .values_list("code", "short_name")
    )
    return [
        Told(
            at=timezone.localtime(row.at),
            who=names.get(row.actor, row.actor),
            sentence=sentences.sentence(row.action),
            details=sentences.details(row.body.get("detail", {})),
            unit=units.get(row.unit, row.unit),
            subject=row.subject,
            leaf=row.leaf,
        )
        for row in rows
    ]
