"""Loads what a report needs besides its own cells, once for each save or sending: measures, last snapshot, remarks."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sokehoach.apps.indicators.queries import earlier_figures as earlier_figure_queries
from sokehoach.apps.registers.core.measure_query import MeasureResult
from sokehoach.apps.reporting.models import Remark, Submission, SubmissionSnapshot
from sokehoach.apps.reporting.queries import registers, shared_cells
from sokehoach.apps.reporting.queries.answers import Shared
from sokehoach.apps.reporting.queries.forms import list_report_elements
from sokehoach.apps.reporting.queries.other_cells import list_other_cells
from sokehoach.apps.reporting.queries.period_parts import PeriodParts, load_period_parts
from sokehoach.apps.reporting.queries.stored_reports import group_by_definition
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.sequence import get_previous_period
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.reporting.report import OtherCell
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


def list_previous_snapshots(submissions: Sequence[Submission]) -> dict[uuid.UUID, PreviousSnapshot | None]:
    """By report the snapshot before its current version; None for the first. One query for reports of one form and
    period.

    While a report is written it is the last one; once sent, the one before the last. A correction without an
    earlier snapshot of its own is compared with the last one of the edition that it corrects.
    """
    units = {submission.unit_id for submission in submissions}
    editions = {submission.edition - back for submission in submissions for back in (0, 1)}
    snapshots: dict[tuple[int, int], list[tuple[uuid.UUID, PreviousSnapshot]]] = defaultdict(list)
    rows = SubmissionSnapshot.objects.filter(
        submission__form=submissions[0].form_id,
        submission__unit__in=units,
        submission__period=submissions[0].period,
        submission__edition__in=editions,
    ).order_by("-number")
    for unit, edition, submission, *columns in rows.values_list(
        "submission__unit", "submission__edition", "submission", "number", "cells", "words"
    ):
        snapshots[unit, edition].append((submission, PreviousSnapshot(*columns)))
    return {
        row.pk: _pick_previous(row, snapshots[row.unit_id, row.edition] + snapshots[row.unit_id, row.edition - 1])
        for row in submissions
    }


def _pick_previous(
    submission: Submission, snapshots: Sequence[tuple[uuid.UUID, PreviousSnapshot]]
) -> PreviousSnapshot | None:
    """`snapshots`: of the edition and the one before, the newest first, each with its report."""
    if submission.state not in EDITABLE_STATES and snapshots and snapshots[0][0] == submission.pk:
        snapshots = snapshots[1:]
    return snapshots[0][1] if snapshots and submission.state != ReportState.SUPERSEDED else None


def compute_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


# Once the report is accepted, its remarks are settled.
_STATES_WITH_REMARKS = frozenset({ReportState.RETURNED, ReportState.SENT})


def list_remarks(submissions: Sequence[Submission]) -> dict[uuid.UUID, dict[str, Remark]]:
    """The remarks of the last return of each report, by cell or heading. One query."""
    remarks: dict[uuid.UUID, dict[str, Remark]] = {submission.pk: {} for submission in submissions}
    with_remarks = [submission.pk for submission in submissions if submission.state in _STATES_WITH_REMARKS]
    if not with_remarks:
        return remarks
    rows = Remark.objects.filter(step__submission__in=with_remarks, step__action=ReportAction.RETURN)
    last_steps: dict[uuid.UUID, int] = {}
    for row in rows.select_related("step__by").order_by("-step"):
        report = row.step.submission_id
        if last_steps.setdefault(report, row.step_id) == row.step_id:
            remarks[report][row.place] = row
    return remarks


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
    previous_figures: Mapping[tuple[str, str], Decimal]
    earlier_obstacle: Obstacle | None
    remarks: Mapping[str, Remark]
    sent: PreviousSnapshot | None
    other_cells: Mapping[str, OtherCell] = field(default_factory=dict)  # of other forms, by the code in a check


def load_report_context(submission: Submission, *, cells: Collection[str] | None = None) -> ReportContext:
    """Loads the context in four queries, however many registers. They are read only if `cells` (None: all) use them."""
    return load_report_contexts([submission], cells=cells)[submission.pk]


def load_report_contexts(
    submissions: Sequence[Submission], *, cells: Collection[str] | None = None
) -> dict[uuid.UUID, ReportContext]:
    """Loads the contexts by report: what reports of one form and period have in common is loaded once."""
    contexts: dict[uuid.UUID, ReportContext] = {}
    for group in group_by_definition(submissions):
        contexts |= _load_contexts(group, cells)
    return contexts


def _load_contexts(submissions: Sequence[Submission], cells: Collection[str] | None) -> dict[uuid.UUID, ReportContext]:
    """Of reports that `group_by_definition` puts together."""
    form, elements_by_code = submissions[0].definition, list_report_elements(submissions[0])
    period = periods.parse_period(submissions[0].period)
    year_before = periods.get_period_year_before(period)
    just_before, first_day = get_previous_period(period), form.get_first_day(period)
    units = [submission.unit for submission in submissions]
    earlier_figures = earlier_figure_queries.list_figures_of_predecessors(
        units, year_before, elements_by_code, cut_off=form.get_window(year_before).cut_off, previous=just_before.id
    )
    needs_registers = cells is None or any(cell.source and cell.code in cells for cell in form.cells)
    measured = registers.measure_units(form, units=units, period=period.id) if needs_registers else {}
    shared = shared_cells.list_shared_cells(form, submissions, elements_by_code)
    other_cells = list_other_cells(form, submissions)
    remarks, snapshots = list_remarks(submissions), list_previous_snapshots(submissions)
    return {
        submission.pk: ReportContext(
            elements_by_code=elements_by_code,
            measured=measured.get(submission.unit_id, {}),
            period_parts=load_period_parts(form, submission, elements_by_code),
            shared=shared[submission.pk],
            earlier_figures=_list_comparable(
                earlier_figures[submission.unit_id].numbers,
                elements_by_code,
                (form.get_first_day(year_before), first_day),
            ),
            previous_figures=_list_comparable(
                earlier_figures[submission.unit_id].previous,
                elements_by_code,
                (form.get_first_day(just_before), first_day),
            ),
            earlier_obstacle=earlier_figures[submission.unit_id].obstacle,
            remarks=remarks[submission.pk],
            sent=snapshots[submission.pk],
            other_cells=other_cells[submission.pk],
        )
        for submission in submissions
    }


def _list_comparable(
    numbers: Mapping[tuple[str, str], Decimal], elements: Mapping[str, DataElement], days: tuple[date, date]
) -> dict[tuple[str, str], Decimal]:
    """Those of elements of the form that count the same on both days."""
    return {
        name: number
        for name, number in numbers.items()
        if name[0] in elements and not has_break(elements[name[0]].breaks, days)
    }
