"""Every triple of state, action and role: the table answers it, or it is refused with a sentence."""

from itertools import product
from pathlib import Path

import pytest

from sokehoach.domain.documents import life
from sokehoach.domain.documents.life import LIFE, TABLE, Action, Role, State
from sokehoach.domain.lives.life import NotAllowed

TRIPLES = sorted(product(State, Action, Role))
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("state", "action", "role"), TRIPLES)
def test_every_triple(state: State, action: Action, role: Role) -> None:
    if (state, action, role) in TABLE:
        assert LIFE.step(state, action, role) is TABLE[state, action, role]
        assert action in LIFE.allowed(state, role)
        return
    with pytest.raises(NotAllowed) as refused:
        LIFE.step(state, action, role)
    assert action.label_vi in refused.value.message_vi
    assert action not in LIFE.allowed(state, role)


def test_a_document_goes_from_the_draft_to_the_recipient() -> None:
    state = State.DRAFT
    for action, role in (
        (Action.SUBMIT, Role.DRAFTER), (Action.RETURN, Role.CHECKER), (Action.SUBMIT, Role.DRAFTER),
        (Action.CHECK, Role.CHECKER), (Action.NUMBER, Role.CLERK), (Action.SIGN, Role.SIGNER),
        (Action.SEAL, Role.CLERK), (Action.ISSUE, Role.CLERK), (Action.RECEIVE, Role.RECIPIENT),
    ):  # fmt: skip
        state = LIFE.step(state, action, role)
    assert state is State.RECEIVED


def test_words_change_in_drafts_alone() -> None:
    assert {state for (state, action, _) in TABLE if action is Action.WRITE} == life.WRITTEN


def test_what_is_out_never_comes_back() -> None:
    assert {to for (state, _, _), to in TABLE.items() if state in life.OUT} <= life.OUT


def test_the_page_is_what_the_table_says() -> None:
    page = ROOT / "docs" / "reference" / "documents.md"
    assert page.read_text("utf-8") == life.print_table()
