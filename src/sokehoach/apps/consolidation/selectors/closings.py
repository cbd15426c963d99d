"""Whether a form's period is closed, and with what."""

import hashlib

from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import observations


def last(*, unit: Unit, form: str, period: str) -> Closing | None:
    """The closing that stands: one query."""
    return (
        Closing.objects.filter(unit__code=unit.code, form=form, period=period)
        .select_related("by")
        .order_by("-edition")
        .first()
    )


def seen(*, form: str, period: str) -> str:
    """What a page about to close the period has seen: another text once a report more counts, or another edition."""
    told = sorted({str(one.submission) for one in observations.accepted(form=form, period=period)})
    return hashlib.sha256(" ".join(told).encode()).hexdigest()[:32]
