"""Where the number of a cell is from: who typed, sent and accepted it, and the register's lines."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.selectors.rows import Row, changed_since, rows
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.selectors import registers
from sokehoach.apps.reporting.selectors.answers import EDITABLE, answers, mark, stored_with_history, value_of
from sokehoach.apps.reporting.selectors.halves import FromHalves, halves
from sokehoach.apps.reporting.selectors.steps import steps_of
from sokehoach.apps.reporting.selectors.submissions import submission_for, submissions_for
from sokehoach.domain.reporting.form import Cell
from sokehoach.domain.reporting.workflow import Action
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class CellLineage:
    """`source` is a name of `shell.marks.SOURCES`; `changed_since`: the register moved on after the
    sending.
    """

    submission: uuid.UUID
    unit: Unit
    cell: Cell
    label: str
    measure: str  # unit of measure
    value: Value
    source: str
    register_number: Decimal | None
    reason: str
    typed_by: User | None
    typed_at: datetime | None
    sent_by: User | None
    sent_at: datetime | None
    accepted_by: User | None
    accepted_at: datetime | None
    rows: Sequence[Row]
    changed_since: bool
    halves: FromHalves | None = None  # of an annual report


def cell(user: User, *, submission: uuid.UUID, cell: str) -> CellLineage | None:
    """None where the account may not see the report, or sees its numbers only (the wall)."""
    found = submissions_for(user).filter(pk=submission).first()
    if found is None or not permissions.sees_history(scope_of(user), found):
        return None
    return _lineage(found, cell)


def cell_for(user: User, *, submission: uuid.UUID, cell: str) -> CellLineage:
    """The same for a page of its own: Http404 instead of None, and for a cell that the form has not."""
    found = submission_for(user, submission)
    if not permissions.sees_history(scope_of(user), found):
        raise Http404
    return _lineage(found, cell)


def _lineage(submission: Submission, code: str) -> CellLineage:
    form = submission.form.definition
    try:
        described = form.cell(code)
    except LookupError as error:
        raise Http404 from error
    meaning = elements()
    element = meaning[described.element]
    last = {step.action: step for step in steps_of(submission)}
    sent, accepted = last.get(Action.SEND), last.get(Action.ACCEPT)
    stored, _history = stored_with_history(submission)
    row = stored.get(code)
    made = halves(form, submission, meaning)
    if submission.state in EDITABLE:
        measured = registers.measure(form, unit=submission.unit, period=submission.period)
        answer = answers(form, submission, stored, measured, halves=None if made is None else made.cells)[
            code
        ]
        value, source, told = answer.value, answer.source, measured.get(code)
        ids, number, moved_on = (told.rows if told else ()), answer.register, False
        sent = accepted = None
    else:
        value, source = (value_of(row), row.source) if row else (Gap.NOT_REPORTED, "")
        ids, number = (row.rows, row.register_number) if row else ((), None)
        moved_on = bool(
            described.source
            and row
            and row.digest
            and changed_since(described.source.register, ids, row.digest)
        )
    typed = (
        row if row is not None and row.source in (DataValue.Source.TYPED, DataValue.Source.OVERRIDE) else None
    )
    return CellLineage(
        submission=submission.pk,
        unit=submission.unit,
        cell=described,
        label=described.label or element.name,
        measure=element.unit,
        value=value,
        source=mark(value, source) or "typed",
        register_number=number,
        reason=row.reason if row is not None and source == DataValue.Source.OVERRIDE else "",
        typed_by=typed.updated_by if typed else None,
        typed_at=typed.updated_at if typed else None,
        sent_by=sent.by if sent else None,
        sent_at=sent.at if sent else None,
        accepted_by=accepted.by if accepted else None,
        accepted_at=accepted.at if accepted else None,
        rows=rows(described.source.register, ids) if described.source and ids else (),
        changed_since=moved_on,
        halves=None if made is None else made.cells.get(code),
    )
