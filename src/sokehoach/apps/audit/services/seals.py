"""Seals the current trail and writes the seal to the journal, which another machine keeps.

`writes` calls it within its own transaction; `checkpoints`, above it, is called by a timer.
"""

import logging
from datetime import datetime

from django.db import transaction

from sokehoach.apps.audit.keys import Signer
from sokehoach.apps.audit.models import Checkpoint, Event
from sokehoach.apps.audit.outside_heads import SEALED
from sokehoach.domain.ledger.merkle import compute_root_of_peaks

_log = logging.getLogger("sokehoach.seals")


def seal_now(signer: Signer, *, at: datetime) -> Checkpoint | None:
    """Create a checkpoint of the last event in the caller's transaction, which must hold the write lock.

    It is written to the journal on commit. Returns the last checkpoint where nothing was written since, None for an
    empty trail.
    """
    last = Event.objects.order_by("-seq").values_list("seq", "peaks").first()
    if last is None:
        return None
    size, peaks = last
    previous = Checkpoint.objects.first()
    if previous is not None and previous.size >= size:
        return previous  # nothing new; or rows are missing, which `find_faults` reports and a new seal would hide
    root = compute_root_of_peaks(peaks)
    note = signer.checkpoint(size=size, root=root, at=at)
    checkpoint = Checkpoint.objects.create(size=size, at=at, note=note)
    payload = {
        "size": size,
        "root": root,
        "checkpoint": note,
    }  # hashes and a signature, no content of any row
    transaction.on_commit(lambda: _log.info(SEALED, extra={"told": payload}))
    return checkpoint
