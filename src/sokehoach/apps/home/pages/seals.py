"""Shows the seals of the trail: how many events of all units, without their content."""

from dataclasses import dataclass

from django.db.models import QuerySet

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.audit.models import Checkpoint, Event
from sokehoach.apps.audit.queries import trail
from sokehoach.apps.home.permissions import can_read_audit
from sokehoach.apps.shell.outcomes import NotFoundError


@dataclass(frozen=True, slots=True)
class WitnessProgress:
    """A witness, and the number of events that it has countersigned."""

    title: str
    name: str
    signed_rows: int
    is_behind: bool


def list_seals(scope: Scope) -> QuerySet[Checkpoint]:
    if not can_read_audit(scope):
        raise NotFoundError
    return trail.list_checkpoints()


def list_witnesses(newest: Checkpoint | None) -> list[WitnessProgress]:
    witnesses = []
    for witness in trail.list_witnesses():
        signed_rows = trail.get_witnessed_size(witness)
        witnesses.append(
            WitnessProgress(witness.title, witness.name, signed_rows, newest is not None and signed_rows < newest.size)
        )
    return witnesses


def count_unsealed(newest: Checkpoint | None) -> int:
    return Event.objects.count() - (newest.size if newest else 0)


def render_witness_brief(scope: Scope, *, size: int, old: int) -> str:
    """Renders the request for a witness that has seen `old` events; NotFoundError where no such seal exists."""
    seal = list_seals(scope).filter(size=size).first()
    if seal is None or old > size:
        raise NotFoundError
    return trail.format_countersign_request(seal, old=old)


def get_public_keys(scope: Scope) -> str:
    if not can_read_audit(scope):
        raise NotFoundError
    return trail.format_published_keys()
