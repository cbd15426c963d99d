import itertools
import pathlib

import pytest

from sokehoach.domain.lives.life import NotAllowed
from sokehoach.domain.reporting.workflow import (
    LIFE,
    TABLE,
    Action,
    Role,
    State,
    print_table,
)

REPORTER, REVIEWER = Role.REPORTER, Role.REVIEWER
STATES_PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs" / "reference" / "states.md"


def test_it_works() -> None:
    """A report is written, sent, returned, mended, sent again and accepted."""
    state = State.DRAFT
    for action, role, after in [
        (Action.SAVE, REPORTER, State.DRAFT),
        (Action.SEND, REPORTER, State.SENT),
        (Action.RETURN, REVIEWER, State.RETURNED),
        (Action.SAVE, REPORTER, State.RETURNED),
        (Action.SEND, REPORTER, State.SENT),
        (Action.ACCEPT, REVIEWER, State.ACCEPTED),
    ]:
        state = LIFE.step(state, action, role)
        assert state is after


MAY = {  # written out a second time, by hand, as the office would say it
    (State.DRAFT, REPORTER): "save send",
    (State.DRAFT, REVIEWER): "take take_over",
    (State.SENT, REPORTER): "confirm",
    (State.SENT, REVIEWER): "return excuse accept",
    (State.RETURNED, REPORTER): "save send",
    (State.RETURNED, REVIEWER): "take take_over",
    (State.ACCEPTED, REPORTER): "correct confirm",
    (State.ACCEPTED, REVIEWER): "consolidate supersede",
    (State.CONSOLIDATED, REPORTER): "correct confirm",
    (State.CONSOLIDATED, REVIEWER): "supersede",
    (State.SUPERSEDED, REPORTER): "",
    (State.SUPERSEDED, REVIEWER): "",
}


@pytest.mark.parametrize(("state", "action", "role"), list(itertools.product(State, Action, Role)))
def test_every_triple_is_a_step_or_a_refusal(state: State, action: Action, role: Role) -> None:
    if action in MAY[state, role].split():
        assert action in LIFE.allowed(state, role)
        assert LIFE.step(state, action, role) is TABLE[state, action, role]
        return
    assert action not in LIFE.allowed(state, role)
    with pytest.raises(NotAllowed) as refusal:
        LIFE.step(state, action, role)
    assert (refusal.value.state, refusal.value.action, refusal.value.role) == (state, action, role)
    assert refusal.value.message_vi.endswith(".")


@pytest.mark.parametrize(
    ("state", "action", "role", "message"),
    [
        (State.SENT, Action.SEND, REPORTER, "Báo cáo đã gửi, chờ duyệt: không thể gửi báo cáo."),
        (State.ACCEPTED, Action.SAVE, REPORTER, "Báo cáo đã duyệt: không thể lưu số liệu."),
        (State.DRAFT, Action.ACCEPT, REVIEWER, "Báo cáo đang soạn: không thể duyệt số liệu."),
        (State.SENT, Action.ACCEPT, REPORTER, "Chỉ cơ quan nhận báo cáo mới được duyệt số liệu."),
        (State.RETURNED, Action.SEND, REVIEWER, "Chỉ đơn vị báo cáo mới được gửi báo cáo."),
    ],
)
def test_a_refusal_says_whether_the_state_or_the_side_forbids_it(
    state: State, action: Action, role: Role, message: str
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        LIFE.step(state, action, role)
    assert refusal.value.message_vi == message


def test_only_one_side_hands_a_report_on_and_nobody_once_it_is_replaced() -> None:
    """The office takes a draft on only in the unit's name; what counts moves by the level above alone."""
    moves = {
        state: {role for (at, action, role), to in TABLE.items() if at is state and to is not state
                and action is not Action.TAKE_OVER}
        for state in State
    }  # fmt: skip
    assert moves == {
        State.DRAFT: {REPORTER}, State.SENT: {REVIEWER}, State.RETURNED: {REPORTER},
        State.ACCEPTED: {REVIEWER}, State.CONSOLIDATED: {REVIEWER}, State.SUPERSEDED: set(),
    }  # fmt: skip


def test_every_state_is_reached_from_the_draft() -> None:
    reached = {State.DRAFT}
    for _ in State:
        reached |= {to for (at, _, _), to in TABLE.items() if at in reached}
    assert reached == set(State)


def test_the_page_of_states_is_the_table() -> None:
    assert STATES_PAGE.read_text(encoding="utf-8") == print_table(), (
        "print the page again: the command is in it"
    )
