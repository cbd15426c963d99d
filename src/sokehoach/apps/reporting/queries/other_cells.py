"""Loads the cells of other forms of a unit and period with which the checks of a form compare its own."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.forms import list_report_elements
from sokehoach.apps.reporting.queries.shared_cells import compute_report_values, find_reports_beside, has_same_days
from sokehoach.apps.reporting.queries.stored_reports import group_by_definition
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.reporting.cell_sums import compute_cells
from sokehoach.domain.reporting.form import OTHER_FORM, Form
from sokehoach.domain.reporting.report import OtherCell
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def list_other_cells(form: Form, submissions: Sequence[Submission]) -> dict[uuid.UUID, dict[str, OtherCell]]:
    """The cells by report and by the code that the checks have for them, of reports of one form and period.

    Missing where `find_reports_beside` finds no report. The queries grow with the forms that the checks name, not with
    the reports, but for one by report of a form that sums up shorter periods; none where no check names another form.
    """
    codes_by_form: dict[str, list[str]] = defaultdict(list)
    for code in form.cells_of_other_forms:
        codes_by_form[code.partition(OTHER_FORM)[0]].append(code)
    cells: dict[uuid.UUID, dict[str, OtherCell]] = {submission.pk: {} for submission in submissions}
    for uid, codes in codes_by_form.items():
        reports_beside = find_reports_beside(uid, submissions)
        other_cells = _build_cells(form, [*reports_beside.values()], codes)
        for pk, report in reports_beside.items():
            cells[pk] |= other_cells.get(report.pk, {})
    return cells


def _build_cells(
    form: Form, reports: Sequence[Submission], codes: Sequence[str]
) -> dict[uuid.UUID, dict[str, OtherCell]]:
    """By report (of the other form), where it counts the same days."""
    cells: dict[uuid.UUID, dict[str, OtherCell]] = {}
    for group in group_by_definition(reports):
        owner, elements_by_code = group[0].definition, list_report_elements(group[0])
        if not has_same_days(owner, form, group[0].period):
            continue
        for pk, values in compute_report_values(owner, group, elements_by_code).items():
            cells[pk] = _build_report_cells(owner, compute_cells(owner, values), elements_by_code, codes)
    return cells


def _build_report_cells(
    owner: Form, values: Mapping[str, Value], elements_by_code: Mapping[str, DataElement], codes: Sequence[str]
) -> dict[str, OtherCell]:
    cells_by_code = {cell.code: cell for cell in owner.cells}
    return {
        code: OtherCell(
            form=owner.code,
            code=owner.printed_codes[cell.code],
            label=cell.label or elements_by_code[cell.element].name,
            value=values.get(cell.code, Gap.NOT_REPORTED),
        )
        for code in codes
        if (cell := cells_by_code.get(code.partition(OTHER_FORM)[2])) is not None
    }
