"""The life of a report between the unit that writes it and the office that reviews it. One table."""

from sokehoach.domain.lives.life import Life, Word
from sokehoach.domain.lives.page import page


class State(Word):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CONSOLIDATED = "consolidated"  # the level above has closed the period with it
    SUPERSEDED = "superseded"  # a correction of it has been accepted

    @property
    def label_vi(self) -> str:
        return _STATES_VI[self]


class Action(Word):
    SAVE = "save"
    SEND = "send"
    RETURN = "return"
    EXCUSE = "excuse"  # a hard finding is waived: its explanation is taken
    ACCEPT = "accept"
    CONSOLIDATE = "consolidate"
    CORRECT = "correct"  # a new version is begun; this one counts until that one is accepted
    SUPERSEDE = "supersede"
    TAKE = "take"  # the office types for the unit: a telephone call, an Excel sheet that came by e-mail
    TAKE_OVER = "take_over"  # … and hands it in for the unit
    CONFIRM = "confirm"  # the unit says that what was taken is what it said

    @property
    def label_vi(self) -> str:
        return _ACTIONS_VI[self]


class Role(Word):
    """On which side of the report someone stands; who stands there, permissions know."""

    REPORTER = "reporter"
    REVIEWER = "reviewer"

    @property
    def label_vi(self) -> str:
        return _ROLES_VI[self]


TABLE: dict[tuple[State, Action, Role], State] = {
    (State.DRAFT, Action.SAVE, Role.REPORTER): State.DRAFT,
    (State.DRAFT, Action.SEND, Role.REPORTER): State.SENT,
    (State.SENT, Action.RETURN, Role.REVIEWER): State.RETURNED,
    (State.SENT, Action.EXCUSE, Role.REVIEWER): State.SENT,
    (State.SENT, Action.ACCEPT, Role.REVIEWER): State.ACCEPTED,
    (State.RETURNED, Action.SAVE, Role.REPORTER): State.RETURNED,
    (State.RETURNED, Action.SEND, Role.REPORTER): State.SENT,
    (State.ACCEPTED, Action.CONSOLIDATE, Role.REVIEWER): State.CONSOLIDATED,
    (State.ACCEPTED, Action.CORRECT, Role.REPORTER): State.ACCEPTED,
    (State.CONSOLIDATED, Action.CORRECT, Role.REPORTER): State.CONSOLIDATED,
    (State.ACCEPTED, Action.SUPERSEDE, Role.REVIEWER): State.SUPERSEDED,
    (State.CONSOLIDATED, Action.SUPERSEDE, Role.REVIEWER): State.SUPERSEDED,
    (State.DRAFT, Action.TAKE, Role.REVIEWER): State.DRAFT,
    (State.RETURNED, Action.TAKE, Role.REVIEWER): State.RETURNED,
    (State.DRAFT, Action.TAKE_OVER, Role.REVIEWER): State.SENT,
    (State.RETURNED, Action.TAKE_OVER, Role.REVIEWER): State.SENT,
    (State.SENT, Action.CONFIRM, Role.REPORTER): State.SENT,
    (State.ACCEPTED, Action.CONFIRM, Role.REPORTER): State.ACCEPTED,
    (State.CONSOLIDATED, Action.CONFIRM, Role.REPORTER): State.CONSOLIDATED,
}

WRITTEN = frozenset({State.DRAFT, State.RETURNED})  # with its unit, which writes on it
COUNTED = frozenset({State.ACCEPTED, State.CONSOLIDATED})  # its numbers stand in the figures above
HANDED_IN = frozenset({State.SENT, State.SUPERSEDED}) | COUNTED

_STATES_VI = {
    State.DRAFT: "đang soạn",
    State.SENT: "đã gửi, chờ duyệt",
    State.RETURNED: "trả lại",
    State.ACCEPTED: "đã duyệt",
    State.CONSOLIDATED: "đã tổng hợp",
    State.SUPERSEDED: "đã được thay thế",
}
_ACTIONS_VI = {
    Action.SAVE: "lưu số liệu",
    Action.SEND: "gửi báo cáo",
    Action.RETURN: "trả lại báo cáo",
    Action.EXCUSE: "chấp nhận giải trình",
    Action.ACCEPT: "duyệt số liệu",
    Action.CONSOLIDATE: "chốt tổng hợp",
    Action.CORRECT: "lập bản đính chính",
    Action.SUPERSEDE: "thay bằng bản đính chính",
    Action.TAKE: "nhập thay đơn vị",
    Action.TAKE_OVER: "gửi thay đơn vị",
    Action.CONFIRM: "xác nhận số liệu nhập thay",
}
_ROLES_VI = {
    Role.REPORTER: "đơn vị báo cáo",
    Role.REVIEWER: "cơ quan nhận báo cáo",
}


LIFE = Life("Báo cáo", State, Action, Role, TABLE)
_PRINT = (
    '.venv/bin/python -c "from sokehoach.domain.reporting.workflow import print_table; '
    "print(print_table(), end='')\" > docs/reference/states.md"
)


def print_table() -> str:
    """The page docs/reference/states.md, in Markdown. A test holds the two equal."""
    told = "Printed from `sokehoach.domain.reporting.workflow`; change the table there, then print again:"
    return page(LIFE, title="The life of a report", lead=[told, "", "```sh", _PRINT, "```"])
