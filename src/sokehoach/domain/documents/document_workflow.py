"""Workflow of an official document, from the first draft to receipt by those under «Nơi nhận».

NĐ 30/2020/NĐ-CP, Điều 10 to 19: who drafts, checks the format, signs, numbers and issues, and receives.
"""

from sokehoach.domain.messages import say
from sokehoach.domain.workflow.reference_page import render_reference_page
from sokehoach.domain.workflow.state_machine import LabelledEnum, StateMachine


class DocumentState(LabelledEnum):
    DRAFT = "draft"
    CHECKING = "checking"
    RETURNED = "returned"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    ISSUED = "issued"
    RECEIVED = "received"  # at least one recipient has confirmed receipt
    REPLACED = "replaced"  # a later document replaces it
    REVOKED = "revoked"  # a later document revokes it

    @property
    def label_vi(self) -> str:
        return _STATES_VI[self]


class DocumentAction(LabelledEnum):
    WRITE = "write"
    SUBMIT = "submit"
    CHECK = "check"
    RETURN = "return"
    NUMBER = "number"
    SIGN = "sign"
    SEAL = "seal"  # the office's digital signature after the person's
    ISSUE = "issue"
    RECEIVE = "receive"
    REPLACE = "replace"
    REVOKE = "revoke"

    @property
    def label_vi(self) -> str:
        return _ACTIONS_VI[self]


class DocumentRole(LabelledEnum):
    """The role of a user towards the document; permissions decide who has which."""

    DRAFTER = "drafter"
    CHECKER = "checker"
    SIGNER = "signer"
    CLERK = "clerk"
    RECIPIENT = "recipient"

    @property
    def label_vi(self) -> str:
        return _ROLES_VI[self]


TRANSITIONS: dict[tuple[DocumentState, DocumentAction, DocumentRole], DocumentState] = {
    (DocumentState.DRAFT, DocumentAction.WRITE, DocumentRole.DRAFTER): DocumentState.DRAFT,
    (DocumentState.DRAFT, DocumentAction.SUBMIT, DocumentRole.DRAFTER): DocumentState.CHECKING,
    (DocumentState.CHECKING, DocumentAction.CHECK, DocumentRole.CHECKER): DocumentState.TO_SIGN,
    (DocumentState.CHECKING, DocumentAction.RETURN, DocumentRole.CHECKER): DocumentState.RETURNED,
    (DocumentState.RETURNED, DocumentAction.WRITE, DocumentRole.DRAFTER): DocumentState.RETURNED,
    (DocumentState.RETURNED, DocumentAction.SUBMIT, DocumentRole.DRAFTER): DocumentState.CHECKING,
    (DocumentState.TO_SIGN, DocumentAction.RETURN, DocumentRole.SIGNER): DocumentState.RETURNED,
    (DocumentState.TO_SIGN, DocumentAction.NUMBER, DocumentRole.CLERK): DocumentState.TO_SIGN,
    (DocumentState.TO_SIGN, DocumentAction.SIGN, DocumentRole.SIGNER): DocumentState.SIGNED,
    (DocumentState.SIGNED, DocumentAction.SEAL, DocumentRole.CLERK): DocumentState.SIGNED,
    (DocumentState.SIGNED, DocumentAction.RETURN, DocumentRole.CLERK): DocumentState.RETURNED,
    (DocumentState.SIGNED, DocumentAction.ISSUE, DocumentRole.CLERK): DocumentState.ISSUED,
    (DocumentState.ISSUED, DocumentAction.RECEIVE, DocumentRole.RECIPIENT): DocumentState.RECEIVED,
    (DocumentState.RECEIVED, DocumentAction.RECEIVE, DocumentRole.RECIPIENT): DocumentState.RECEIVED,
    (DocumentState.ISSUED, DocumentAction.REPLACE, DocumentRole.CLERK): DocumentState.REPLACED,
    (DocumentState.RECEIVED, DocumentAction.REPLACE, DocumentRole.CLERK): DocumentState.REPLACED,
    (DocumentState.ISSUED, DocumentAction.REVOKE, DocumentRole.CLERK): DocumentState.REVOKED,
    (DocumentState.RECEIVED, DocumentAction.REVOKE, DocumentRole.CLERK): DocumentState.REVOKED,
    # A recipient may still confirm a document that was replaced or revoked while under way.
    (DocumentState.REPLACED, DocumentAction.RECEIVE, DocumentRole.RECIPIENT): DocumentState.REPLACED,
    (DocumentState.REVOKED, DocumentAction.RECEIVE, DocumentRole.RECIPIENT): DocumentState.REVOKED,
}

EDITABLE_STATES = frozenset({DocumentState.DRAFT, DocumentState.RETURNED})  # its text may still change
ISSUED_STATES = frozenset(
    {DocumentState.ISSUED, DocumentState.RECEIVED, DocumentState.REPLACED, DocumentState.REVOKED}
)  # sent to the recipients
IN_FORCE_STATES = frozenset({DocumentState.ISSUED, DocumentState.RECEIVED})  # legally in force

_STATES_VI = {
    DocumentState.DRAFT: say("đang soạn"),
    DocumentState.CHECKING: say("chờ kiểm tra"),
    DocumentState.RETURNED: say("trả lại người soạn"),
    DocumentState.TO_SIGN: say("trình ký"),
    DocumentState.SIGNED: say("đã ký, chờ phát hành"),
    DocumentState.ISSUED: say("đã phát hành"),
    DocumentState.RECEIVED: say("nơi nhận đã tiếp nhận"),
    DocumentState.REPLACED: say("đã được thay thế"),
    DocumentState.REVOKED: say("đã thu hồi"),
}
_ACTIONS_VI = {
    DocumentAction.WRITE: say("sửa văn bản"),
    DocumentAction.SUBMIT: say("trình kiểm tra"),
    DocumentAction.CHECK: say("xác nhận đã kiểm tra"),
    DocumentAction.RETURN: say("trả lại văn bản"),
    DocumentAction.NUMBER: say("lấy số văn bản"),
    DocumentAction.SIGN: say("ký văn bản"),
    DocumentAction.SEAL: say("đóng dấu cơ quan"),
    DocumentAction.ISSUE: say("phát hành văn bản"),
    DocumentAction.RECEIVE: say("tiếp nhận văn bản"),
    DocumentAction.REPLACE: say("thay thế văn bản"),
    DocumentAction.REVOKE: say("thu hồi văn bản"),
}
_ROLES_VI = {
    DocumentRole.DRAFTER: say("người soạn"),
    DocumentRole.CHECKER: say("văn phòng"),
    DocumentRole.SIGNER: say("người ký"),
    DocumentRole.CLERK: say("văn thư"),
    DocumentRole.RECIPIENT: say("nơi nhận"),
}


WORKFLOW = StateMachine(say("Văn bản"), DocumentState, DocumentAction, DocumentRole, TRANSITIONS)


def print_table() -> str:
    """Render docs/reference/documents.md, in Markdown."""
    lead = "Printed from `sokehoach.domain.documents.document_workflow`; change the table there, then `make reference`."
    step_note = "Each step is kept with who, when and what was remarked."
    return render_reference_page(
        WORKFLOW, title="The workflow of an official document", lead=[lead], step_note=step_note
    )
