"""Reads the audit trail: events, checkpoints, published keys, and what a witness or an auditor is given."""

from collections.abc import Collection, Iterator
from functools import cache

from django.conf import settings
from django.db.models import QuerySet

from sokehoach.apps.audit import keys
from sokehoach.apps.audit.models import Checkpoint, Event, Witness
from sokehoach.apps.audit.permissions import build_event_filter
from sokehoach.apps.shell.statements import PreparedStatement
from sokehoach.domain.ledger import checkpoint as notes
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import build_consistency_proof, compute_root_of_peaks


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


def list_checkpoints() -> QuerySet[Checkpoint]:
    """Lists checkpoints, newest first, with their countersigners."""
    return Checkpoint.objects.prefetch_related("countersignatures__witness")


def list_witnesses() -> QuerySet[Witness]:
    return Witness.objects.all()


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """Formats the note with all its countersignatures."""
    return checkpoint.note + "".join(countersignature.line for countersignature in checkpoint.countersignatures.all())


def format_published_keys() -> str:
    """Formats one key per line: the deployment's, then the witnesses'."""
    lines = [str(keys.load_signer(settings.HOME).key), *list_witnesses().values_list("key", flat=True)]
    return "".join(f"{line}\n" for line in lines)


def get_witnessed_size(witness: Witness) -> int:
    """Returns the size of the newest checkpoint that this witness countersigned; 0 for none."""
    sizes = Checkpoint.objects.filter(countersignatures__witness=witness).values_list("size", flat=True)
    return sizes.order_by("-size").first() or 0


def format_countersign_request(checkpoint: Checkpoint, *, old: int) -> str:
    """Formats the request to a witness, as in C2SP's tlog-witness.

    «old N», the consistency proof from the N events that it has seen (a base64 hash per line), an empty line, the
    checkpoint.
    """
    leaves = list(Event.objects.filter(seq__lte=checkpoint.size).order_by("seq").values_list("leaf", flat=True))
    proof = build_consistency_proof(old, leaves) if 0 < old < checkpoint.size else []
    steps = "".join(f"{notes.format_hash_base64(step)}\n" for step in proof)
    return f"old {old}\n{steps}\n{checkpoint.note}"


def export_trail() -> Iterator[str]:
    """Yields the whole trail, one canonical JSON object per line: the events, then the checkpoints.

    tools/verify_audit.py reads it. It crosses the wall, so only the command exports it, no page.
    """
    for event in Event.objects.order_by("seq").iterator():
        record = {"body": event.body, "leaf": event.leaf, "root": compute_root_of_peaks(event.peaks)}
        yield encode_canonical_json(record).decode() + "\n"
    for checkpoint in list_checkpoints().order_by("size"):
        yield encode_canonical_json({"checkpoint": format_checkpoint(checkpoint)}).decode() + "\n"


def find_head() -> tuple[int, str]:
    """The number and the leaf of the last event; (0, "") before the first. One query.

    Each service records an event in its transaction (`audit.services.write`), so while the head is the same nothing
    that a service stores has changed, rights and policies among it.
    """
    rows = _prepare_head_query().rows({})
    return rows[0] if rows else (0, "")


@cache
def _prepare_head_query() -> PreparedStatement:
    return PreparedStatement(Event.objects.order_by("-seq").values_list("seq", "leaf")[:1])
