"""Checkpoints to take away, the keys that are published, and what shows that a later one continues an earlier."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from sokehoach.apps.audit import keys
from sokehoach.apps.audit.models import Checkpoint, Event, Witness
from sokehoach.domain.ledger import checkpoint as notes
from sokehoach.domain.ledger.canonical import canonical
from sokehoach.domain.ledger.merkle import consistency, root_of


def checkpoints() -> QuerySet[Checkpoint]:
    """The newest first, with who has countersigned."""
    return Checkpoint.objects.prefetch_related("countersignatures__witness")


def witnesses() -> QuerySet[Witness]:
    return Witness.objects.all()


def text(checkpoint: Checkpoint) -> str:
    """The note with every countersignature that came back."""
    return checkpoint.note + "".join(one.line for one in checkpoint.countersignatures.all())


def published_keys() -> str:
    """One key a line: the deployment's, then the witnesses'."""
    lines = [str(keys.own(settings.HOME).key), *witnesses().values_list("key", flat=True)]
    return "".join(f"{line}\n" for line in lines)


def last_seen_by(witness: Witness) -> int:
    """How many events the newest checkpoint has that this witness countersigned; 0 where there is none."""
    sizes = Checkpoint.objects.filter(countersignatures__witness=witness).values_list("size", flat=True)
    return sizes.order_by("-size").first() or 0


def to_countersign(checkpoint: Checkpoint, *, old: int) -> str:
    """What a witness asks for, in the writing of C2SP's tlog-witness: «old N», the consistency proof from the N
    events that it has seen (a base64 hash a line), an empty line, the checkpoint.
    """
    leaves = list(
        Event.objects.filter(seq__lte=checkpoint.size).order_by("seq").values_list("leaf", flat=True)
    )
    proof = consistency(old, leaves) if 0 < old < checkpoint.size else []
    steps = "".join(f"{notes.base64_of(step)}\n" for step in proof)
    return f"old {old}\n{steps}\n{checkpoint.note}"


def exported() -> Iterator[str]:
    """The whole trail, one JSON object a line in canonical writing: the events, then the checkpoints.

    tools/verify_audit.py reads it. It crosses the wall, so the page does not offer it: the command does.
    """
    for event in Event.objects.order_by("seq").iterator():
        told = {"body": event.body, "leaf": event.leaf, "root": root_of(event.peaks)}
        yield canonical(told).decode() + "\n"
    for checkpoint in checkpoints().order_by("size"):
        yield canonical({"checkpoint": text(checkpoint)}).decode() + "\n"
