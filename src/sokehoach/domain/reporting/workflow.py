"""The life of a report between the unit that writes it and the office that reviews it. One table."""

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label_vi(self) -> str:
        return _STATES_VI[self]


class Action(StrEnum):
    SAVE = "save"
    SEND = "send"
    RETURN = "return"
    ACCEPT = "accept"

    @property
    def label_vi(self) -> str:
        return _ACTIONS_VI[self]


class Role(StrEnum):
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
    (State.SENT, Action.ACCEPT, Role.REVIEWER): State.ACCEPTED,
    (State.RETURNED, Action.SAVE, Role.REPORTER): State.RETURNED,
    (State.RETURNED, Action.SEND, Role.REPORTER): State.SENT,
}

_STATES_VI = {
    State.DRAFT: "đang soạn",
    State.SENT: "đã gửi, chờ duyệt",
    State.RETURNED: "bị trả lại",
    State.ACCEPTED: "đã duyệt",
}
_ACTIONS_VI = {
    Action.SAVE: "lưu số liệu",
    Action.SEND: "gửi báo cáo",
    Action.RETURN: "trả lại báo cáo",
    Action.ACCEPT: "duyệt số liệu",
}
_ROLES_VI = {
    Role.REPORTER: "đơn vị báo cáo",
    Role.REVIEWER: "cơ quan nhận báo cáo",
}


class NotAllowed(Exception):
    """The table has no such step; `message_vi` says whether the state or the side forbids it."""

    def __init__(self, state: State, action: Action, role: Role, message_vi: str) -> None:
        super().__init__(message_vi)
        self.state = state
        self.action = action
        self.role = role
        self.message_vi = message_vi


def step(state: State, action: Action, role: Role) -> State:
    """The state after the action, or NotAllowed."""
    following = TABLE.get((state, action, role))
    if following is None:
        raise NotAllowed(state, action, role, _why_not(state, action))
    return following


def allowed(state: State, role: Role) -> frozenset[Action]:
    return frozenset(action for at, action, by in TABLE if (at, by) == (state, role))


def print_table() -> str:
    """The page docs/reference/states.md, in Markdown. A test holds the two equal."""
    arrows = [f"    {at} --> {to}: {action}" for (at, action, _), to in TABLE.items()]
    rows = [f"| {at} | {action} | {by} | {to} |" for (at, action, by), to in TABLE.items()]
    return "\n".join(
        [
            "# The life of a report",
            "",
            "Printed from `sokehoach.domain.reporting.workflow`; change the table there, then print again:",
            "",
            "```sh",
            _PRINT,
            "```",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {State.DRAFT}",
            *arrows,
            f"    {State.ACCEPTED} --> [*]",
            "```",
            "",
            "| state | action | by | next state |",
            "|---|---|---|---|",
            *rows,
            "",
            "Every other step is refused.",
            "",
            "| in code | on screen |",
            "|---|---|",
            *(f"| {word} | {word.label_vi} |" for words in (State, Action, Role) for word in words),
            "",
        ]
    )


_PRINT = (
    '.venv/bin/python -c "from sokehoach.domain.reporting.workflow import print_table; '
    "print(print_table(), end='')\" > docs/reference/states.md"
)


def _why_not(state: State, action: Action) -> str:
    for side in Role:
        if (state, action, side) in TABLE:
            return f"Chỉ {side.label_vi} mới được {action.label_vi}."
    return f"Báo cáo {state.label_vi}: không thể {action.label_vi}."
