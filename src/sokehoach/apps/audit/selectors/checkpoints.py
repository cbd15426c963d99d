"""Checkpoints to take away, the keys that are published, and what shows that a later one continues an earlier."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from sokehoach.apps.audit import keys
from sokehoach.apps.audit.models import Checkpoint, Event, Witness
from sokehoach.domain.ledger import checkpoint as notes
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import build_consistency_proof, compute_root_of_peaks


def list_checkpoints() -> QuerySet[Checkpoint]:
    """The newest first, with who has countersigned."""
    return Checkpoint.objects.prefetch_related("countersignatures__witness")


def list_witnesses() -> QuerySet[Witness]:
    return Witness.objects.all()


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """The note with every countersignature that came back."""
    return checkpoint.note + "".join(
        countersignature.line for countersignature in checkpoint.countersignatures.all()
    )


def format_published_keys() -> str:
    """One key a line: the deployment's, then the witnesses'."""
    lines = [str(keys.load_signer(settings.HOME).key), *list_witnesses().values_list("key", flat=True)]
    return "".join(f"{line}\n" for line in lines)


def get_witnessed_size(witness: Witness) -> int:
    """How many events the newest checkpoint has that this witness countersigned; 0 where there is none."""
    sizes = Checkpoint.objects.filter(countersignatures__witness=witness).values_list("size", flat=True)
    return sizes.order_by("-size").first() or 0


def format_countersign_request(checkpoint: Checkpoint, *, old: int) -> str:
    """What a witness asks for, in the writing of C2SP's tlog-witness: «old N», the consistency proof from the N
    events that it has seen (a base64 hash a line), an empty line, the checkpoint.
    """
    leaves = list(
        Event.objects.filter(seq__lte=checkpoint.size).order_by("seq").values_list("leaf", flat=True)
    )
    proof = build_consistency_proof(old, leaves) if 0 < old < checkpoint.size else []
    steps = "".join(f"{notes.format_hash_base64(step)}\n" for step in proof)
    return f"old {old}\n{steps}\n{checkpoint.note}"


def export_trail() -> Iterator[str]:
    """The whole trail, one JSON object a line in canonical writing: the events, then the checkpoints.

    tools/verify_audit.py reads it. It crosses the wall, so the page does not offer it: the command does.
    """
    for event in Event.objects.order_by("seq").iterator():
        record = {"body": event.body, "leaf": event.leaf, "root": compute_root_of_peaks(event.peaks)}
        yield encode_canonical_json(record).decode() + "\n"
    for checkpoint in list_checkpoints().order_by("size"):
        yield encode_canonical_json({"checkpoint": format_checkpoint(checkpoint)}).decode() + "\n"
