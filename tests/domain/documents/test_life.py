"""Every triple of state, action and role: the table answers it, or it is refused with a sentence."""

from itertools import product
from pathlib import Path

import pytest

from sokehoach.domain.documents import document_workflow
from sokehoach.domain.documents.document_workflow import (
    TRANSITIONS,
    WORKFLOW,
    DocumentAction,
    DocumentRole,
    DocumentState,
)
from sokehoach.domain.workflow.state_machine import TransitionNotAllowedError

TRIPLES = sorted(product(DocumentState, DocumentAction, DocumentRole))
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("state", "action", "role"), TRIPLES)
def test_every_triple(state: DocumentState, action: DocumentAction, role: DocumentRole) -> None:
    if (state, action, role) in TRANSITIONS:
        assert WORKFLOW.step(state, action, role) is TRANSITIONS[state, action, role]
        assert action in WORKFLOW.list_actions(state, role)
        return
    with pytest.raises(TransitionNotAllowedError) as refused:
        WORKFLOW.step(state, action, role)
    assert action.label_vi in refused.value.message_vi
    assert action not in WORKFLOW.list_actions(state, role)


def test_a_document_goes_from_the_draft_to_the_recipient() -> None:
    state = DocumentState.DRAFT
    for action, role in (
        (DocumentAction.SUBMIT, DocumentRole.DRAFTER),
        (DocumentAction.RETURN, DocumentRole.CHECKER),
        (DocumentAction.SUBMIT, DocumentRole.DRAFTER),
        (DocumentAction.CHECK, DocumentRole.CHECKER),
        (DocumentAction.NUMBER, DocumentRole.CLERK),
        (DocumentAction.SIGN, DocumentRole.SIGNER),
        (DocumentAction.SEAL, DocumentRole.CLERK),
        (DocumentAction.ISSUE, DocumentRole.CLERK),
        (DocumentAction.RECEIVE, DocumentRole.RECIPIENT),
    ):
        state = WORKFLOW.step(state, action, role)
    assert state is DocumentState.RECEIVED


def test_words_change_in_drafts_alone() -> None:
    assert {
        state for (state, action, _) in TRANSITIONS if action is DocumentAction.WRITE
    } == document_workflow.EDITABLE_STATES


def test_what_is_out_never_comes_back() -> None:
    assert {
        to for (state, _, _), to in TRANSITIONS.items() if state in document_workflow.ISSUED_STATES
    } <= document_workflow.ISSUED_STATES


def test_the_page_is_what_the_table_says() -> None:
    page = ROOT / "docs" / "reference" / "documents.md"
    assert page.read_text("utf-8") == document_workflow.print_table()
