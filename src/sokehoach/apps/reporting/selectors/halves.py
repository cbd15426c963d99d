"""The first half of the year beside an annual report."""

from collections.abc import Mapping

from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.selectors.answers import value_of
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form import Form, Rule
from sokehoach.domain.reporting.workflow import COUNTED
from sokehoach.domain.values.value import Value


def first_half(form: Form, submission: Submission) -> Mapping[str, Value] | None:
    """What counts of the same unit's first half-year, by cell of the annual form: one query, none where no check asks.

    Found by element, since the half-year's form is another one.
    """
    when = periods.parse(submission.period)
    asked = any(check.rule is Rule.YEAR_AT_LEAST_HALF for check in form.checks)
    if not asked or when.type is not periods.PeriodType.YEAR:
        return None
    first, _second = periods.halves(when)
    rows = DataValue.objects.filter(
        submission__unit__code=submission.unit.code,
        submission__period=first.id,
        submission__state__in=COUNTED,
    ).select_related("element")
    told = {(row.element.code, row.disaggregation): value_of(row) for row in rows}
    return {
        cell.code: told[cell.element, cell.disaggregation]
        for cell in form.cells
        if (cell.element, cell.disaggregation) in told
    }
