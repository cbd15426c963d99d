"""Loads what a report needs besides its own cells, once for each save or sending: measures, last snapshot, remarks."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.apps.indicators.queries import earlier_figures as earlier_figure_queries
from sokehoach.apps.registers.core.measure_query import MeasureResult
from sokehoach.apps.reporting.models import Remark, Submission, SubmissionSnapshot
from sokehoach.apps.reporting.queries import registers, shared_cells
from sokehoach.apps.reporting.queries.answers import Shared
from sokehoach.apps.reporting.queries.forms import list_report_elements
from sokehoach.apps.reporting.queries.period_parts import PeriodParts, load_period_parts
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.periods import period as periods
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, ReportAction, ReportState


@dataclass(frozen=True, slots=True)
class PreviousSnapshot:
    """The snapshot to compare with: its `number`, `cells` as typed, `narrative_digests` by heading."""

    number: int
    cells: Mapping[str, str]
    narrative_digests: Mapping[str, str]

    def cell(self, code: str, now: str) -> str | None:
        """The previous text of the cell, where it differs from the current one; otherwise None."""
        then = self.cells.get(code, "")
        return then if then != now else None

    def is_narrative_changed(self, heading: str, now: str) -> bool:
        return self.narrative_digests.get(heading, compute_digest("")) != compute_digest(now)


def find_previous_snapshot(submission: Submission) -> PreviousSnapshot | None:
    """The snapshot before this version of the report; None for the first. One query.

    While the report is written it is the last one; once sent, the one before the last. A correction without an
    earlier snapshot of its own is compared with the last one of the edition that it corrects.
    """
    rows = list(
        SubmissionSnapshot.objects.filter(
            submission__form=submission.form_id,
            submission__unit=submission.unit_id,
            submission__period=submission.period,
            submission__edition__in=(submission.edition, submission.edition - 1),
        )
        .order_by("-submission__edition", "-number")
        .values_list("submission", "number", "cells", "words")
    )
    if submission.state not in EDITABLE_STATES and rows and rows[0][0] == submission.pk:
        rows = rows[1:]
    if not rows or submission.state == ReportState.SUPERSEDED:
        return None
    _submission, number, cells, digests = rows[0]
    return PreviousSnapshot(number, cells, digests)


def compute_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


# Once the report is accepted, its remarks are settled.
_STATES_WITH_REMARKS = frozenset({ReportState.RETURNED, ReportState.SENT})


def list_remarks(submission: Submission) -> Mapping[str, Remark]:
    """The remarks of the last return, by cell or heading. One query."""
    if submission.state not in _STATES_WITH_REMARKS:
        return {}
    rows = Remark.objects.filter(step__submission=submission.pk, step__action=ReportAction.RETURN).select_related(
        "step__by"
    )
    all_remarks = list(rows.order_by("step"))
    last = all_remarks[-1].step_id if all_remarks else None
    return {row.place: row for row in all_remarks if row.step_id == last}


@dataclass(frozen=True, slots=True)
class ReportContext:
    """`measured` by cell; `earlier_figures` by element and disaggregation: «số liệu cũ» of the year before.

    `earlier_obstacle`: why those of the units of then are not the unit's own.
    """

    elements_by_code: Mapping[str, DataElement]
    measured: Mapping[str, MeasureResult]
    period_parts: PeriodParts | None
    shared: Mapping[str, Shared]
    earlier_figures: Mapping[tuple[str, str], Decimal]
    earlier_obstacle: Obstacle | None
    remarks: Mapping[str, Remark]
    sent: PreviousSnapshot | None


def load_report_context(submission: Submission, *, cells: Collection[str] | None = None) -> ReportContext:
    """Loads the context in four queries, however many registers. They are read only if `cells` (None: all) use them."""
    form, elements_by_code = submission.definition, list_report_elements(submission)
    period = periods.parse_period(submission.period)
    year_before = periods.get_period_year_before(period)
    days = (form.get_first_day(year_before), form.get_first_day(period))
    imported = earlier_figure_queries.list_figures_of_predecessors(submission.unit, year_before, elements_by_code)
    needs_registers = cells is None or any(cell.source and cell.code in cells for cell in form.cells)
    return ReportContext(
        elements_by_code=elements_by_code,
        measured=registers.measure_unit(form, unit=submission.unit, period=submission.period)
        if needs_registers
        else {},
        period_parts=load_period_parts(form, submission, elements_by_code),
        shared=shared_cells.list_shared_cells(form, submission, elements_by_code),
        earlier_figures={
            name: number
            for name, number in imported.numbers.items()
            if name[0] in elements_by_code and not has_break(elements_by_code[name[0]].breaks, days)
        },
        earlier_obstacle=imported.obstacle,
        remarks=list_remarks(submission),
        sent=find_previous_snapshot(submission),
    )
