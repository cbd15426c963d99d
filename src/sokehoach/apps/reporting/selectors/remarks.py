"""What was said of single cells and boxes when a report was last returned."""

from collections.abc import Mapping

from sokehoach.apps.reporting.models import Remark, Submission
from sokehoach.domain.reporting.workflow import Action, State

# Once accepted, what was asked has been answered.
_STANDS = frozenset({State.RETURNED, State.SENT})


def remarks(submission: Submission) -> Mapping[str, Remark]:
    """By cell or heading; of the last return alone: one query."""
    if submission.state not in _STANDS:
        return {}
    rows = Remark.objects.filter(step__submission=submission.pk, step__action=Action.RETURN).select_related(
        "step__by"
    )
    found = list(rows.order_by("step"))
    last = found[-1].step_id if found else None
    return {row.place: row for row in found if row.step_id == last}
