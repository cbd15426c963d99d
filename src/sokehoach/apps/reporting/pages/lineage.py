"""Traces the number of a cell: who typed, sent and accepted it, and the register entries it counts."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.pages.sums import Sum, SumInputs, build_sum
from sokehoach.apps.reporting.queries import registers
from sokehoach.apps.reporting.queries.answers import (
    EDITABLE,
    CellAnswer,
    build_answers,
    find_source_badge,
)
from sokehoach.apps.reporting.queries.forms import list_report_elements
from sokehoach.apps.reporting.queries.period_parts import FromParts, load_period_parts
from sokehoach.apps.reporting.queries.shared_cells import list_shared_cells
from sokehoach.apps.reporting.queries.stored_reports import load_stored_values
from sokehoach.apps.reporting.queries.submissions import access_submission, list_steps, list_visible_submissions
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.reporting.form import Cell
from sokehoach.domain.reporting.workflow import SENDING_ACTIONS, ReportAction
from sokehoach.domain.values.value import Value

_PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class CellLineage:
    """`source` is a name of `shell.status_badges.SOURCES`; `sum` is None where the cell has no number."""

    submission: uuid.UUID
    unit: Unit
    cell: Cell
    form: str  # uid
    code: str  # as printed
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
    parts: FromParts | None = None  # of a longer period

    @property
    def register_moved(self) -> bool:
        """Whether the register gives another number than when the report was sent."""
        has_sent_sum = self.sum is not None and self.sum.of_register and self.sent_at is not None
        return has_sent_sum and self.register_number is not None and self.sum_register != self.register_number

    @property
    def sum_register(self) -> Decimal | None:
        """The register's number today, rounded as a cell stores it."""
        number = None if self.sum is None else self.sum.register
        return None if number is None else number.quantize(_PLACES)


def find_cell_lineage(user: User, *, submission: uuid.UUID, cell: str) -> CellLineage | None:
    """The lineage of a cell; None where the account may not see the report's history."""
    report = list_visible_submissions(user).filter(pk=submission).first()
    if report is None or not permissions.can_see_history(scope_of(user), report):
        return None
    return _build_lineage(user, report, cell)


def access_cell_lineage(user: User, *, submission: uuid.UUID, cell: str) -> CellLineage:
    """The lineage for its own page: NotFoundError instead of None, and for a cell that the form does not have."""
    report = access_submission(user, submission)
    if not permissions.can_see_history(scope_of(user), report):
        raise NotFoundError
    return _build_lineage(user, report, cell)


def _build_lineage(reader: User, submission: Submission, code: str) -> CellLineage:
    form = submission.definition
    try:
        form_cell = form.cell(code)
    except LookupError as error:
        raise NotFoundError from error
    if form_cell.holds_text:
        raise NotFoundError
    elements_by_code = list_report_elements(submission)
    element = elements_by_code[form_cell.element]
    latest_first = list(reversed(list_steps(submission)))
    sent = next((step for step in latest_first if step.action in SENDING_ACTIONS), None)
    accepted = next((step for step in latest_first if step.action == ReportAction.ACCEPT), None)
    stored = load_stored_values([submission])[submission.pk].values
    row = stored.get(code)
    period_parts = load_period_parts(form, submission, elements_by_code)
    is_written = submission.state in EDITABLE
    measured = registers.measure_unit(form, unit=submission.unit, period=submission.period) if is_written else {}
    shared_cells = list_shared_cells(form, [submission], elements_by_code)[submission.pk]
    answers_by_cell = build_answers(
        form,
        submission,
        stored,
        measured,
        shared_cells,
        parts=None if period_parts is None else period_parts.cells,
    )
    answer = answers_by_cell[code]
    ids: Sequence[str] = ()
    if is_written:
        measured_cell, number = measured.get(code), answer.register
        ids = measured_cell.rows if measured_cell else ()
        sent = accepted = None
    else:
        ids, number = (row.rows, row.register_number) if row else ((), None)
    typed = row if row is not None and row.source in (DataValue.Source.TYPED, DataValue.Source.OVERRIDE) else None
    own_parts = None if period_parts is None else period_parts.cells.get(code)
    reason = row.reason if row is not None and answer.source == DataValue.Source.OVERRIDE else ""
    total = build_sum(
        SumInputs(
            reader=reader,
            form=form,
            cell=form_cell,
            submission=submission,
            unit=element.unit,
            value=answer.value,
            source=answer.source,
            reason=reason,
            source_number=_find_source_number(row, answer, is_written=is_written),
            entry_ids=ids,
            sent_at=sent.at if sent else None,
            parts=own_parts,
            over_time=element.over_time,
            answers={cell_code: cell_answer.value for cell_code, cell_answer in answers_by_cell.items()},
            labels={cell.code: cell.label or elements_by_code[cell.element].name for cell in form.cells},
            shared=answer,
        )
    )
    return CellLineage(
        submission=submission.pk,
        unit=submission.unit,
        cell=form_cell,
        form=form.uid,
        code=form.printed_codes[code],
        label=form_cell.label or element.name,
        measure=element.unit,
        value=answer.value,
        source=find_source_badge(answer.value, answer.source) or "typed",
        register_number=number,
        reason=reason,
        typed_by=typed.updated_by if typed else None,
        typed_at=typed.updated_at if typed else None,
        sent_by=sent.by if sent else None,
        sent_at=sent.at if sent else None,
        accepted_by=accepted.by if accepted else None,
        accepted_at=accepted.at if accepted else None,
        sum=total,
        parts=own_parts,
    )


def _find_source_number(row: DataValue | None, answer: CellAnswer, *, is_written: bool) -> Decimal | None:
    """The computed number: of a report being written today's, of a sent one that at the time of sending."""
    if not is_written:
        return None if row is None else row.register_number
    source_value = answer.source_value
    return source_value if isinstance(source_value, Decimal) else None
