"""Workflow of a report between the unit that writes it and the office that reviews it."""

from sokehoach.domain.messages import say
from sokehoach.domain.workflow.reference_page import render_reference_page
from sokehoach.domain.workflow.state_machine import LabelledEnum, StateMachine


class ReportState(LabelledEnum):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CONSOLIDATED = "consolidated"  # the level above has closed the period with it
    SUPERSEDED = "superseded"  # a corrected version has been accepted

    @property
    def label_vi(self) -> str:
        return _STATES_VI[self]


class ReportAction(LabelledEnum):
    SAVE = "save"
    SUBMIT = "submit"  # to the unit's leader, who approves it before it is sent
    APPROVE = "approve"  # the leader approves and so sends it
    DECLINE = "decline"  # the leader says what is to be corrected first
    SEND = "send"
    RETURN = "return"
    EXCUSE = "excuse"  # a hard finding is waived: its explanation is accepted
    ACCEPT = "accept"
    CONSOLIDATE = "consolidate"
    CORRECT = "correct"  # a new version is started; this one counts until the new one is accepted
    SUPERSEDE = "supersede"
    TAKE = "take"  # the office enters data for the unit, from a telephone call or an e-mailed Excel sheet
    TAKE_OVER = "take_over"  # … and submits it for the unit
    CONFIRM = "confirm"  # the unit confirms what the office entered

    @property
    def label_vi(self) -> str:
        return _ACTIONS_VI[self]


class ReportRole(LabelledEnum):
    """The side of the report that a user is on; permissions decide who is on which."""

    REPORTER = "reporter"
    APPROVER = "approver"  # the unit's leader, where the unit has one who approves
    REVIEWER = "reviewer"

    @property
    def label_vi(self) -> str:
        return _ROLES_VI[self]


TABLE: dict[tuple[ReportState, ReportAction, ReportRole], ReportState] = {
    (ReportState.DRAFT, ReportAction.SAVE, ReportRole.REPORTER): ReportState.DRAFT,
    (ReportState.DRAFT, ReportAction.SUBMIT, ReportRole.REPORTER): ReportState.DRAFT,
    (ReportState.DRAFT, ReportAction.APPROVE, ReportRole.APPROVER): ReportState.SENT,
    (ReportState.DRAFT, ReportAction.DECLINE, ReportRole.APPROVER): ReportState.DRAFT,
    (ReportState.DRAFT, ReportAction.SEND, ReportRole.REPORTER): ReportState.SENT,
    (ReportState.SENT, ReportAction.RETURN, ReportRole.REVIEWER): ReportState.RETURNED,
    (ReportState.SENT, ReportAction.EXCUSE, ReportRole.REVIEWER): ReportState.SENT,
    (ReportState.SENT, ReportAction.ACCEPT, ReportRole.REVIEWER): ReportState.ACCEPTED,
    (ReportState.RETURNED, ReportAction.SAVE, ReportRole.REPORTER): ReportState.RETURNED,
    (ReportState.RETURNED, ReportAction.SUBMIT, ReportRole.REPORTER): ReportState.RETURNED,
    (ReportState.RETURNED, ReportAction.APPROVE, ReportRole.APPROVER): ReportState.SENT,
    (ReportState.RETURNED, ReportAction.DECLINE, ReportRole.APPROVER): ReportState.RETURNED,
    (ReportState.RETURNED, ReportAction.SEND, ReportRole.REPORTER): ReportState.SENT,
    (ReportState.ACCEPTED, ReportAction.CONSOLIDATE, ReportRole.REVIEWER): ReportState.CONSOLIDATED,
    (ReportState.ACCEPTED, ReportAction.CORRECT, ReportRole.REPORTER): ReportState.ACCEPTED,
    (ReportState.CONSOLIDATED, ReportAction.CORRECT, ReportRole.REPORTER): ReportState.CONSOLIDATED,
    (ReportState.ACCEPTED, ReportAction.SUPERSEDE, ReportRole.REVIEWER): ReportState.SUPERSEDED,
    (ReportState.CONSOLIDATED, ReportAction.SUPERSEDE, ReportRole.REVIEWER): ReportState.SUPERSEDED,
    (ReportState.DRAFT, ReportAction.TAKE, ReportRole.REVIEWER): ReportState.DRAFT,
    (ReportState.RETURNED, ReportAction.TAKE, ReportRole.REVIEWER): ReportState.RETURNED,
    (ReportState.DRAFT, ReportAction.TAKE_OVER, ReportRole.REVIEWER): ReportState.SENT,
    (ReportState.RETURNED, ReportAction.TAKE_OVER, ReportRole.REVIEWER): ReportState.SENT,
    (ReportState.SENT, ReportAction.CONFIRM, ReportRole.REPORTER): ReportState.SENT,
    (ReportState.ACCEPTED, ReportAction.CONFIRM, ReportRole.REPORTER): ReportState.ACCEPTED,
    (ReportState.CONSOLIDATED, ReportAction.CONFIRM, ReportRole.REPORTER): ReportState.CONSOLIDATED,
}

