"""What holds of every life, on the smallest that has all of it: a letter of one office."""

import itertools

import pytest

from sokehoach.domain.workflow.reference_page import render_reference_page
from sokehoach.domain.workflow.state_machine import LabelledEnum, StateMachine, TransitionNotAllowedError


class State(LabelledEnum):
    OPEN = "open"
    SEALED = "sealed"
    BURNT = "burnt"

    @property
    def label_vi(self) -> str:
        return {"open": "còn mở", "sealed": "đã niêm", "burnt": "đã hủy"}[self]


class Action(LabelledEnum):
    WRITE = "write"
    SEAL = "seal"
    BURN = "burn"

    @property
    def label_vi(self) -> str:
        return {"write": "viết thêm", "seal": "niêm phong", "burn": "hủy thư"}[self]


class Role(LabelledEnum):
    CLERK = "clerk"
    HEAD = "head"
    GUEST = "guest"

    @property
    def label_vi(self) -> str:
        return {"clerk": "văn thư", "head": "thủ trưởng", "guest": "khách"}[self]


TABLE = {
    (State.OPEN, Action.WRITE, Role.CLERK): State.OPEN,
    (State.OPEN, Action.SEAL, Role.HEAD): State.SEALED,
    (State.SEALED, Action.BURN, Role.HEAD): State.BURNT,
    (State.SEALED, Action.BURN, Role.CLERK): State.BURNT,
}
WORKFLOW = StateMachine("Thư", State, Action, Role, TABLE)
TRIPLES = list(itertools.product(State, Action, Role))
CLOSED = {  # what nobody may do in that state; all else is some side's alone
    (State.OPEN, Action.BURN): "Thư còn mở: không thể hủy thư.",
    (State.SEALED, Action.WRITE): "Thư đã niêm: không thể viết thêm.",
    (State.SEALED, Action.SEAL): "Thư đã niêm: không thể niêm phong.",
    (State.BURNT, Action.WRITE): "Thư đã hủy: không thể viết thêm.",
    (State.BURNT, Action.SEAL): "Thư đã hủy: không thể niêm phong.",
    (State.BURNT, Action.BURN): "Thư đã hủy: không thể hủy thư.",
}
SIDES = {
    (State.OPEN, Action.WRITE): "Chỉ văn thư mới được viết thêm.",
    (State.OPEN, Action.SEAL): "Chỉ thủ trưởng mới được niêm phong.",
    (State.SEALED, Action.BURN): "Chỉ văn thư hoặc thủ trưởng mới được hủy thư.",
}


def test_it_works() -> None:
    """Written, sealed, burnt."""
    state = WORKFLOW.step(State.OPEN, Action.WRITE, Role.CLERK)
    state = WORKFLOW.step(state, Action.SEAL, Role.HEAD)
    assert WORKFLOW.step(state, Action.BURN, Role.CLERK) is State.BURNT


@pytest.mark.parametrize(("state", "action", "role"), TRIPLES)
def test_every_triple_is_a_step_or_a_refusal(state: State, action: Action, role: Role) -> None:
    following = TABLE.get((state, action, role))
    assert (
        (action in WORKFLOW.list_actions(state, role))
        is (role in WORKFLOW.list_roles(state, action))
        is (following is not None)
    )
    if following is not None:
        assert WORKFLOW.step(state, action, role) is following
        return
    with pytest.raises(TransitionNotAllowedError) as refused:
        WORKFLOW.step(state, action, role)
    said = refused.value
    assert (said.state, said.action, said.role) == (state, action, role)
    assert said.message_vi == str(said) == (SIDES | CLOSED)[state, action]


def test_those_who_may_are_told_in_the_order_of_the_roles_not_of_the_table() -> None:
    assert WORKFLOW.list_roles(State.SEALED, Action.BURN) == [Role.CLERK, Role.HEAD]


def test_a_word_without_a_label_is_never_shown_by_its_code() -> None:
    class Mute(LabelledEnum):
        ALONE = "alone"

    with pytest.raises(NotImplementedError):
        _ = Mute.ALONE.label_vi


ROWS = """\
| state | action | by | next state |
|---|---|---|---|
| open | write | clerk | open |
| open | seal | head | sealed |
| sealed | burn | head | burnt |
| sealed | burn | clerk | burnt |
"""
WORDS = """\
| in code | on screen |
|---|---|
| open | còn mở |
| sealed | đã niêm |
| burnt | đã hủy |
| write | viết thêm |
| seal | niêm phong |
| burn | hủy thư |
| clerk | văn thư |
| head | thủ trưởng |
| guest | khách |
"""


def test_the_page_draws_it_from_the_first_state_to_those_that_nothing_leaves() -> None:
    assert render_reference_page(WORKFLOW, title="A letter", lead=["Printed."], step_note="Each is kept.") == (
        "# A letter\n\nPrinted.\n\n"
        "```mermaid\nstateDiagram-v2\n    [*] --> open\n    open --> open: write\n    open --> sealed: seal\n"
        "    sealed --> burnt: burn\n    sealed --> burnt: burn\n    burnt --> [*]\n```\n\n"
        f"{ROWS}\nEvery other step is refused. Each is kept.\n\n{WORDS}"
    )


def test_a_small_one_is_not_drawn() -> None:
    told = render_reference_page(WORKFLOW, title="A letter", lead=["Printed", "in two lines."], has_diagram=False)
    assert told == f"# A letter\n\nPrinted\nin two lines.\n\n{ROWS}\nEvery other step is refused.\n\n{WORDS}"
