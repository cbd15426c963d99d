"""The audit trail as an account may read it, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.selectors.trail import events
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
    kind: str
    leaf: str


def trail(user: User, *, subject: str = "", action: str = "") -> QuerySet[Event]:
    """Newest first; 404 for an account that reads no trail. One query for the codes of its units."""
    scope = scope_of(user)
    if not reads_audit(scope):
        raise Http404
    return _readable(scope, _codes(scope), subject, action)


def recent(user: User, count: int) -> list[Told]:
    """The last events of the account's scope, steps within larger ones left out; none where it reads no trail."""
    scope = scope_of(user)
    if not reads_audit(scope):
        return []
    known = _codes(scope)
    found = _readable(scope, known, "", "").exclude(action__in=sentences.SMALL)
    return tell(found[:count], names=dict(known.values()))


def tell(found: Iterable[Event], *, names: Mapping[str, str] | None = None) -> list[Told]:
    """Events in words: a query for the people and, unless `names` of units by code are given, one for these."""
    rows = list(found)
    people = dict(
        User.objects.filter(username__in={row.actor for row in rows})
        .order_by()
        .values_list("username", "full_name")
    )
    if names is None:
        versions = Unit.objects.filter(code__in={row.unit for row in rows}).order_by("valid_from")
        names = dict(versions.values_list("code", "short_name"))  # the newest version of a code stays
    return [
        Told(
            at=timezone.localtime(row.at),
            who=people.get(row.actor, row.actor),
            sentence=sentences.sentence(row.action),
            details=sentences.details(row.body.get("detail", {})),
            unit=names.get(row.unit, row.unit),
            subject=row.subject,
            kind=sentences.kind(row.subject),
            leaf=row.leaf,
        )
        for row in rows
    ]


def _codes(scope: Scope) -> dict[int, tuple[str, str]]:
    """Code and short name of the units whose events may be read, by row: one query."""
    units = frozenset[int]().union(*audited(scope).values())
    return {
        pk: (code, name)
        for pk, code, name in Unit.objects.filter(pk__in=units).values_list("pk", "code", "short_name")
    }


def _readable(
    scope: Scope, known: Mapping[int, tuple[str, str]], subject: str, action: str
) -> QuerySet[Event]:
    found = Event.objects.none()
    for function, units in audited(scope).items():
        codes = {known[unit][0] for unit in units}
        found = found | events(units=codes, functions={function}, subject=subject, action=action)
    return found