EDITABLE_STATES = frozenset({ReportState.DRAFT, ReportState.RETURNED})  # the unit may edit it
COUNTED_STATES = frozenset({ReportState.ACCEPTED, ReportState.CONSOLIDATED})  # its numbers count in the figures above
SENDING_ACTIONS = frozenset({ReportAction.SEND, ReportAction.APPROVE, ReportAction.TAKE_OVER})
APPROVAL_ACTIONS = frozenset({ReportAction.SUBMIT, ReportAction.DECLINE})  # of the unit alone: others do not see them
SUBMITTED_STATES = frozenset({ReportState.SENT, ReportState.SUPERSEDED}) | COUNTED_STATES

_STATES_VI = {
    ReportState.DRAFT: say("đang soạn"),
    ReportState.SENT: say("đã gửi, chờ duyệt"),
    ReportState.RETURNED: say("trả lại"),
    ReportState.ACCEPTED: say("đã duyệt"),
    ReportState.CONSOLIDATED: say("đã tổng hợp"),
    ReportState.SUPERSEDED: say("đã được thay thế"),
}
_ACTIONS_VI = {
    ReportAction.SAVE: say("lưu số liệu"),
    ReportAction.SUBMIT: say("trình lãnh đạo đơn vị duyệt"),
    ReportAction.APPROVE: say("duyệt và gửi báo cáo"),
    ReportAction.DECLINE: say("yêu cầu sửa trước khi gửi"),
    ReportAction.SEND: say("gửi báo cáo"),
    ReportAction.RETURN: say("trả lại báo cáo"),
    ReportAction.EXCUSE: say("chấp nhận giải trình"),
    ReportAction.ACCEPT: say("duyệt số liệu"),
    ReportAction.CONSOLIDATE: say("chốt tổng hợp"),
    ReportAction.CORRECT: say("lập bản đính chính"),
    ReportAction.SUPERSEDE: say("thay bằng bản đính chính"),
    ReportAction.TAKE: say("nhập thay đơn vị"),
    ReportAction.TAKE_OVER: say("gửi thay đơn vị"),
    ReportAction.CONFIRM: say("xác nhận số liệu nhập thay"),
}
_ROLES_VI = {
    ReportRole.REPORTER: say("đơn vị báo cáo"),
    ReportRole.APPROVER: say("lãnh đạo đơn vị"),
    ReportRole.REVIEWER: say("cơ quan nhận báo cáo"),
}


WORKFLOW = StateMachine(say("Báo cáo"), ReportState, ReportAction, ReportRole, TABLE)
_PRINT = (
    '.venv/bin/python -c "from sokehoach.domain.reporting.workflow import print_table; '
    "print(print_table(), end='')\" > docs/reference/states.md"
)


def print_table() -> str:
    """Render docs/reference/states.md, in Markdown. A test compares the two."""
    note = "Printed from `sokehoach.domain.reporting.workflow`; change the table there, then print again:"
    return render_reference_page(WORKFLOW, title="The workflow of a report", lead=[note, "", "```sh", _PRINT, "```"])
