"""The life of an official document, from the first draft to the names under «Nơi nhận». One table.

NĐ 30/2020/NĐ-CP, Điều 10 to 19: who drafts, who answers for the form, who signs, who numbers and issues, who takes in.
"""

from sokehoach.domain.lives.life import Life, Word
from sokehoach.domain.lives.page import page


class State(Word):
    DRAFT = "draft"
    CHECKING = "checking"
    RETURNED = "returned"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    ISSUED = "issued"
    RECEIVED = "received"  # at least one of those it was sent to has taken it in
    REPLACED = "replaced"  # by a later document that says so
    REVOKED = "revoked"  # by a later document that says so

    @property
    def label_vi(self) -> str:
        return _STATES_VI[self]


class Action(Word):
    WRITE = "write"
    SUBMIT = "submit"
    CHECK = "check"
    RETURN = "return"
    NUMBER = "number"
    SIGN = "sign"
    SEAL = "seal"  # the office's signature behind the person's
    ISSUE = "issue"
    RECEIVE = "receive"
    REPLACE = "replace"
    REVOKE = "revoke"

    @property
    def label_vi(self) -> str:
        return _ACTIONS_VI[self]


class Role(Word):
    """Where someone stands towards the document; who stands there, permissions know."""

    DRAFTER = "drafter"
    CHECKER = "checker"
    SIGNER = "signer"
    CLERK = "clerk"
    RECIPIENT = "recipient"

    @property
    def label_vi(self) -> str:
        return _ROLES_VI[self]


TABLE: dict[tuple[State, Action, Role], State] = {
    (State.DRAFT, Action.WRITE, Role.DRAFTER): State.DRAFT,
    (State.DRAFT, Action.SUBMIT, Role.DRAFTER): State.CHECKING,
    (State.CHECKING, Action.CHECK, Role.CHECKER): State.TO_SIGN,
    (State.CHECKING, Action.RETURN, Role.CHECKER): State.RETURNED,
    (State.RETURNED, Action.WRITE, Role.DRAFTER): State.RETURNED,
    (State.RETURNED, Action.SUBMIT, Role.DRAFTER): State.CHECKING,
    (State.TO_SIGN, Action.RETURN, Role.SIGNER): State.RETURNED,
    (State.TO_SIGN, Action.NUMBER, Role.CLERK): State.TO_SIGN,
    (State.TO_SIGN, Action.SIGN, Role.SIGNER): State.SIGNED,
    (State.SIGNED, Action.SEAL, Role.CLERK): State.SIGNED,
    (State.SIGNED, Action.RETURN, Role.CLERK): State.RETURNED,
    (State.SIGNED, Action.ISSUE, Role.CLERK): State.ISSUED,
    (State.ISSUED, Action.RECEIVE, Role.RECIPIENT): State.RECEIVED,
    (State.RECEIVED, Action.RECEIVE, Role.RECIPIENT): State.RECEIVED,
    (State.ISSUED, Action.REPLACE, Role.CLERK): State.REPLACED,
    (State.RECEIVED, Action.REPLACE, Role.CLERK): State.REPLACED,
    (State.ISSUED, Action.REVOKE, Role.CLERK): State.REVOKED,
    (State.RECEIVED, Action.REVOKE, Role.CLERK): State.REVOKED,
    # Who had it under way still says that it came.
    (State.REPLACED, Action.RECEIVE, Role.RECIPIENT): State.REPLACED,
    (State.REVOKED, Action.RECEIVE, Role.RECIPIENT): State.REVOKED,
}

WRITTEN = frozenset({State.DRAFT, State.RETURNED})  # its words may still change
OUT = frozenset({State.ISSUED, State.RECEIVED, State.REPLACED, State.REVOKED})  # others have it
STANDING = frozenset({State.ISSUED, State.RECEIVED})  # in force

_STATES_VI = {
    State.DRAFT: "đang soạn",
    State.CHECKING: "chờ kiểm tra",
    State.RETURNED: "trả lại người soạn",
    State.TO_SIGN: "trình ký",
    State.SIGNED: "đã ký, chờ phát hành",
    State.ISSUED: "đã phát hành",
    State.RECEIVED: "nơi nhận đã tiếp nhận",
    State.REPLACED: "đã được thay thế",
    State.REVOKED: "đã thu hồi",
}
_ACTIONS_VI = {
    Action.WRITE: "sửa văn bản",
    Action.SUBMIT: "trình kiểm tra",
    Action.CHECK: "xác nhận đã kiểm tra",
    Action.RETURN: "trả lại văn bản",
    Action.NUMBER: "lấy số văn bản",
    Action.SIGN: "ký văn bản",
    Action.SEAL: "đóng dấu cơ quan",
    Action.ISSUE: "phát hành văn bản",
    Action.RECEIVE: "tiếp nhận văn bản",
    Action.REPLACE: "thay thế văn bản",
    Action.REVOKE: "thu hồi văn bản",
}
_ROLES_VI = {
    Role.DRAFTER: "người soạn",
    Role.CHECKER: "văn phòng",
    Role.SIGNER: "người ký",
    Role.CLERK: "văn thư",
    Role.RECIPIENT: "nơi nhận",
}


LIFE = Life("Văn bản", State, Action, Role, TABLE)


def print_table() -> str:
    """The page docs/reference/documents.md, in Markdown."""
    told = "Printed from `sokehoach.domain.documents.life`; change the table there, then `make reference`."
    kept = "Each step is kept with who, when and what was remarked."
    return page(LIFE, title="The life of an official document", lead=[told], kept=kept)
