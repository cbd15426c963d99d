"""What a cell of a report has held, from its first number to the last, through returns and corrections."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.selectors.trail import of_things
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Sending, Submission
from sokehoach.apps.reporting.selectors.submissions import submission_for

# Of a report's life, what puts another light on its numbers.
_LIFE = frozenset({"report.return", "report.correct", "figures.accept"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One event. `was`, `now`: as typed, «» not reported, «-» not applicable; None where the event changed no number,
    or an older release did not write down which."""

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
    turns: tuple[Turn, ...]  # the newest first


def history(user: User, *, submission: uuid.UUID, cell: str) -> CellHistory:
    """Every edition of the report. Http404 where the account does not see how its numbers came about, and for a cell
    that the form has not. Six queries.
    """
    found = submission_for(user, submission)
    if not permissions.sees_history(scope_of(user), found):
        raise Http404
    try:
        described = found.form.definition.cell(cell)
    except LookupError as error:
        raise Http404 from error
    editions = {
        f"submission:{pk}": edition
        for pk, edition in Submission.objects.filter(
            form=found.form_id, unit=found.unit_id, period=found.period
        ).values_list("pk", "edition")
    }
    sent = {
        (f"submission:{pk}", at): cells.get(cell)
        for pk, at, cells in Sending.objects.filter(
            submission__form=found.form_id, submission__unit=found.unit_id, submission__period=found.period
        ).values_list("submission", "at", "cells")
    }
    turns: list[Turn] = []
    stands: str | None = None
    for event in of_things(editions, function=found.form.function):
        turn = _turn(event, cell, stands, sent.get((event.subject, event.at)), editions[event.subject])
        if turn is not None:
            turns.append(turn)
            stands = stands if turn.now is None else turn.now
    label = described.label or elements()[described.element].name
    return CellHistory(
        found.pk, found.unit, found.form.definition.printed_codes[cell], label, tuple(reversed(turns))
    )


def _turn(event: Event, cell: str, stands: str | None, sent: str | None, edition: int) -> Turn | None:
    detail: dict[str, Any] = event.body.get("detail", {})
    changed = detail.get("changed", {}).get(cell)
    was = now = None
    reason = ""
    if changed is not None:
        was, now, *said = changed
        reason = said[0] if said else ""
    elif event.action == "report.send" and sent is not None:
        was, now = stands, sent  # a register may have filled it
    elif event.action in _LIFE:
        reason = str(detail.get("reason", ""))
    elif cell not in detail.get("codes", ()):
        return None
    return Turn(event.at, event.actor, event.action, was, now, reason, edition, event.seq, event.leaf)
