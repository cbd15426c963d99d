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
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.selectors import registers
from sokehoach.apps.reporting.selectors.answers import EDITABLE, Answer, answers, mark, stored_with_history
from sokehoach.apps.reporting.selectors.halves import FromHalves, halves
from sokehoach.apps.reporting.selectors.shared import shared
from sokehoach.apps.reporting.selectors.steps import steps_of
from sokehoach.apps.reporting.selectors.submissions import submission_for, submissions_for
from sokehoach.apps.reporting.selectors.sums import Described, Sum, sum_of
from sokehoach.domain.reporting.form import Cell
from sokehoach.domain.reporting.workflow import Action
from sokehoach.domain.values.value import Value

_PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class CellLineage:
    """`source` is a name of `shell.marks.SOURCES`; `sum` is None where the cell holds no number."""

    submission: uuid.UUID
    unit: Unit
    cell: Cell
    code: str  # as it is printed
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
    sum: Sum | None
    halves: FromHalves | None = None  # of an annual report

    @property
    def register_moved(self) -> bool:
        """Whether the register says another number than when the report was sent."""
        told = self.sum is not None and self.sum.of_register and self.sent_at is not None
        return told and self.register_number is not None and self.sum_register != self.register_number

    @property
    def sum_register(self) -> Decimal | None:
        """What the register says now, as a cell holds it."""
        number = None if self.sum is None else self.sum.register
        return None if number is None else number.quantize(_PLACES)


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
    sent = last.get(Action.SEND) or last.get(Action.TAKE_OVER)
    accepted = last.get(Action.ACCEPT)
    stored, _history = stored_with_history(submission)
    row = stored.get(code)
    made = halves(form, submission, meaning)
    written = submission.state in EDITABLE
    measured = registers.measure(form, unit=submission.unit, period=submission.period) if written else {}
    other = shared(form, submission, meaning)
    found = answers(form, submission, stored, measured, other, halves=None if made is None else made.cells)
    answer = found[code]
    ids: Sequence[str] = ()
    if written:
        told, number = measured.get(code), answer.register
        ids = told.rows if told else ()
        sent = accepted = None
    else:
        ids, number = (row.rows, row.register_number) if row else ((), None)
    typed = (
        row if row is not None and row.source in (DataValue.Source.TYPED, DataValue.Source.OVERRIDE) else None
    )
    own_halves = None if made is None else made.cells.get(code)
    reason = row.reason if row is not None and answer.source == DataValue.Source.OVERRIDE else ""
    total = sum_of(
        Described(
            form=form,
            cell=described,
            submission=submission,
            unit=element.unit,
            value=answer.value,
            source=answer.source,
            reason=reason,
            told=_told(row, answer, written=written),
            counted=ids,
            sent_at=sent.at if sent else None,
            halves=own_halves,
            over_time=element.over_time,
            answers={one: each.value for one, each in found.items()},
            labels={cell.code: cell.label or meaning[cell.element].name for cell in form.cells},
            shared=answer,
        )
    )
    return CellLineage(
        submission=submission.pk,
        unit=submission.unit,
        cell=described,
        code=form.printed_codes[code],
        label=described.label or element.name,
        measure=element.unit,
        value=answer.value,
        source=mark(answer.value, answer.source) or "typed",
        register_number=number,
        reason=reason,
        typed_by=typed.updated_by if typed else None,
        typed_at=typed.updated_at if typed else None,
        sent_by=sent.by if sent else None,
        sent_at=sent.at if sent else None,
        accepted_by=accepted.by if accepted else None,
        accepted_at=accepted.at if accepted else None,
        sum=total,
        halves=own_halves,
    )


def _told(row: DataValue | None, answer: Answer, *, written: bool) -> Decimal | None:
    """What the register or the halves say while the report is written; once it is sent, what they said then."""
    if not written:
        return None if row is None else row.register_number
    ground = answer.ground
    return ground if isinstance(ground, Decimal) else None
