"""The status of an owed report: one list of labels for all pages, so that «thiếu» always means the same."""

from datetime import date

from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import COUNTED_STATES, ReportState
from sokehoach.domain.workflow.state_machine import LabelledEnum


class ReportStatus(LabelledEnum):
    """Status of a report. A unit is missing (thiếu) until its report is accepted."""

    NOT_DUE = "not_due"
    NOT_SENT = "not_reported"  # the value in URLs and CSS
    EXTENDED = "extended"
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    BLANK = "blank"  # of one number: the report is accepted with a blank cell
    NOT_PASSED = "not_passed"  # of one number: accepted, but the area of the unit has not sent its figures yet
    NOT_APPLICABLE = "not_applicable"  # of one number: the unit answered that it does not arise

    @property
    def label_vi(self) -> str:
        return _LABELS_VI[self]

    @property
    def is_of_number(self) -> bool:
        """Whether one number of a report has it, not the report."""
        return self in (ReportStatus.BLANK, ReportStatus.NOT_PASSED, ReportStatus.NOT_APPLICABLE)


_LABELS_VI = {
    ReportStatus.NOT_DUE: say("chưa đến hạn"),
    ReportStatus.NOT_SENT: say("chưa gửi"),
    ReportStatus.EXTENDED: say("được gia hạn"),
    ReportStatus.DRAFT: say("đang soạn"),
    ReportStatus.SENT: say("đã gửi, chờ duyệt"),
    ReportStatus.RETURNED: say("trả lại"),
    ReportStatus.ACCEPTED: say("đã duyệt"),
    ReportStatus.BLANK: say("để trống"),
    ReportStatus.NOT_PASSED: say("chưa gửi lên"),
    ReportStatus.NOT_APPLICABLE: say("không áp dụng"),
}


def compute_report_status(state: str, *, due: date, timely_until: date, day: date) -> ReportStatus:
    """Compute the status. `state`: a ReportState, «» if the report does not exist yet.

    `timely_until`: the due day, or a later one that was granted.
    """
    if state in COUNTED_STATES:
        return ReportStatus.ACCEPTED
    if state in (ReportState.DRAFT, ReportState.SENT, ReportState.RETURNED):
        return ReportStatus(state)
    if day <= due:
        return ReportStatus.NOT_DUE
    return ReportStatus.EXTENDED if day <= timely_until else ReportStatus.NOT_SENT
