"""Numbers that are entered once for several programmes.

Each element has one owning form. A form of another programme or regime may print the element as well: where the
unit owes both for the same days, its cell there is no box of its own but the number of the owning form. Where the
days differ, or the unit does not owe the owning form, there is nothing to share and the cell is typed.
"""

from collections.abc import Mapping

from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.selectors import obligations, registers
from sokehoach.apps.reporting.selectors.answers import Shared, answers, stored_with_history
from sokehoach.apps.reporting.selectors.halves import halves
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.workflow import COUNTED
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def shared(form: Form, submission: Submission, meaning: Mapping[str, DataElement]) -> Mapping[str, Shared]:
    """By cell of this form. No query where every element is the form's own."""
    owned_elsewhere: dict[str, list[Cell]] = {}
    for cell in form.cells:
        code = meaning[cell.element].form
        if code and code != form.code and not cell.sum_of:
            owned_elsewhere.setdefault(code, []).append(cell)
    if not owned_elsewhere:
        return {}
    found: dict[str, Shared] = {}
    for row in models.Form.objects.filter(code__in=owned_elsewhere):
        owner = row.definition
        if _same_days(owner, form, submission.period) and _owes(owner, submission):
            found |= _of(owner, submission, owned_elsewhere[owner.code], meaning)
    return found


def _of(
    owner: Form, submission: Submission, cells: list[Cell], meaning: Mapping[str, DataElement]
) -> dict[str, Shared]:
    places = {(cell.element, cell.disaggregation): cell.code for cell in owner.cells}
    report = _report(owner, submission)
    values = {} if report is None else _values(owner, report, meaning)
    return {
        cell.code: Shared(
            form=owner.code,
            cell=place,
            value=values.get(place, Gap.NOT_REPORTED),
            submission=None if report is None else report.pk,
        )
        for cell in cells
        if (place := places.get((cell.element, cell.disaggregation))) is not None
    }


def _values(owner: Form, report: Submission, meaning: Mapping[str, DataElement]) -> dict[str, Value]:
    stored, _history = stored_with_history(report)
    measured = registers.measure(owner, unit=report.unit, period=report.period)
    of_year = halves(owner, report, meaning)
    made = None if of_year is None else of_year.cells
    found = answers(owner, report, stored, measured, halves=made)
    return {code: answer.value for code, answer in found.items()}


def _report(owner: Form, submission: Submission) -> Submission | None:
    """The edition that counts, else the newest."""
    rows = list(
        Submission.objects.select_related("unit", "form")
        .filter(form__code=owner.code, unit=submission.unit_id, period=submission.period)
        .order_by("-edition")
    )
    return next((row for row in rows if row.state in COUNTED), rows[0] if rows else None)


def _same_days(owner: Form, form: Form, period: str) -> bool:
    return owner.counting_window == form.counting_window and periods.parse(period).type in owner.period_types


def _owes(owner: Form, submission: Submission) -> bool:
    owing = obligations.expected(owner, submission.period)
    return submission.unit_id in {one.unit.pk for one in owing}
