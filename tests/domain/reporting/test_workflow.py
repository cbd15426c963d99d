import itertools
import pathlib

import pytest

from sokehoach.domain.reporting.workflow import (
    TABLE,
    WORKFLOW,
    ReportAction,
    ReportRole,
    ReportState,
    print_table,
)
from sokehoach.domain.workflow.state_machine import TransitionNotAllowedError

REPORTER, APPROVER, REVIEWER = ReportRole.REPORTER, ReportRole.APPROVER, ReportRole.REVIEWER
STATES_PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs" / "reference" / "states.md"


def test_the_unit_has_its_leader_approve_before_it_is_sent() -> None:
    """What the leader wants corrected stays with the unit, in the state in which it was."""
    for start in (ReportState.DRAFT, ReportState.RETURNED):
        state = WORKFLOW.step(start, ReportAction.SUBMIT, REPORTER)
        assert WORKFLOW.step(state, ReportAction.DECLINE, APPROVER) is start
        assert WORKFLOW.step(state, ReportAction.APPROVE, APPROVER) is ReportState.SENT


def test_it_works() -> None:
    """A report is written, sent, returned, mended, sent again and accepted."""
    state = ReportState.DRAFT
    for action, role, after in [
        (ReportAction.SAVE, REPORTER, ReportState.DRAFT),
        (ReportAction.SEND, REPORTER, ReportState.SENT),
        (ReportAction.RETURN, REVIEWER, ReportState.RETURNED),
        (ReportAction.SAVE, REPORTER, ReportState.RETURNED),
        (ReportAction.SEND, REPORTER, ReportState.SENT),
        (ReportAction.ACCEPT, REVIEWER, ReportState.ACCEPTED),
    ]:
        state = WORKFLOW.step(state, action, role)
        assert state is after


MAY = {  # written out a second time, by hand, as the office would say it
    (ReportState.DRAFT, REPORTER): "save submit send",
    (ReportState.DRAFT, APPROVER): "approve decline",
    (ReportState.DRAFT, REVIEWER): "take take_over",
    (ReportState.SENT, REPORTER): "confirm",
    (ReportState.SENT, APPROVER): "",
    (ReportState.SENT, REVIEWER): "return excuse accept",
    (ReportState.RETURNED, REPORTER): "save submit send",
    (ReportState.RETURNED, APPROVER): "approve decline",
    (ReportState.RETURNED, REVIEWER): "take take_over",
    (ReportState.ACCEPTED, REPORTER): "correct confirm",
    (ReportState.ACCEPTED, APPROVER): "",
    (ReportState.ACCEPTED, REVIEWER): "consolidate supersede",
    (ReportState.CONSOLIDATED, REPORTER): "correct confirm",
    (ReportState.CONSOLIDATED, APPROVER): "",
    (ReportState.CONSOLIDATED, REVIEWER): "supersede",
    (ReportState.SUPERSEDED, REPORTER): "",
    (ReportState.SUPERSEDED, APPROVER): "",
    (ReportState.SUPERSEDED, REVIEWER): "",
}


@pytest.mark.parametrize(("state", "action", "role"), list(itertools.product(ReportState, ReportAction, ReportRole)))
def test_every_triple_is_a_step_or_a_refusal(state: ReportState, action: ReportAction, role: ReportRole) -> None:
    if action in MAY[state, role].split():
        assert action in WORKFLOW.list_actions(state, role)
        assert WORKFLOW.step(state, action, role) is TABLE[state, action, role]
        return
    assert action not in WORKFLOW.list_actions(state, role)
    with pytest.raises(TransitionNotAllowedError) as refusal:
        WORKFLOW.step(state, action, role)
    assert (refusal.value.state, refusal.value.action, refusal.value.role) == (state, action, role)
    assert refusal.value.message_vi.endswith(".")


@pytest.mark.parametrize(
    ("state", "action", "role", "message"),
    [
        (ReportState.SENT, ReportAction.SEND, REPORTER, "Báo cáo đã gửi, chờ duyệt: không thể gửi báo cáo."),
        (ReportState.ACCEPTED, ReportAction.SAVE, REPORTER, "Báo cáo đã duyệt: không thể lưu số liệu."),
        (ReportState.DRAFT, ReportAction.ACCEPT, REVIEWER, "Báo cáo đang soạn: không thể duyệt số liệu."),
        (ReportState.SENT, ReportAction.ACCEPT, REPORTER, "Chỉ cơ quan nhận báo cáo mới được duyệt số liệu."),
        (ReportState.RETURNED, ReportAction.SEND, REVIEWER, "Chỉ đơn vị báo cáo mới được gửi báo cáo."),
    ],
)
def test_a_refusal_says_whether_the_state_or_the_side_forbids_it(
    state: ReportState, action: ReportAction, role: ReportRole, message: str
) -> None:
    with pytest.raises(TransitionNotAllowedError) as refusal:
        WORKFLOW.step(state, action, role)
    assert refusal.value.message_vi == message


def test_only_one_side_hands_a_report_on_and_nobody_once_it_is_replaced() -> None:
    """The office takes a draft on only in the unit's name; what counts moves by the level above alone."""
    moves = {
        state: {role for (at, action, role), to in TABLE.items() if at is state and to is not state
                and action is not ReportAction.TAKE_OVER}
        for state in ReportState
    }  # fmt: skip
    assert moves == {
        ReportState.DRAFT: {REPORTER, APPROVER}, ReportState.SENT: {REVIEWER},
        ReportState.RETURNED: {REPORTER, APPROVER},
        ReportState.ACCEPTED: {REVIEWER}, ReportState.CONSOLIDATED: {REVIEWER}, ReportState.SUPERSEDED: set(),
    }  # fmt: skip


def test_every_state_is_reached_from_the_draft() -> None:
    reached = {ReportState.DRAFT}
    for _ in ReportState:
        reached |= {to for (at, _, _), to in TABLE.items() if at in reached}
    assert reached == set(ReportState)


def test_the_page_of_states_is_the_table() -> None:
    assert STATES_PAGE.read_text(encoding="utf-8") == print_table(), "print the page again: the command is in it"
