"""Loads the cells of other forms of a unit and period with which the checks of a form compare its own."""

from collections import defaultdict

from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.forms import list_report_elements
from sokehoach.apps.reporting.queries.shared_cells import compute_report_values, find_counted_report, has_same_days
from sokehoach.domain.reporting.cell_sums import compute_cells
from sokehoach.domain.reporting.form import OTHER_FORM, Form
from sokehoach.domain.reporting.report import OtherCell
from sokehoach.domain.values.gap import Gap


def list_other_cells(form: Form, submission: Submission) -> dict[str, OtherCell]:
    """By the code that the checks have for it. Not reported where the unit has no report of that form for the period.

    No query where no check names another form.
    """
    codes_by_form: dict[str, list[str]] = defaultdict(list)
    for code in form.cells_of_other_forms:
        codes_by_form[code.partition(OTHER_FORM)[0]].append(code)
    cells: dict[str, OtherCell] = {}
    for row in models.Form.objects.filter(uid__in=codes_by_form) if codes_by_form else ():
        report = find_counted_report(row.uid, submission)
        if report is not None and has_same_days(report.definition, form, submission.period):
            cells |= _build_cells(report, codes_by_form[row.uid])
    return cells


def _build_cells(report: Submission, codes: list[str]) -> dict[str, OtherCell]:
    owner, elements_by_code = report.definition, list_report_elements(report)
    values = compute_cells(owner, compute_report_values(owner, report, elements_by_code))
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
