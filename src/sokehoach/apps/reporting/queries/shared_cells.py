"""Finds numbers that are entered once and shown in several forms.

Each element has one owning form. A form of another programme or reporting schedule may print it as well. If
the unit owes both for the same days, the cell there shows the number of the owning form. If the days differ, or the
unit does not owe the owning form, the cell is typed."""

import uuid
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
from sokehoach.domain.reporting.workflow import COUNTED_STATES
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
        for submission in submissions:
            if submission.unit_id in owing_units:
                cells = _share_cells(owner, submission, owned_elsewhere[owner.uid], elements_by_code)
                shared_cells[submission.pk] |= cells
    return shared_cells


def _share_cells(
    owner: Form, submission: Submission, cells: list[Cell], elements_by_code: Mapping[str, DataElement]
) -> dict[str, Shared]:
    places = {(cell.element, cell.disaggregation): cell.code for cell in owner.cells}
    report = find_counted_report(owner.uid, submission)
    values = {} if report is None else compute_report_values(owner, report, elements_by_code)
    return {
        cell.code: Shared(
            form_code=owner.code,
            cell=place,
            value=values.get(place, Gap.NOT_REPORTED),
            submission=None if report is None else report.pk,
        )
        for cell in cells
        if (place := places.get((cell.element, cell.disaggregation))) is not None
    }


def compute_report_values(
    owner: Form, report: Submission, elements_by_code: Mapping[str, DataElement]
) -> dict[str, Value]:
    stored = load_stored_values([report])[report.pk].values
    measured = registers.measure_unit(owner, unit=report.unit, period=report.period)
    period_parts = load_period_parts(owner, report, elements_by_code)
    parts_by_cell = None if period_parts is None else period_parts.cells
    answers_by_cell = build_answers(owner, report, stored, measured, parts=parts_by_cell)
    return {code: answer.value for code, answer in answers_by_cell.items()}


def find_counted_report(form: str, submission: Submission) -> Submission | None:
    """The report of that form (uid) of the same unit and period: the counted edition, else the newest. One query."""
    rows = list(
        Submission.objects.select_related("unit", "form", "form_version")
        .filter(form__uid=form, unit=submission.unit_id, period=submission.period)
        .order_by("-edition")
    )
    return next((row for row in rows if row.state in COUNTED_STATES), rows[0] if rows else None)


def has_same_days(owner: Form, form: Form, period: str) -> bool:
    """Whether both forms count the same days of the period."""
    return owner.counting_window == form.counting_window and periods.parse_period(period).type in owner.period_types
