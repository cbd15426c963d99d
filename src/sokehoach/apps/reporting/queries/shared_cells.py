"""Finds numbers that are entered once and shown in several forms.

Each element has one owning form. A form of another programme or reporting schedule may print it as well. If
the unit owes both for the same days, the cell there shows the number of the owning form. If the days differ, or the
unit does not owe the owning form, the cell is typed."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import obligations, registers
from sokehoach.apps.reporting.queries.answers import Shared, build_answers
from sokehoach.apps.reporting.queries.period_parts import load_period_parts
from sokehoach.apps.reporting.queries.stored_reports import load_stored_values
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, SUBMITTED_STATES, ReportState
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def list_shared_cells(
    form: Form, submissions: Sequence[Submission], elements_by_code: Mapping[str, DataElement]
) -> Mapping[uuid.UUID, Mapping[str, Shared]]:
    """The shared values by report and cell, of reports of one form and period. No query where the form owns every
    element.
    """
    shared_cells: dict[uuid.UUID, dict[str, Shared]] = {submission.pk: {} for submission in submissions}
    owned_elsewhere: dict[str, list[Cell]] = {}
    for cell in form.cells:
        code = elements_by_code[cell.element].form
        if code and code != form.uid and not cell.sum_of:
            owned_elsewhere.setdefault(code, []).append(cell)
    if not owned_elsewhere:
        return shared_cells
    period = submissions[0].period
    for row in models.Form.objects.filter(uid__in=owned_elsewhere):
        owner = row.definition.at(periods.parse_period(period))
        if not has_same_days(owner, form, period):
            continue
        owing_units = {report.unit.pk for report in obligations.list_expected(owner, period)}
        owing = [submission for submission in submissions if submission.unit_id in owing_units]
        cells = owned_elsewhere[owner.uid]
        for pk, shared in _share_cells(owner, owing, cells, elements_by_code).items():
            shared_cells[pk] |= shared
    return shared_cells


def _share_cells(
    owner: Form, submissions: Sequence[Submission], cells: list[Cell], elements_by_code: Mapping[str, DataElement]
) -> dict[uuid.UUID, dict[str, Shared]]:
    places = {(cell.element, cell.disaggregation): cell.code for cell in owner.cells}
    reports_beside = find_reports_beside(owner.uid, submissions)
    values = compute_report_values(owner, [*reports_beside.values()], elements_by_code)
    return {
        submission.pk: {
            cell.code: Shared(
                form_code=owner.code,
                cell=place,
                value=Gap.NOT_REPORTED if report is None else values[report.pk].get(place, Gap.NOT_REPORTED),
                submission=None if report is None else report.pk,
            )
            for cell in cells
            if (place := places.get((cell.element, cell.disaggregation))) is not None
        }
        for submission in submissions
        for report in (reports_beside.get(submission.pk),)
    }


def compute_report_values(
    owner: Form, reports: Sequence[Submission], elements_by_code: Mapping[str, DataElement]
) -> dict[uuid.UUID, dict[str, Value]]:
    """The values by report and cell, of reports of one form (`owner`) and period."""
    if not reports:
        return {}
    stored = load_stored_values(reports)
    written = [report.unit for report in reports if report.state in EDITABLE_STATES]
    measured = registers.measure_units(owner, units=written, period=reports[0].period) if written else {}
    values: dict[uuid.UUID, dict[str, Value]] = {}
    for report in reports:
        period_parts = load_period_parts(owner, report, elements_by_code)
        parts_by_cell = None if period_parts is None else period_parts.cells
        answers_by_cell = build_answers(
            owner, report, stored[report.pk].values, measured.get(report.unit_id, {}), parts=parts_by_cell
        )
        values[report.pk] = {code: answer.value for code, answer in answers_by_cell.items()}
    return values


def find_reports_beside(form: str, submissions: Sequence[Submission]) -> dict[uuid.UUID, Submission]:
    """By report, of one form and period, its unit's newest report of that other form (uid). One query.

    Beside a report that was sent stands what was sent as well: who reviews it does not see the unit's drafts.
    """
    if not submissions:
        return {}
    rows_by_unit: dict[int, list[Submission]] = defaultdict(list)
    rows = Submission.objects.select_related("unit", "form", "form_version").filter(
        form__uid=form, unit__in={submission.unit_id for submission in submissions}, period=submissions[0].period
    )
    for row in rows.order_by("-edition"):
        rows_by_unit[row.unit_id].append(row)
    return {
        submission.pk: report
        for submission in submissions
        if (report := _pick_beside(submission, rows_by_unit[submission.unit_id])) is not None
    }


def _pick_beside(submission: Submission, rows: Sequence[Submission]) -> Submission | None:
    """`rows`: the newest first."""
    states = frozenset(ReportState) if submission.state in EDITABLE_STATES else SUBMITTED_STATES
    return next((row for row in rows if row.state in states), None)


def has_same_days(owner: Form, form: Form, period: str) -> bool:
    """Whether both forms count the same days of the period."""
    return owner.counting_window == form.counting_window and periods.parse_period(period).type in owner.period_types
