"""Lists the remarks on cells and boxes from the last return of a report."""

from collections.abc import Mapping

from sokehoach.apps.reporting.models import Remark, Submission
from sokehoach.domain.reporting.workflow import ReportAction, ReportState

# Once the report is accepted, its remarks are settled.
_STATES_WITH_REMARKS = frozenset({ReportState.RETURNED, ReportState.SENT})


def list_remarks(submission: Submission) -> Mapping[str, Remark]:
    """The remarks of the last return, by cell or heading. One query."""
    if submission.state not in _STATES_WITH_REMARKS:
        return {}
    rows = Remark.objects.filter(step__submission=submission.pk, step__action=ReportAction.RETURN).select_related(
        "step__by"
    )
    all_remarks = list(rows.order_by("step"))
    last = all_remarks[-1].step_id if all_remarks else None
    return {row.place: row for row in all_remarks if row.step_id == last}
