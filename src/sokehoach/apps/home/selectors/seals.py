"""The seals of the trail as its readers see them: how many rows there are, of all units, and no word of any."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.audit.models import Checkpoint, Event
from sokehoach.apps.audit.selectors import checkpoints
from sokehoach.apps.home.permissions import reads_audit


@dataclass(frozen=True, slots=True)
class Waiting:
    """A witness, and the rows that it has countersigned so far."""

    title: str
    name: str
    seen: int
    behind: bool


def seals(scope: Scope) -> QuerySet[Checkpoint]:
    if not reads_audit(scope):
        raise Http404
    return checkpoints.checkpoints()


def waiting(newest: Checkpoint | None) -> list[Waiting]:
    told = []
    for witness in checkpoints.witnesses():
        seen = checkpoints.last_seen_by(witness)
        told.append(Waiting(witness.title, witness.name, seen, newest is not None and seen < newest.size))
    return told


def unsealed(newest: Checkpoint | None) -> int:
    return Event.objects.count() - (newest.size if newest else 0)


def brief(scope: Scope, *, size: int, old: int) -> str:
    """What a witness that has seen `old` rows takes away; 404 where there is no such seal."""
    found = seals(scope).filter(size=size).first()
    if found is None or old > size:
        raise Http404
    return checkpoints.to_countersign(found, old=old)


def keys(scope: Scope) -> str:
    if not reads_audit(scope):
        raise Http404
    return checkpoints.published_keys()
