"""Lists the values that a cell of a report has had, through returns and corrections."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.queries.trail import list_subject_events
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission, SubmissionSnapshot
from sokehoach.apps.reporting.queries.forms import list_report_elements
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.shell.outcomes import NotFoundError

_SENDINGS = frozenset({"report.send", "report.approve"})
# Events of a report that concern all its cells.
_LIFE = frozenset({"report.return", "report.correct", "figures.accept"})


@dataclass(frozen=True, slots=True)
class CellEvent:
    """One event of a cell. `was`, `now`: as typed, «» not reported, «-» not applicable; None where the event changed no
    number, or an older release did not record it.
    """

    at: datetime
    actor: str
    action: str
    was: str | None
    now: str | None
    reason: str
    edition: int
    seq: int
    leaf: str


@dataclass(frozen=True, slots=True)
class CellHistory:
    submission: uuid.UUID
    unit: Unit
    code: str
    label: str
    turns: tuple[CellEvent, ...]  # the newest first


def load_cell_history(user: User, *, submission: uuid.UUID, cell: str) -> CellHistory:
    """The history of a cell over all editions of the report. NotFoundError for an account that may not see it, and for
    a cell that the form does not have. Six queries.
    """
    report = access_submission(user, submission)
    if not permissions.can_see_history(scope_of(user), report):
        raise NotFoundError
    try:
        form_cell = report.definition.cell(cell)
    except LookupError as error:
        raise NotFoundError from error
    editions = {
        f"submission:{pk}": edition
        for pk, edition in Submission.objects.filter(
            form=report.form_id, unit=report.unit_id, period=report.period
        ).values_list("pk", "edition")
    }
    sent = {
        (f"submission:{pk}", at): cells.get(cell)
        for pk, at, cells in SubmissionSnapshot.objects.filter(
            submission__form=report.form_id, submission__unit=report.unit_id, submission__period=report.period
        ).values_list("submission", "at", "cells")
    }
    turns: list[CellEvent] = []
    last_text: str | None = None
    for event in list_subject_events(editions, function=report.form.function):
        turn = _build_event(event, cell, last_text, sent.get((event.subject, event.at)), editions[event.subject])
        if turn is not None:
            turns.append(turn)
            last_text = last_text if turn.now is None else turn.now
    label = form_cell.label or list_report_elements(report)[form_cell.element].name
    return CellHistory(report.pk, report.unit, report.definition.printed_codes[cell], label, tuple(reversed(turns)))


def _build_event(event: Event, cell: str, last_text: str | None, sent: str | None, edition: int) -> CellEvent | None:
    detail: dict[str, Any] = event.body.get("detail", {})
    changed = detail.get("changed", {}).get(cell)
    was = now = None
    reason = ""
    if changed is not None:
        was, now, *reasons = changed
        reason = reasons[0] if reasons else ""
    elif event.action in _SENDINGS and sent is not None:
        was, now = last_text, sent  # a register may have filled it
    elif event.action in _LIFE:
        reason = str(detail.get("reason", ""))
    elif cell not in detail.get("codes", ()):
        return None
    # Typing that was stored when the report was submitted: that it was submitted is shown to its unit alone.
    action = "report.save" if event.action == "report.submit" else event.action
    return CellEvent(event.at, event.actor, action, was, now, reason, edition, event.seq, event.leaf)
