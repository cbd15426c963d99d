"""A seal over the trail as it stands, and its line in the journal, which another machine keeps.

Beside `writes`, which seals in its own transaction, and below `checkpoints`, which a timer calls.
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
    """Within the caller's transaction, which holds the write lock: a checkpoint of the last event, told to the journal
    once it is committed. The last checkpoint where nothing was written since, None where nothing ever was.
    """
    last = Event.objects.order_by("-seq").values_list("seq", "peaks").first()
    if last is None:
        return None
    size, peaks = last
    previous = Checkpoint.objects.first()
    if previous is not None and previous.size >= size:
        return previous  # larger than the trail: rows are gone, which `find_faults` says and a new seal would hide
    root = compute_root_of_peaks(peaks)
    note = signer.checkpoint(size=size, root=root, at=at)
    checkpoint = Checkpoint.objects.create(size=size, at=at, note=note)
    payload = {"size": size, "root": root, "checkpoint": note}  # hashes and a signature: nothing of any row
    transaction.on_commit(lambda: _log.info(SEALED, extra={"told": payload}))
    return checkpoint
